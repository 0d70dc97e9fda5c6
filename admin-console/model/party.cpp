// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/party.h"

#include <QCoreApplication>
#include <QDateTime>

namespace conversa::console {

namespace {

constexpr int tokenRetryMs = 2'000;
constexpr int historyPage = 100;

} // namespace

Party::Party(PartyIdentity identity, ChatOptions options, TokenSource tokens, QObject *parent)
    : QObject(parent)
    , m_identity(std::move(identity))
    , m_tokens(std::move(tokens))
    , m_client(std::move(options))
    , m_injector(QRandomGenerator::global()->generate())
    , m_conversation(new Conversation(this))
{
    listen();
    listenToMembers();
}

void Party::enter(SessionId session, ContactId contact, const QByteArray &contactName)
{
    if (m_session != session) {
        leave();
        begin(session, contact, contactName);
    }
    m_client.join(session);
    connectNow();
    Q_EMIT acted({ PartyAct::Kind::Join });
}

void Party::begin(SessionId session, ContactId contact, const QByteArray &contactName)
{
    m_session = session;
    m_contact = contact;
    m_attendance = {};
    m_attendance.setContactName(contactName);
    m_conversation->deleteLater();
    m_conversation = new Conversation(this);
    m_conversation->setSelf(user(), isContact());
    shareAttendance();
    Q_EMIT conversationChanged();
}

void Party::leave()
{
    if (!m_session)
        return;
    m_client.leave(*m_session);
    m_session.reset();
    m_isJoined = false;
    m_attendance.onLost();
    shareAttendance();
    Q_EMIT acted({ PartyAct::Kind::Leave });
}

void Party::connectNow()
{
    m_isWanted = true;
    if (status().kind == LinkStatus::Kind::Stopped)
        start();
}

void Party::disconnectNow()
{
    m_isWanted = false;
    m_client.stop();
    Q_EMIT acted({ PartyAct::Kind::Disconnect });
}

void Party::start()
{
    if (!m_tokens)
        return m_client.start();
    if (!std::exchange(m_isAsking, true))
        m_tokens(this, [this](const Result<QByteArray> &token) { onToken(token); });
}

void Party::onToken(const Result<QByteArray> &token)
{
    m_isAsking = false;
    if (!m_isWanted)
        return;
    if (!token) {
        setProblem(QString::fromUtf8(token.error().message));
        QTimer::singleShot(tokenRetryMs, this, &Party::start);
        return;
    }
    m_client.setToken(*token);
    if (status().kind == LinkStatus::Kind::Stopped)
        m_client.start();
}

// A token for one connection is used up with it.
void Party::onStatus()
{
    const LinkStatus &now = status();
    if (now.kind != LinkStatus::Kind::Connected && std::exchange(m_isJoined, false)) {
        m_attendance.onLost();
        shareAttendance();
    }
    const bool isOver = now.kind == LinkStatus::Kind::Waiting || now.kind == LinkStatus::Kind::Stopped;
    setProblem(isOver && now.cause != EndKind::Stopped ? QString::fromUtf8(now.reason) : QString());
    if (!m_tokens || !m_isWanted)
        return;
    if (now.kind == LinkStatus::Kind::Waiting)
        start();
    else if (now.kind == LinkStatus::Kind::Stopped && now.cause == EndKind::Unauthorized)
        QTimer::singleShot(tokenRetryMs, this, &Party::connectNow);
}

void Party::setProblem(const QString &problem)
{
    m_problem = problem;
    Q_EMIT statusChanged();
}

bool Party::send(std::function<void()> what)
{
    const auto wait = m_injector.waitMs(Clock::system().monotonicMs());
    if (!wait)
        return false;
    if (*wait == 0)
        what();
    else
        QTimer::singleShot(int(*wait), Qt::PreciseTimer, this, std::move(what));
    return true;
}

QByteArray Party::say(const QString &text, std::optional<MessageId> replyTo)
{
    const QByteArray key = Uuid::random().toByteArray();
    m_conversation->addSending({ .key = key,
        .text = text,
        .isFromBusiness = !isContact(),
        .timeMs = QDateTime::currentMSecsSinceEpoch(),
        .replyTo = replyTo });
    Q_EMIT acted({ PartyAct::Kind::Send, text, replyTo, key });
    handOut(key, text, replyTo);
    return key;
}

void Party::sayAgain(int row)
{
    const ChatEntry entry = m_conversation->entry(row);
    if (entry.seq > 0 || entry.status != ChatStatus::Failed)
        return;
    m_conversation->setKey(entry.key, entry.key);
    handOut(entry.key, entry.text, entry.replyTo);
}

void Party::handOut(const QByteArray &key, const QString &text, std::optional<MessageId> replyTo)
{
    const auto session = m_session.value_or(SessionId{});
    const bool isOnItsWay = send([this, session, contact = m_contact, key, text, replyTo] {
        const auto clientKey = m_client.send(session, contact, text.toUtf8(), replyTo);
        if (!clientKey) {
            m_conversation->fail(key, QString::fromUtf8(clientKey.error().message));
            Q_EMIT sayFailed(key, clientKey.error());
            return;
        }
        m_said.insert(*clientKey, key);
        m_conversation->setKey(key, *clientKey);
    });
    if (isOnItsWay)
        return;
    // As in conversationdata.cpp: the context is named.
    const Error lost{ ErrorCode::SendFailed, QCoreApplication::translate("conversa::console::Party", "Lost on the line, as set for this party.").toUtf8() };
    m_conversation->fail(key, QString::fromUtf8(lost.message));
    Q_EMIT sayFailed(key, lost);
}

void Party::typed()
{
    if (!m_session)
        return;
    if (send([this, session = *m_session] { m_client.typed(session, m_contact); }))
        Q_EMIT acted({ PartyAct::Kind::Type });
}

void Party::stopTyping()
{
    if (!m_session)
        return;
    if (send([this, session = *m_session] { m_client.stopTyping(session); }))
        Q_EMIT acted({ PartyAct::Kind::StopTyping });
}

void Party::mark(Mark mark)
{
    const qint64 seq = m_conversation->lastSeq();
    if (!m_session || seq == 0)
        return;
    const auto say = [this, mark, seq, session = *m_session] {
        if (mark == Mark::Read)
            m_client.markRead(session, seq);
        else
            m_client.markDelivered(session, seq);
    };
    if (send(say))
        Q_EMIT acted({ mark == Mark::Read ? PartyAct::Kind::Read : PartyAct::Kind::Delivered });
}

void Party::loadEarlier()
{
    if (m_conversation->firstSeq() > 1)
        requestHistory(m_conversation->firstSeq());
}

void Party::requestHistory(std::optional<qint64> beforeSeq)
{
    // Without a connection there is nothing to do: the next join asks again.
    if (m_session && status().kind == LinkStatus::Kind::Connected)
        static_cast<void>(bool(m_client.requestHistory({ .session = *m_session, .beforeSeq = beforeSeq, .limit = historyPage })));
}

void Party::shareAttendance()
{
    m_conversation->setAttendance(m_attendance);
    Q_EMIT attendanceChanged();
}

} // namespace conversa::console
