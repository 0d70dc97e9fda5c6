// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/latency.h"
#include "model/party.h"

#include <vector>

namespace conversa::console {

// The parties of one window that test a chat together, and how long their messages take between them. GUI thread.
class ChatTester : public QObject
{
    Q_OBJECT

public:
    static constexpr size_t mostParties = 8;
    static constexpr int measureMs = 2'000; // between two round trips of a party

    explicit ChatTester(QObject *parent = nullptr);

    // Null when there are too many.
    Party *add(PartyIdentity identity, ChatOptions options, TokenSource tokens = {});
    void remove(Party *party);
    const std::vector<Party *> &parties() const { return m_parties; }
    bool isFull() const { return m_parties.size() >= mostParties; }

    const LatencySamples &latency() const { return m_latency; }
    void clearLatency();

Q_SIGNALS:
    void partyAdded(conversa::console::Party *party);
    void partyRemoved(conversa::console::Party *party); // it is about to be deleted
    void latencyChanged();

private Q_SLOTS:
    void onMeasure();

private:
    static constexpr qsizetype mostOpen = 1'000; // messages on their way

    void follow(Party *party);
    void onSaid(const QByteArray &key);
    void onStored(const QByteArray &key, MessageId id);
    void onReceived(MessageId id);
    void sample(LatencySamples::Kind kind, qint64 us);

    std::vector<Party *> m_parties; // children
    LatencySamples m_latency;
    QHash<QByteArray, qint64> m_saidUs; // by key
    QHash<MessageId, qint64> m_storedUs; // when it was said
    QMultiHash<MessageId, qint64> m_earlyUs; // when it was received, before its sender knew its id
    QTimer m_measure;
};

} // namespace conversa::console
