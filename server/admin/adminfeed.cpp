// SPDX-License-Identifier: Apache-2.0
#include "admin/adminfeed.h"

#include "protocol/envelope.h"

namespace conversa {

AdminFeed::AdminFeed(AdminDesk &desk, ClusterDesk &cluster, StreamSources &streams, const Limits &limits, Send send)
    : m_desk(desk)
    , m_cluster(cluster)
    , m_streams(streams)
    , m_limits(limits)
    , m_send(std::move(send))
{
}

void AdminFeed::take(Client &client, const IpAddress &address, QByteArrayView json)
{
    AdminEnvelope envelope = readAdminRequest(json, m_limits);
    const Request request{envelope.type, envelope.requestId};
    if (!envelope.body) {
        replyError(client, request, m_desk.nowMs(), envelope.body.error());
        return;
    }
    if (std::holds_alternative<AdminPing>(*envelope.body)) {
        reply(client, envelope.requestId, m_desk.nowMs(), encodePong);
        return;
    }
    if (m_limits.ratesEnabled) {
        if (const auto wait = client.actions.take(m_limits.actions, m_desk.environment().clock.monotonicMs())) {
            replyError(client, request, m_desk.nowMs(), {ErrorCode::RateLimited, "Too many requests; wait before the next one.", {}, *wait});
            return;
        }
    }
    if (const auto *wanted = std::get_if<Subscribe>(&*envelope.body)) {
        if (const auto allowed = authorize(*client.principal, actionOf(wanted->topic)); !allowed) {
            replyError(client, request, m_desk.nowMs(), allowed.error());
            return;
        }
    }
    const bool isTaken = m_desk.ask([this, connection = client.sink.id(), thread = int(client.thread),
                                        asker = AdminAsker{client.principal, address.toByteArray()}, body = *std::move(envelope.body),
                                        requestId = envelope.requestId](Tables &) mutable {
        Listener &listener = m_listeners[connection];
        listener.thread = thread;
        listener.asker = asker;
        handle(listener, connection, body, requestId);
    });
    if (!isTaken)
        replyError(client, request, m_desk.nowMs(), {ErrorCode::Overloaded, "Too many administrators' requests wait; try again."});
}

void AdminFeed::leave(const Client &client)
{
    m_desk.askLater({}, [this, connection = client.sink.id()](Tables &) { m_listeners.erase(connection); });
}

void AdminFeed::handle(Listener &listener, ConnectionId connection, AdminRequest &request, const QByteArray &requestId)
{
    if (auto *wanted = std::get_if<Subscribe>(&request)) {
        subscribe(listener, connection, *wanted, requestId);
    } else if (const auto *resync = std::get_if<Resync>(&request)) {
        const auto found = listener.subscriptions.find(resync->topic);
        if (found == listener.subscriptions.end())
            return;
        found->second.needsSnapshot = true;
        tell(listener, found->second, connection, requestId);
    } else if (const auto *unwanted = std::get_if<Unsubscribe>(&request)) {
        listener.subscriptions.erase(unwanted->topic);
        say(listener, connection, encodeFrame([&](QByteArray &json) {
            encodeUnsubscribed(json, info(requestId), unwanted->topic);
        }));
    }
}

void AdminFeed::subscribe(Listener &listener, ConnectionId connection, Subscribe &wanted, const QByteArray &requestId)
{
    Subscription &subscription = listener.subscriptions[wanted.topic];
    // The count goes on, so that what is still on its way of an earlier one never follows by chance.
    subscription = {wanted.topic, std::move(wanted.query), std::chrono::milliseconds(wanted.intervalMs), ++m_lastNumber,
        subscription.sequence + 1, true, {}, std::move(wanted.text), std::move(wanted.node)};
    const Place place{connection, wanted.topic, subscription.number};
    if (isStream(wanted.topic)) {
        auto stream = m_streams.open(wanted, listener.asker);
        if (!stream) {
            refuse(listener, place, requestId, stream.error());
            return;
        }
        subscription.stream = *std::move(stream);
    }
    tell(listener, subscription, connection, requestId);
    m_desk.askLater(subscription.untilNext(), [this, place](Tables &) { tick(place); });
}

void AdminFeed::refuse(Listener &listener, const Place &place, const QByteArray &requestId, const Error &why)
{
    listener.subscriptions.erase(place.topic);
    say(listener, place.connection, encodeFrame([&](QByteArray &json) {
        encodeError(json, info(requestId), why, "subscribe", Audience::Plain);
    }));
}

void AdminFeed::tick(const Place &place)
{
    Subscription *subscription = find(place);
    if (!subscription)
        return;
    Listener &listener = m_listeners[place.connection];
    tell(listener, *subscription, place.connection, {});
    if (subscription->untilNext().count() <= 0) {
        listener.subscriptions.erase(place.topic);
        say(listener, place.connection, encodeFrame([&](QByteArray &json) {
            encodeUnsubscribed(json, info({}), place.topic, "time");
        }));
        return;
    }
    m_desk.askLater(subscription->untilNext(), [this, place](Tables &) { tick(place); });
}

void AdminFeed::tell(
    const Listener &listener, Subscription &subscription, ConnectionId connection, const QByteArray &requestId)
{
    const Place place{connection, subscription.topic, subscription.number};
    if (!subscription.stream) {
        look(listener, subscription, place, requestId);
        return;
    }
    const QByteArray frame = streamFrame(subscription, requestId);
    if (!frame.isEmpty())
        send(listener, place, subscription.sequence, frame);
}

void AdminFeed::look(const Listener &listener, Subscription &subscription, const Place &place, const QByteArray &requestId)
{
    if (!requestId.isEmpty())
        subscription.requestId = requestId;
    if (std::exchange(subscription.isLooking, true))
        return;
    lookAt(m_cluster, {listener.asker.principal->tenant, subscription.node}, {subscription.topic, subscription.text, subscription.query},
        [this, place](const Result<TopicLook> &look) { onLooked(place, look); });
}

void AdminFeed::onLooked(const Place &place, const Result<TopicLook> &look)
{
    Subscription *subscription = find(place);
    if (!subscription)
        return;
    Listener &listener = m_listeners[place.connection];
    subscription->isLooking = false;
    const QByteArray requestId = std::exchange(subscription->requestId, {});
    if (look) {
        const QByteArray frame = lookFrame(*subscription, *look, requestId);
        if (!frame.isEmpty())
            send(listener, place, subscription->sequence, frame);
    } else if (subscription->told.nodes.isEmpty()) {
        refuse(listener, place, requestId, look.error());
    } // else the next look tells
}

QByteArray AdminFeed::lookFrame(Subscription &subscription, const TopicLook &now, const QByteArray &requestId)
{
    const TopicLook before = std::exchange(subscription.told, now);
    if (subscription.topic == AdminTopic::Stats)
        return encodeFrame([&](QByteArray &json) {
            Envelope envelope(json, adminNewsName(AdminNews::Stats), Audience::Plain);
            writeStats(envelope.openPayload(), now.stats->all, now.stats->nodes);
            envelope.closePayload();
            envelope.close(info(requestId));
        });
    const bool isWhole = std::exchange(subscription.needsSnapshot, false);
    if (!isWhole && before.view == now.view && before.nodes == now.nodes)
        return {};
    ++subscription.sequence;
    return encodeFrame([&](QByteArray &json) {
        if (isWhole)
            return encodeSnapshot(json, info(requestId), subscription.topic, subscription.sequence, now.view, now.nodes);
        const auto delta = difference(before.view, now.view).value_or(TableDelta<EncodedRow>{{}, {}, {}, now.view.total});
        encodeDelta(json, info(requestId), subscription.topic, subscription.sequence, delta,
            before.nodes == now.nodes ? QByteArray() : now.nodes);
    });
}

// One at a time is on its way, so that one which finds no room is told again, with what came since.
QByteArray AdminFeed::streamFrame(Subscription &subscription, const QByteArray &requestId)
{
    const bool isWhole = std::exchange(subscription.needsSnapshot, false);
    StreamPlace &place = subscription.place;
    if (place.isOnItsWay && !isWhole)
        return {};
    auto page = isWhole ? subscription.stream->latest(subscription.query, m_desk.nowMs())
                        : subscription.stream->after(place.last, subscription.query, m_desk.nowMs());
    const quint64 before = std::exchange(place.last, page.last);
    if (!isWhole && page.rows.empty() && page.lost == 0)
        return {};
    place.isOnItsWay = true;
    place.before = isWhole ? std::nullopt : std::optional(before);
    place.isFull = !isWhole && page.rows.size() >= size_t(subscription.query.limit);
    ++subscription.sequence;
    return encodeFrame([&](QByteArray &json) {
        encodeStreamNews(json, info(requestId), subscription.topic,
            {isWhole, subscription.sequence, page.lost, std::move(page.rows)});
    });
}

void AdminFeed::send(const Listener &listener, const Place &place, qint64 sequence, const QByteArray &frame)
{
    m_send(listener.thread, place.connection, frame, [this, place, sequence](Sent sent) {
        if (sent != Sent::Yes || isStream(place.topic))
            m_desk.askLater({}, [this, place, sequence, sent](Tables &) { onSent(place, sequence, sent); });
    });
}

void AdminFeed::say(const Listener &listener, ConnectionId connection, const QByteArray &frame)
{
    m_send(listener.thread, connection, frame, [](Sent) {});
}

// A frame that did not go out is made good by the next one. What had no room in one that did goes out at once.
void AdminFeed::onSent(const Place &place, qint64 sequence, Sent sent)
{
    if (sent == Sent::Gone) {
        m_listeners.erase(place.connection);
        return;
    }
    Subscription *subscription = find(place);
    if (!subscription || (subscription->stream && subscription->sequence != sequence))
        return;
    subscription->place.isOnItsWay = false;
    if (sent == Sent::Yes) {
        if (subscription->stream && std::exchange(subscription->place.isFull, false))
            tell(m_listeners[place.connection], *subscription, place.connection, {});
        return;
    }
    const auto before = subscription->place.before;
    if (!before) {
        subscription->needsSnapshot = true;
        return;
    }
    subscription->place.last = *before;
    --subscription->sequence;
}

AdminFeed::Subscription *AdminFeed::find(const Place &place)
{
    const auto listener = m_listeners.find(place.connection);
    if (listener == m_listeners.end())
        return nullptr;
    const auto found = listener->second.subscriptions.find(place.topic);
    return found == listener->second.subscriptions.end() || found->second.number != place.number ? nullptr : &found->second;
}

EnvelopeInfo AdminFeed::info(const QByteArray &requestId) const
{
    return {m_desk.nowMs(), Uuid::random(), requestId};
}

} // namespace conversa
