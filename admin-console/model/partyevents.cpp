// SPDX-License-Identifier: GPL-3.0-or-later
// What a party makes of what its connection says.
#include "model/party.h"

namespace conversa::console {

void Party::listen()
{
    connect(&m_client, &ChatClient::stateChanged, this, &Party::onStatus);
    connect(&m_client, &ChatClient::welcomed, this, [this](UserId user) { m_conversation->setSelf(user, isContact()); });
    connect(&m_client, &ChatClient::sessionJoined, this, &Party::onJoined);
    connect(&m_client, &ChatClient::joinRefused, this, [this](SessionId session, const Error &why, bool isFinal) {
        if (!isHere(session) || !isFinal)
            return;
        setProblem(QString::fromUtf8(why.message));
        Q_EMIT joinFailed(why);
    });
    connect(&m_client, &ChatClient::messageReceived, this, &Party::onMessage);
    connect(&m_client, &ChatClient::sendConfirmed, this, &Party::onStored);
    connect(&m_client, &ChatClient::sendFailed, this, &Party::onFailed);
    connect(&m_client, &ChatClient::messagesMissed, this, &Party::onMissed);
    connect(&m_client, &ChatClient::historyReceived, this, &Party::onHistory);
    connect(&m_client, &ChatClient::roundTripMeasured, this, &Party::roundTripMeasured);
    connect(&m_client, &ChatClient::sessionOpened, this, &Party::inboxRowChanged);
    connect(&m_client, &ChatClient::sessionUpdated, this, &Party::inboxRowChanged);
    connect(&m_client, &ChatClient::errorReceived, this,
        [this](const Error &why) { hear({ PartyEvent::Kind::Error, QString::fromUtf8(why.message) }); });
}

void Party::listenToMembers()
{
    connect(&m_client, &ChatClient::typingReceived, this, &Party::onTyping);
    connect(&m_client, &ChatClient::userJoined, this, [this](SessionId session, const UserInfo &user) {
        if (!isHere(session))
            return;
        m_attendance.onUserJoined(user);
        shareAttendance();
        hear({ PartyEvent::Kind::Joined, QString::fromUtf8(user.name) });
    });
    connect(&m_client, &ChatClient::userLeft, this, [this](SessionId session, const UserInfo &user) {
        if (!isHere(session))
            return;
        m_attendance.onUserLeft(user);
        shareAttendance();
        hear({ PartyEvent::Kind::Left, QString::fromUtf8(user.name) });
    });
    connect(&m_client, &ChatClient::messagesDelivered, this, [this](const Receipt &receipt) { onReceipt(Mark::Delivered, receipt); });
    connect(&m_client, &ChatClient::messagesRead, this, [this](const Receipt &receipt) { onReceipt(Mark::Read, receipt); });
    connect(&m_client, &ChatClient::sessionClosed, this, [this](SessionId session) {
        if (isHere(session))
            hear({ PartyEvent::Kind::Closed });
    });
    connect(&m_client, &ChatClient::sessionReopened, this, [this](SessionId session) {
        if (isHere(session))
            hear({ PartyEvent::Kind::Reopened });
    });
    connect(&m_client, &ChatClient::noticeReceived, this, [this](std::optional<SessionId> session, const QByteArray &text) {
        if (!session || isHere(*session))
            hear({ PartyEvent::Kind::Notice, QString::fromUtf8(text) });
    });
}

void Party::onJoined(const SessionJoined &joinedNow)
{
    if (!isHere(joinedNow.session))
        return;
    m_isJoined = true;
    m_attendance.onJoined(joinedNow);
    m_attendance.setSelf(user(), isContact());
    shareAttendance();
    if (m_conversation->lastSeq() == 0 && joinedNow.lastSeq > 0)
        requestHistory({});
    Q_EMIT joined();
    Q_EMIT statusChanged();
}

void Party::onMessage(const ReceivedMessage &message)
{
    if (!isHere(message.session))
        return;
    const bool isOwn = m_said.contains(message.clientMessageId);
    m_conversation->merge(message);
    m_attendance.onMessage(message.fromBusiness, message.agent);
    shareAttendance();
    if (!isOwn)
        hear({ PartyEvent::Kind::Message, QString::fromUtf8(message.text), message.id, message.seq });
}

void Party::onStored(const QByteArray &clientKey, const ReceivedMessage &message)
{
    if (isHere(message.session))
        m_conversation->merge(message);
    Q_EMIT sayStored(m_said.value(clientKey, clientKey), message.id);
}

void Party::onFailed(const QByteArray &clientKey, const Error &why)
{
    m_conversation->fail(clientKey, QString::fromUtf8(why.message));
    Q_EMIT sayFailed(m_said.take(clientKey), why);
}

// What was missed is read as far as one page goes; what is missing still shows as a gap.
void Party::onMissed(SessionId session, const MissedMessages &missed)
{
    if (!isHere(session))
        return;
    const bool isOtherStore = !missed.count || missed.nextSeq <= missed.afterSeq;
    if (isOtherStore)
        m_conversation->forgetStored();
    requestHistory(isOtherStore ? std::nullopt : std::optional(missed.nextSeq));
    hear({ PartyEvent::Kind::Missed });
}

void Party::onHistory(const History &history)
{
    if (!isHere(history.session))
        return;
    for (const ReceivedMessage &message : history.messages)
        m_conversation->merge(message);
    Q_EMIT earlierLoaded(history.hasMore);
}

void Party::onTyping(const UserTyping &typing)
{
    if (!isHere(typing.session))
        return;
    m_attendance.onTyping(typing);
    shareAttendance();
    hear({ typing.isTyping ? PartyEvent::Kind::Typing : PartyEvent::Kind::StoppedTyping, QString::fromUtf8(typing.user.name) });
}

void Party::onReceipt(Mark mark, const Receipt &receipt)
{
    if (!isHere(receipt.session))
        return;
    m_attendance.onReceipt(mark, receipt);
    shareAttendance();
    if (receipt.user != user())
        hear({ mark == Mark::Read ? PartyEvent::Kind::Read : PartyEvent::Kind::Delivered, {}, receipt.message, receipt.upToSeq });
}

} // namespace conversa::console
