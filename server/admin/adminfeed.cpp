// SPDX-License-Identifier: Apache-2.0
#include "admin/adminfeed.h"

#include "admin/tablewriter.h"
#include "protocol/envelope.h"

namespace conversa {

namespace {

template <typename Row>
TableView<EncodedRow> encoded(const TablePage<Row> &page, std::span<const Field> fields, const Columns &columns)
{
    TableView<EncodedRow> view;
    view.total = page.total;
    for (const Row &row : page.rows) {
        EncodedRow made{idOf(row), {}};
        {
            JsonWriter json(made.json, Audience::Plain);
            writeRow(json, {}, fields, columns, [&](size_t field) { return row.value(field); });
        }
        view.rows.push_back(std::move(made));
    }
    return view;
}

} // namespace

AdminFeed::AdminFeed(AdminDesk &desk, StreamSources &streams, const Limits &limits, Send send)
    : m_desk(desk)
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
                                        requestId = envelope.requestId](Tables &tables) mutable {
        Listener &listener = m_listeners[connection];
        listener.thread = thread;
        listener.asker = asker;
        handle(tables, listener, connection, body, requestId);
    });
    if (!isTaken)
        replyError(client, request, m_desk.nowMs(), {ErrorCode::Overloaded, "Too many administrators' requests wait; try again."});
}

void AdminFeed::leave(const Client &client)
{
    m_desk.askLater({}, [this, connection = client.sink.id()](Tables &) { m_listeners.erase(connection); });
}

void AdminFeed::handle(
    Tables &tables, Listener &listener, ConnectionId connection, AdminRequest &request, const QByteArray &requestId)
{
    if (auto *wanted = std::get_if<Subscribe>(&request)) {
        subscribe(tables, listener, connection, *wanted, requestId);
    } else if (const auto *resync = std::get_if<Resync>(&request)) {
        const auto found = listener.subscriptions.find(resync->topic);
        if (found == listener.subscriptions.end())
            return;
        found->second.needsSnapshot = true;
        tell(tables, listener, found->second, connection, requestId);
    } else if (const auto *unwanted = std::get_if<Unsubscribe>(&request)) {
        listener.subscriptions.erase(unwanted->topic);
        say(listener, connection, encodeFrame([&](QByteArray &json) {
            encodeUnsubscribed(json, info(requestId), unwanted->topic);
        }));
    }
}

void AdminFeed::subscribe(
    Tables &tables, Listener &listener, ConnectionId connection, Subscribe &wanted, const QByteArray &requestId)
{
    Subscription &subscription = listener.subscriptions[wanted.topic];
    // The count goes on, so that what is still on its way of an earlier one never follows by chance.
    subscription = {wanted.topic, std::move(wanted.query), std::chrono::milliseconds(wanted.intervalMs), ++m_lastNumber,
        subscription.sequence + 1, true, {}};
    if (isStream(wanted.topic)) {
        auto stream = m_streams.open(wanted, listener.asker);
        if (!stream) {
            listener.subscriptions.erase(wanted.topic);
            say(listener, connection, encodeFrame([&](QByteArray &json) {
                encodeError(json, info(requestId), stream.error(), "subscribe", Audience::Plain);
            }));
            return;
        }
        subscription.stream = *std::move(stream);
    }
    tell(tables, listener, subscription, connection, requestId);
    const Place place{connection, wanted.topic, subscription.number};
    m_desk.askLater(subscription.untilNext(), [this, place](Tables &later) { tick(later, place); });
}

void AdminFeed::tick(Tables &tables, const Place &place)
{
    Subscription *subscription = find(place);
    if (!subscription)
        return;
    Listener &listener = m_listeners[place.connection];
    tell(tables, listener, *subscription, place.connection, {});
    if (subscription->untilNext().count() <= 0) {
        listener.subscriptions.erase(place.topic);
        say(listener, place.connection, encodeFrame([&](QByteArray &json) {
            encodeUnsubscribed(json, info({}), place.topic, "time");
        }));
        return;
    }
    m_desk.askLater(subscription->untilNext(), [this, place](Tables &later) { tick(later, place); });
}

void AdminFeed::tell(
    Tables &tables, const Listener &listener, Subscription &subscription, ConnectionId connection, const QByteArray &requestId)
{
    const QByteArray frame = frameOf(tables, listener, subscription, requestId);
    if (!frame.isEmpty())
        send(listener, {connection, subscription.topic, subscription.number}, subscription.sequence, frame);
}

// Empty: nothing has changed.
QByteArray AdminFeed::frameOf(Tables &tables, const Listener &listener, Subscription &subscription, const QByteArray &requestId)
{
    if (subscription.topic == AdminTopic::Stats)
        return encodeFrame([&](QByteArray &json) {
            Envelope envelope(json, "stats", Audience::Plain);
            m_desk.writeStats(envelope.openPayload(), listener.asker.principal->tenant);
            envelope.closePayload();
            envelope.close(info(requestId));
        });
    if (subscription.stream)
        return streamFrame(subscription, requestId);
    TableView<EncodedRow> now = look(tables, listener.asker.principal->tenant, subscription);
    const bool isWhole = std::exchange(subscription.needsSnapshot, false);
    const auto delta = isWhole ? std::nullopt : difference(subscription.told, now);
    if (!isWhole && !delta)
        return {};
    subscription.told = std::move(now);
    ++subscription.sequence;
    return encodeFrame([&](QByteArray &json) {
        if (delta)
            encodeDelta(json, info(requestId), subscription.topic, subscription.sequence, *delta);
        else
            encodeSnapshot(json, info(requestId), subscription.topic, subscription.sequence, subscription.told);
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
    ++subscription.sequence;
    return encodeFrame([&](QByteArray &json) {
        encodeStreamNews(json, info(requestId), subscription.topic,
            {isWhole, subscription.sequence, page.lost, std::move(page.rows)});
    });
}

TableView<EncodedRow> AdminFeed::look(Tables &tables, const QByteArray &tenant, const Subscription &subscription) const
{
    const TableQuery &query = subscription.query;
    const auto fields = topicFields(subscription.topic);
    switch (subscription.topic) {
    case AdminTopic::Connections:
        return encoded(tables.connections.open(query, tenant), fields, query.columns);
    case AdminTopic::Closed:
        return encoded(tables.connections.closed(query, tenant), fields, query.columns);
    case AdminTopic::Sessions:
        return encoded(tables.sessions.page(query, tenant, m_desk.nowMs()), fields, query.columns);
    default:
        break;
    }
    return {};
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

// A frame that did not go out is made good by the next one.
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
    if (sent == Sent::Yes)
        return;
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
