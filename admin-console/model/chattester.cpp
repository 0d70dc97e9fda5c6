// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/chattester.h"

#include <QDateTime>

#include <algorithm>

namespace conversa::console {

ChatTester::ChatTester(QObject *parent)
    : QObject(parent)
{
    connect(&m_measure, &QTimer::timeout, this, &ChatTester::onMeasure);
    m_measure.start(measureMs);
}

Party *ChatTester::add(PartyIdentity identity, ChatOptions options, TokenSource tokens)
{
    if (isFull())
        return nullptr;
    auto *party = new Party(std::move(identity), std::move(options), std::move(tokens), this);
    m_parties.push_back(party);
    follow(party);
    Q_EMIT partyAdded(party);
    return party;
}

void ChatTester::remove(Party *party)
{
    if (std::erase(m_parties, party) == 0)
        return;
    Q_EMIT partyRemoved(party);
    delete party;
}

void ChatTester::clearLatency()
{
    m_latency.clear();
    Q_EMIT latencyChanged();
}

void ChatTester::follow(Party *party)
{
    connect(party, &Party::acted, this, [this](const PartyAct &act) {
        if (act.kind == PartyAct::Kind::Send)
            onSaid(act.key);
    });
    connect(party, &Party::sayStored, this, &ChatTester::onStored);
    connect(party, &Party::sayFailed, this, [this](const QByteArray &key) { m_saidUs.remove(key); });
    connect(party, &Party::heard, this, [this](const PartyEvent &event) {
        if (event.kind == PartyEvent::Kind::Message)
            onReceived(event.message);
    });
    connect(party, &Party::roundTripMeasured, this, [this](qint64 us) { sample(LatencySamples::Kind::Ping, us); });
}

void ChatTester::onMeasure()
{
    for (Party *party : m_parties)
        party->measure();
}

void ChatTester::onSaid(const QByteArray &key)
{
    if (m_saidUs.size() >= mostOpen)
        m_saidUs.clear();
    m_saidUs.insert(key, steadyUs());
}

// Another party may have it before its sender knows that it is stored.
void ChatTester::onStored(const QByteArray &key, MessageId id)
{
    if (!m_saidUs.contains(key))
        return;
    const qint64 saidUs = m_saidUs.take(key);
    sample(LatencySamples::Kind::Ack, steadyUs() - saidUs);
    const auto early = m_earlyUs.values(id);
    m_earlyUs.remove(id);
    for (const qint64 atUs : early)
        sample(LatencySamples::Kind::Delivery, atUs - saidUs);
    if (m_storedUs.size() >= mostOpen)
        m_storedUs.clear();
    m_storedUs.insert(id, saidUs);
}

void ChatTester::onReceived(MessageId id)
{
    if (const auto said = m_storedUs.constFind(id); said != m_storedUs.constEnd())
        return sample(LatencySamples::Kind::Delivery, steadyUs() - *said);
    if (m_earlyUs.size() >= mostOpen)
        m_earlyUs.clear();
    m_earlyUs.insert(id, steadyUs());
}

void ChatTester::sample(LatencySamples::Kind kind, qint64 us)
{
    m_latency.add(kind, us, QDateTime::currentMSecsSinceEpoch());
    Q_EMIT latencyChanged();
}

} // namespace conversa::console
