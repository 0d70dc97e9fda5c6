// SPDX-License-Identifier: Apache-2.0
// What a ChatClient makes of the server's events.
#include "client/chatclient.h"
#include "client/requestid.h"
#include "core/histogram.h"

namespace conversa {

void ChatClient::handle(const Connected &event, const QByteArray &)
{
    m_user = event.user;
    Q_EMIT welcomed(event.user);
}

void ChatClient::handle(const MessageSent &event, const QByteArray &)
{
    if (Membership *member = membership(event.message.session))
        member->onOwnStored();
    accept(event.message);
}

void ChatClient::handle(const NewMessage &event, const QByteArray &)
{
    accept(event.message);
}

// A message of the server, live, replayed or as the answer to a send.
void ChatClient::accept(const ReceivedMessage &message)
{
    if (!message.clientMessageId.isEmpty() && m_outbox.confirm(message.clientMessageId))
        Q_EMIT sendConfirmed(message.clientMessageId, message);
    if (Membership *member = membership(message.session))
        member->onMessage(message, now());
    deliver(message.session);
}

void ChatClient::deliver(SessionId session)
{
    Membership *member = membership(session);
    if (!member)
        return;
    for (const ReceivedMessage &message : member->takeMessages(now()))
        Q_EMIT messageReceived(message);
}

void ChatClient::handle(const SessionJoined &event, const QByteArray &)
{
    Membership *member = membership(event.session);
    if (!member)
        return;
    const auto missed = member->onJoined(event, now());
    Q_EMIT sessionJoined(event);
    if (missed)
        Q_EMIT messagesMissed(event.session, *missed);
    deliver(event.session);
}

void ChatClient::handle(const History &event, const QByteArray &requestId)
{
    if (m_histories.remove(requestId) > 0)
        Q_EMIT historyReceived(event);
    else if (RequestId::parse(requestId).kind == RequestId::Kind::Gap)
        onGapFilled(event);
}

void ChatClient::onGapFilled(const History &history)
{
    Membership *member = membership(history.session);
    if (!member)
        return;
    const auto missed = member->onGapFilled(history.messages, now());
    if (missed)
        Q_EMIT messagesMissed(history.session, *missed);
    deliver(history.session);
}

void ChatClient::handle(const ErrorReply &event, const QByteArray &requestId)
{
    const RequestId request = RequestId::parse(requestId);
    switch (request.kind) {
    case RequestId::Kind::Send:
        return onSendRefused(request.subject, event);
    case RequestId::Kind::Join:
        return onJoinRefused(request.session(), event);
    case RequestId::Kind::Gap:
        if (Membership *member = membership(request.session()))
            member->onGapRefused(now());
        return;
    case RequestId::Kind::History:
        if (m_histories.contains(requestId))
            Q_EMIT historyFailed(m_histories.take(requestId), event.error);
        return;
    case RequestId::Kind::Ping:
    case RequestId::Kind::None:
        return onUnaskedError(event);
    }
}

void ChatClient::onSendRefused(const QByteArray &clientMessageId, const ErrorReply &reply)
{
    if (m_outbox.refuse(clientMessageId, reply, now()) == Outbox::Refusal::GivenUp)
        Q_EMIT sendFailed(clientMessageId, reply.error);
}

void ChatClient::onJoinRefused(SessionId session, const ErrorReply &reply)
{
    if (Membership *member = membership(session)) {
        const bool isFinal = member->onJoinRefused(reply, now());
        Q_EMIT joinRefused(session, reply.error, isFinal);
    }
}

// Marks carry no request id; a server that does not know them is not asked again on this connection.
void ChatClient::onUnaskedError(const ErrorReply &reply)
{
    for (const Mark mark : { Mark::Delivered, Mark::Read }) {
        if (QByteArrayView(reply.requestType) != QByteArrayView(markType(mark)))
            continue;
        if (reply.error.code != ErrorCode::UnknownType)
            break;
        for (auto &[session, member] : m_memberships)
            member.forgetMarks(mark);
        return;
    }
    Q_EMIT errorReceived(reply.error);
}

void ChatClient::handle(const SessionLeft &, const QByteArray &) { }

void ChatClient::handle(const SessionClosed &event, const QByteArray &)
{
    Q_EMIT sessionClosed(event.session);
}

void ChatClient::handle(const SessionReopened &event, const QByteArray &)
{
    Q_EMIT sessionReopened(event.session);
}

void ChatClient::handle(const SessionOpened &event, const QByteArray &)
{
    Q_EMIT sessionOpened(event.row);
}

void ChatClient::handle(const SessionUpdated &event, const QByteArray &)
{
    Q_EMIT sessionUpdated(event.row);
}

void ChatClient::handle(const UserJoined &event, const QByteArray &)
{
    Q_EMIT userJoined(event.session, event.user);
}

void ChatClient::handle(const UserLeft &event, const QByteArray &)
{
    Q_EMIT userLeft(event.session, event.user);
}

void ChatClient::handle(const UserTyping &event, const QByteArray &)
{
    Q_EMIT typingReceived(event);
}

void ChatClient::handle(const MessageDelivered &event, const QByteArray &)
{
    Q_EMIT messagesDelivered(event.receipt);
}

void ChatClient::handle(const MessageRead &event, const QByteArray &)
{
    Q_EMIT messagesRead(event.receipt);
}

void ChatClient::handle(const TokenExpiring &event, const QByteArray &)
{
    Q_EMIT tokenExpiring(event.expiresAtMs);
}

void ChatClient::handle(const Notice &event, const QByteArray &)
{
    Q_EMIT noticeReceived(event.session, event.text);
}

void ChatClient::handle(const ServerDraining &event, const QByteArray &)
{
    m_connector.expectClose(event.retryAfterMs);
    Q_EMIT drainAnnounced(event.retryAfterMs);
}

void ChatClient::handle(const TokenRefreshed &, const QByteArray &) { }

void ChatClient::handle(const Pong &, const QByteArray &requestId)
{
    const RequestId request = RequestId::parse(requestId);
    if (request.kind == RequestId::Kind::Ping)
        Q_EMIT roundTripMeasured(steadyUs() - request.subject.toLongLong());
}

void ChatClient::handle(const UnknownEvent &, const QByteArray &) { }

} // namespace conversa
