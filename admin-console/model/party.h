// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/chatclient.h"
#include "model/conversation.h"
#include "model/injector.h"
#include "model/partyevent.h"

#include <functional>

namespace conversa::console {

// Somebody that a chat is tested with.
struct PartyIdentity
{
    enum class Kind : quint8 { Agent, Contact, Device }; // Device: another one of the agent's

    QString name; // in this tester; what the others see comes from the key
    Kind kind = Kind::Agent;
};

// Gives a token for the next connection to done(token), once, unless `context` is gone by then.
using TokenSource = std::function<void(QObject *context, std::function<void(const Result<QByteArray> &token)> done)>;

// One simulated person in one session at a time: an own connection, an own bad line for what it sends, and an own view of the
// conversation. GUI thread; owned by the ChatTester.
class Party : public QObject
{
    Q_OBJECT

public:
    // `tokens`: where each connection has a token of its own; null: the one of the options is good for all.
    Party(PartyIdentity identity, ChatOptions options, TokenSource tokens = {}, QObject *parent = nullptr);

    const PartyIdentity &identity() const { return m_identity; }
    bool isContact() const { return m_identity.kind == PartyIdentity::Kind::Contact; }
    Conversation &conversation() { return *m_conversation; }
    const Attendance &attendance() const { return m_attendance; }
    const LinkStatus &status() const { return m_client.state(); }
    bool isJoined() const { return m_isJoined; }
    UserId user() const { return m_client.user().value_or(UserId{}); }
    const ChatClient &client() const { return m_client; }
    Injector &injector() { return m_injector; }
    QString problem() const { return m_problem; } // of the last refusal; empty: all is well

    // Connects, if it is not, and joins; from another session it leaves that one. `contactName`: where the contact gives none.
    void enter(SessionId session, ContactId contact, const QByteArray &contactName = {});
    void leave();
    // Connects without being in a session: an inbox needs no more.
    void connectNow();
    void disconnectNow();
    void retryNow() { m_client.retryNow(); }
    // Gives what the message is called until it is stored.
    QByteArray say(const QString &text, std::optional<MessageId> replyTo = {});
    void sayAgain(int row);
    void typed();
    void stopTyping();
    // All that is here.
    void mark(Mark mark);
    void loadEarlier();
    void measure() { m_client.measureRoundTrip(); }

Q_SIGNALS:
    void statusChanged();
    void joined();
    void conversationChanged(); // another one: of another session
    void attendanceChanged();
    void earlierLoaded(bool hasMore);
    // What it does, once that is on its way, and what it hears of the others.
    void acted(const conversa::console::PartyAct &act);
    void heard(const conversa::console::PartyEvent &event);
    void sayStored(const QByteArray &key, conversa::MessageId id);
    void sayFailed(const QByteArray &key, const conversa::Error &why);
    void joinFailed(const conversa::Error &why);
    void roundTripMeasured(qint64 us);
    // Of any session of its tenant.
    void inboxRowChanged(const conversa::InboxRow &row);

private Q_SLOTS:
    void onStatus();
    void onJoined(const conversa::SessionJoined &joined);
    void onMessage(const conversa::ReceivedMessage &message);
    void onStored(const QByteArray &clientKey, const conversa::ReceivedMessage &message);
    void onFailed(const QByteArray &clientKey, const conversa::Error &why);
    void onMissed(conversa::SessionId session, const conversa::MissedMessages &missed);
    void onHistory(const conversa::History &history);
    void onTyping(const conversa::UserTyping &typing);

private:
    void begin(SessionId session, ContactId contact, const QByteArray &contactName);
    void listen();
    void listenToMembers();
    void start();
    void onToken(const Result<QByteArray> &token);
    void setProblem(const QString &problem);
    void shareAttendance();
    void onReceipt(Mark mark, const Receipt &receipt);
    void hear(PartyEvent event) { Q_EMIT heard(event); }
    // Over the bad line: false where the line loses it.
    bool send(std::function<void()> what);
    void handOut(const QByteArray &key, const QString &text, std::optional<MessageId> replyTo);
    void requestHistory(std::optional<qint64> beforeSeq);
    bool isHere(SessionId session) const { return m_session == session; }

    const PartyIdentity m_identity;
    const TokenSource m_tokens;
    ChatClient m_client;
    Injector m_injector;
    Attendance m_attendance;
    Conversation *m_conversation; // a child
    std::optional<SessionId> m_session;
    ContactId m_contact;
    QHash<QByteArray, QByteArray> m_said; // own keys by the client's
    QString m_problem;
    bool m_isJoined = false;
    bool m_isWanted = false; // connected
    bool m_isAsking = false; // for a token
};

} // namespace conversa::console
