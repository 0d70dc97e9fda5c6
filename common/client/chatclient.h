// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connector.h"
#include "client/membership.h"
#include "client/outbox.h"
#include "protocol/serverreader.h"

#include <QHash>

#include <map>

namespace conversa {

// What a ChatClient is made with.
struct ChatOptions
{
    LinkOptions link; // text comes plain, whatever its query says
    Outbox::Limits outbox = {};
    qint64 stableMs = 5'000; // a connection that held this long makes the next wait short again
    Heartbeat::Times heartbeat = {};
    Clock clock = Clock::system();
    quint32 seed = QRandomGenerator::global()->generate(); // of all waits
};

// A user of the chat over any number of connections: joins the wanted sessions again behind the last message seen,
// sends what is not confirmed again under its client_message_id, and hands out each message of a session once and in
// order. Lives in one thread with an event loop; its owner is the program.
class ChatClient : public QObject
{
    Q_OBJECT

public:
    explicit ChatClient(ChatOptions options, QObject *parent = nullptr);

    void start();
    // Says goodbye; sessions and what is not sent are kept for the next start().
    void stop();
    void retryNow() { m_connector.retryNow(); }
    void setToken(const QByteArray &token);

    // Wants to be in a session. `from`: where an earlier run was; nothing: only what comes from now on.
    void join(SessionId session, std::optional<ResumePoint> from = {});
    void leave(SessionId session);
    // Up to where all messages were handed out; nothing before the first join was answered.
    std::optional<ResumePoint> resumePoint(SessionId session) const;

    // Takes a text for sending, now or when there is a connection, and gives its client_message_id: sendConfirmed or
    // sendFailed follows, once. MessageTooLarge; LimitExceeded when too much waits. The session need not be joined.
    Result<QByteArray> send(
        SessionId session, ContactId contact, const QByteArray &text, std::optional<MessageId> replyTo = {});
    qsizetype unconfirmed() const { return m_outbox.size(); }

    // Called at each key.
    void typed(SessionId session, ContactId contact);
    void stopTyping(SessionId session);
    // Everything up to `seq` is here, or was read. Marks never move back.
    void markDelivered(SessionId session, qint64 seq) { mark(Mark::Delivered, session, seq); }
    void markRead(SessionId session, qint64 seq) { mark(Mark::Read, session, seq); }
    // historyReceived or historyFailed follows. Unavailable without a connection.
    Result<void> requestHistory(const GetHistory &request);
    // Measures the way there and back: roundTripMeasured follows. Nothing happens without a connection.
    void measureRoundTrip();

    const LinkStatus &state() const { return m_connector.state(); }
    qint64 retryInMs() const { return m_connector.retryInMs(); }
    const std::optional<UserId> &user() const { return m_user; } // who we are, once `welcomed`

Q_SIGNALS:
    void stateChanged(const conversa::LinkStatus &state);
    void welcomed(conversa::UserId user);
    void sessionJoined(const conversa::SessionJoined &joined);
    // `isFinal`: not tried again.
    void joinRefused(conversa::SessionId session, const conversa::Error &error, bool isFinal);
    // Messages between those handed out before and after will not come by themselves.
    void messagesMissed(conversa::SessionId session, const conversa::MissedMessages &missed);
    void messageReceived(const conversa::ReceivedMessage &message);
    void sendConfirmed(const QByteArray &clientMessageId, const conversa::ReceivedMessage &message);
    void sendFailed(const QByteArray &clientMessageId, const conversa::Error &error);
    void typingReceived(const conversa::UserTyping &typing);
    void userJoined(conversa::SessionId session, const conversa::UserInfo &user);
    void userLeft(conversa::SessionId session, const conversa::UserInfo &user);
    void messagesDelivered(const conversa::Receipt &receipt);
    void messagesRead(const conversa::Receipt &receipt);
    void historyReceived(const conversa::History &history);
    void historyFailed(conversa::SessionId session, const conversa::Error &error);
    void sessionClosed(conversa::SessionId session);
    void sessionReopened(conversa::SessionId session);
    // To agents, of every session of their tenant, joined or not.
    void sessionOpened(const conversa::InboxRow &row);
    void sessionUpdated(const conversa::InboxRow &row);
    void tokenExpiring(qint64 expiresAtMs);
    void roundTripMeasured(qint64 us);
    // An administrator has something to say, to the members of a session or to all.
    void noticeReceived(std::optional<conversa::SessionId> session, const QByteArray &text);
    // The server is about to close the connection.
    void drainAnnounced(qint64 retryAfterMs);
    // What no other signal tells, also a message that cannot be read.
    void errorReceived(const conversa::Error &error);

private Q_SLOTS:
    void onStateChanged(const conversa::LinkStatus &state);
    void onReceived(const QByteArray &text);
    void onDue();

private:
    // One for each event of the server. `requestId`: of the request it replies to, empty where there is none.
    void handle(const Connected &event, const QByteArray &requestId);
    void handle(const MessageSent &event, const QByteArray &requestId);
    void handle(const NewMessage &event, const QByteArray &requestId);
    void handle(const History &event, const QByteArray &requestId);
    void handle(const SessionJoined &event, const QByteArray &requestId);
    void handle(const SessionLeft &event, const QByteArray &requestId);
    void handle(const SessionClosed &event, const QByteArray &requestId);
    void handle(const SessionReopened &event, const QByteArray &requestId);
    void handle(const SessionOpened &event, const QByteArray &requestId);
    void handle(const SessionUpdated &event, const QByteArray &requestId);
    void handle(const UserJoined &event, const QByteArray &requestId);
    void handle(const UserLeft &event, const QByteArray &requestId);
    void handle(const UserTyping &event, const QByteArray &requestId);
    void handle(const MessageDelivered &event, const QByteArray &requestId);
    void handle(const MessageRead &event, const QByteArray &requestId);
    void handle(const TokenExpiring &event, const QByteArray &requestId);
    void handle(const TokenRefreshed &event, const QByteArray &requestId);
    void handle(const Notice &event, const QByteArray &requestId);
    void handle(const ServerDraining &event, const QByteArray &requestId);
    void handle(const ErrorReply &event, const QByteArray &requestId);
    void handle(const Pong &event, const QByteArray &requestId);
    void handle(const UnknownEvent &event, const QByteArray &requestId);

    void onSendRefused(const QByteArray &clientMessageId, const ErrorReply &reply);
    void onJoinRefused(SessionId session, const ErrorReply &reply);
    void onGapFilled(const History &history);
    void onUnaskedError(const ErrorReply &reply);
    void onConnectionLost();

    void accept(const ReceivedMessage &message);
    void deliver(SessionId session);
    void mark(Mark mark, SessionId session, qint64 seq);
    Membership *membership(SessionId session);
    qint64 now() const { return m_clock.monotonicMs(); }
    // Sends what is due and waits for what is due next. Emits nothing.
    void pump();

    const Clock m_clock;
    LinkOptions m_link;
    QRandomGenerator m_random;
    ServerReader m_reader;
    Outbox m_outbox;
    std::map<SessionId, Membership> m_memberships;
    QHash<QByteArray, SessionId> m_histories; // request ids that wait for an answer
    qint64 m_historyCount = 0;
    std::optional<UserId> m_user;
    Connector m_connector;
    QTimer m_due;
};

} // namespace conversa
