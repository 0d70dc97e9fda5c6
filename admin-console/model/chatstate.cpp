// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/chatstate.h"

#include <QDateTime>

namespace conversa::console {

ChatState::ChatState(LiveState &live, QObject *parent)
    : QObject(parent)
    , m_live(live)
    , m_rest(live.rest())
{
    connect(&live, &LiveState::linkChanged, this, &ChatState::onLink);
    connect(&m_tester, &ChatTester::partyRemoved, this, [this](Party *party) {
        std::erase(m_byTicket, party);
        if (party != m_self)
            return;
        m_self = nullptr;
        Q_EMIT selfChanged();
    });
    connect(&m_tick, &QTimer::timeout, this, [this] { m_inbox.tick(QDateTime::currentMSecsSinceEpoch()); });
    m_tick.start(tickMs);
    onLink(live.link());
}

void ChatState::onLink(const LinkView &link)
{
    if (link.state == LinkState::Connected)
        begin();
    else if (link.state == LinkState::Disconnected)
        leave();
    Q_EMIT linkChanged();
}

// Where there is an own connection, it comes back by itself.
void ChatState::begin()
{
    if (!m_self) {
        m_self = m_tester.add({ tr("Me") }, optionsFor(m_live.endpoint().key));
        connect(m_self, &Party::inboxRowChanged, this, &ChatState::onRow);
        connect(m_self, &Party::statusChanged, this, &ChatState::onSelfStatus);
        Q_EMIT selfChanged();
    }
    m_self->connectNow();
}

// Nobody stays behind at a server that was left, and nothing that was asked of it counts at the next one.
void ChatState::leave()
{
    ++m_reading;
    ++m_stay;
    m_session.reset();
    m_failure.reset();
    m_isLoaded = false;
    m_wasConnected = false;
    m_isUp = false;
    m_inbox.clear();
    // The own one goes last: each that goes hands its view to the first.
    while (!m_tester.parties().empty())
        m_tester.remove(m_tester.parties().back());
    Q_EMIT sessionChanged();
    Q_EMIT inboxStateChanged();
}

// What happened while it was away is not told again.
void ChatState::onSelfStatus()
{
    const bool isConnected = m_self && m_self->status().kind == LinkStatus::Kind::Connected;
    if (isConnected && !std::exchange(m_isUp, true)) {
        m_wasConnected = true;
        refresh();
    }
    m_isUp = isConnected;
    if (isConnected)
        m_inbox.setSelf(m_self->user());
    Q_EMIT linkChanged();
}

LinkView ChatState::link() const
{
    const LinkView &live = m_live.link();
    if (live.state != LinkState::Connected || !m_self || !m_wasConnected)
        return live;
    const LinkView own = linkView(m_self->status(), true);
    // Who has disconnected the own party by hand has not lost the server.
    return own.state == LinkState::Reconnecting || own.state == LinkState::Refused ? own : live;
}

void ChatState::retryNow()
{
    m_live.retryNow();
    if (m_self)
        m_self->retryNow();
}

ChatOptions ChatState::optionsFor(const QByteArray &key) const
{
    Endpoint endpoint = m_live.endpoint();
    endpoint.key = key;
    return { .link = socketLink(endpoint, QStringLiteral("/api/v1/ws/messages")) };
}

void ChatState::refresh()
{
    ++m_reading;
    m_inbox.beginWhole();
    readPage({});
}

void ChatState::readPage(const QByteArray &cursor)
{
    m_rest.inbox(cursor, this, [this, reading = m_reading](const Answer<InboxRows> &page) { onPage(reading, page); });
}

void ChatState::onPage(quint64 reading, const Answer<InboxRows> &page)
{
    if (reading != m_reading)
        return;
    if (!page) {
        m_failure = page.failure();
        Q_EMIT inboxStateChanged();
        return;
    }
    m_failure.reset();
    m_inbox.mergeWhole(page->rows);
    if (!page->next.isEmpty() && m_inbox.came() < InboxModel::most)
        return readPage(page->next);
    m_inbox.endWhole();
    m_isLoaded = true;
    Q_EMIT inboxStateChanged();
}

void ChatState::onRow(const InboxRow &row)
{
    m_inbox.merge(row);
    if (!m_session || m_session->session != row.session)
        return;
    m_session = row;
    Q_EMIT sessionChanged();
}

void ChatState::open(const InboxRow &row)
{
    if (m_session && m_session->session == row.session)
        return;
    m_session = row;
    const auto byTicket = m_byTicket;
    for (Party *party : byTicket)
        m_tester.remove(party);
    for (Party *party : m_tester.parties())
        enter(*party);
    Q_EMIT sessionChanged();
}

void ChatState::enter(Party &party) const
{
    party.enter(m_session->session, m_session->contact.value_or(ContactId{}), m_session->contactName);
}

void ChatState::startSession(const QString &contactName)
{
    m_rest.openSession(ContactId{ Uuid::random() }, contactName.toUtf8(), this, whileHere(&ChatState::onStarted));
}

void ChatState::closeSession(bool isClosed)
{
    if (!m_session)
        return;
    Q_EMIT closing(isClosed);
    m_rest.setClosed(m_session->session, isClosed, this, whileHere(&ChatState::onRow));
}

ChatRest::RowDone ChatState::whileHere(void (ChatState::*done)(const InboxRow &row))
{
    return [this, done, stay = m_stay](const Answer<InboxRow> &row) {
        if (stay != m_stay)
            return;
        if (row)
            (this->*done)(*row);
        else
            Q_EMIT failed(row.failure());
    };
}

void ChatState::onStarted(const InboxRow &row)
{
    open(row);
    onRow(row);
}

Party *ChatState::addParty(PartyIdentity identity, const QByteArray &key)
{
    if (!m_session || m_tester.isFull())
        return nullptr;
    const bool isByTicket = identity.kind == PartyIdentity::Kind::Contact && key.isEmpty();
    Party *party = m_tester.add(std::move(identity), optionsFor(key.isEmpty() ? m_live.endpoint().key : key),
        isByTicket ? m_rest.contactOf(m_session->session) : TokenSource());
    if (isByTicket)
        m_byTicket.push_back(party);
    enter(*party);
    return party;
}

} // namespace conversa::console
