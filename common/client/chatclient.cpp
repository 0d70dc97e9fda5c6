// SPDX-License-Identifier: Apache-2.0
#include "client/chatclient.h"

#include "client/requestid.h"
#include "core/histogram.h"

#include <algorithm>

namespace conversa {

ChatClient::ChatClient(ChatOptions options, QObject *parent)
    : QObject(parent)
    , m_clock(options.clock)
    , m_link(std::move(options.link))
    , m_random(options.seed)
    , m_outbox(options.outbox, Backoff(m_random.generate()))
    , m_connector({ m_clock, Backoff(m_random.generate()), options.stableMs, options.heartbeat })
{
    m_due.setSingleShot(true);
    connect(&m_due, &QTimer::timeout, this, &ChatClient::onDue);
    connect(&m_connector, &Connector::stateChanged, this, &ChatClient::onStateChanged);
    connect(&m_connector, &Connector::received, this, &ChatClient::onReceived);
}

void ChatClient::start()
{
    m_connector.start(m_link);
}

void ChatClient::stop()
{
    m_connector.stop();
}

void ChatClient::setToken(const QByteArray &token)
{
    m_link.token = token;
    m_connector.setToken(token);
}

void ChatClient::join(SessionId session, std::optional<ResumePoint> from)
{
    m_memberships.try_emplace(session, session, std::move(from), Backoff(m_random.generate()));
    pump();
}

void ChatClient::leave(SessionId session)
{
    if (m_memberships.erase(session) > 0)
        m_connector.send(encoded(LeaveSession{ session }));
}

std::optional<ResumePoint> ChatClient::resumePoint(SessionId session) const
{
    const auto found = m_memberships.find(session);
    return found == m_memberships.end() ? std::nullopt : found->second.point();
}

Result<QByteArray> ChatClient::send(
    SessionId session, ContactId contact, const QByteArray &text, std::optional<MessageId> replyTo)
{
    const QByteArray id = Uuid::random().toByteArray();
    if (auto added = m_outbox.add({ session, contact, text, replyTo, id }); !added)
        return added.error();
    pump();
    return id;
}

void ChatClient::typed(SessionId session, ContactId contact)
{
    if (Membership *member = membership(session)) {
        member->typed(contact, now());
        pump();
    }
}

void ChatClient::stopTyping(SessionId session)
{
    if (Membership *member = membership(session)) {
        member->stopTyping();
        pump();
    }
}

void ChatClient::mark(Mark mark, SessionId session, qint64 seq)
{
    if (Membership *member = membership(session)) {
        member->mark(mark, seq);
        pump();
    }
}

Result<void> ChatClient::requestHistory(const GetHistory &request)
{
    if (state().kind != LinkStatus::Kind::Connected)
        return Error{ ErrorCode::Unavailable, "there is no connection to the server" };
    const QByteArray id = RequestId{ RequestId::Kind::History, QByteArray::number(++m_historyCount) }.text();
    m_histories.insert(id, request.session);
    m_connector.send(encoded(request, id));
    return {};
}

void ChatClient::measureRoundTrip()
{
    m_connector.send(encoded(Ping{}, RequestId{ RequestId::Kind::Ping, QByteArray::number(steadyUs()) }.text()));
}

Membership *ChatClient::membership(SessionId session)
{
    const auto found = m_memberships.find(session);
    return found == m_memberships.end() ? nullptr : &found->second;
}

void ChatClient::onStateChanged(const LinkStatus &state)
{
    if (state.kind == LinkStatus::Kind::Connected)
        pump();
    else
        onConnectionLost();
    Q_EMIT stateChanged(state);
}

void ChatClient::onConnectionLost()
{
    m_due.stop();
    m_outbox.onConnectionLost();
    for (auto &[session, member] : m_memberships)
        member.onConnectionLost();
    const auto unanswered = std::exchange(m_histories, {});
    for (const SessionId &session : unanswered)
        Q_EMIT historyFailed(session, { ErrorCode::Unavailable, "the connection was lost" });
}

void ChatClient::onReceived(const QByteArray &text)
{
    const auto envelope = m_reader.read(text);
    if (envelope)
        std::visit([&](const auto &event) { handle(event, envelope->requestId); }, envelope->event);
    else
        Q_EMIT errorReceived(envelope.error());
    pump();
}

void ChatClient::onDue()
{
    pump();
}

void ChatClient::pump()
{
    if (state().kind != LinkStatus::Kind::Connected)
        return;
    std::optional<qint64> due;
    const auto consider = [&due](std::optional<qint64> at) {
        if (at)
            due = std::min(due.value_or(*at), *at);
    };
    for (auto &[session, member] : m_memberships) {
        for (const QByteArray &frame : member.due(now()))
            m_connector.send(frame);
        consider(member.dueMs());
    }
    const auto isReady = [this](SessionId session) {
        const Membership *member = membership(session);
        return !member || member->isReady();
    };
    while (const SendMessage *message = m_outbox.next(now(), isReady)) {
        m_connector.send(encoded(*message, RequestId{ RequestId::Kind::Send, message->clientMessageId }.text()));
        if (Membership *member = membership(message->session))
            member->onSent();
    }
    consider(m_outbox.dueMs(isReady));
    if (due)
        m_due.start(int(std::max<qint64>(*due - now(), 0)));
    else
        m_due.stop();
}

} // namespace conversa
