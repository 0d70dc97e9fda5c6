// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fault/answers.h"
#include "fault/cluster.h"
#include "fault/talk.h"

namespace conversa::test {

// Whether the server's figures come to say that its Redis carries, or does not.
bool becomesLinked(quint16 port, bool isLinked, int deadlineMs);

// One session at the first two nodes of a cluster: who writes and who listens at the one, and who listens at the other.
class Scene
{
public:
    explicit Scene(Cluster &cluster);

    bool join() { return m_writer.join() && m_near.join() && m_far.join(); }
    // Messages one by one, each when the one before was confirmed and heard by both; false when one was not.
    bool say(int count, int deadlineMs = WsClient::patienceMs);
    // All at once; hear() waits for them.
    void sayAtOnce(int count);
    bool hear(int deadlineMs = WsClient::patienceMs);
    // Whether all that was said was confirmed, and heard by both once and in order.
    bool isComplete() const;
    // "to confirm p50/p99 1/2 ms, here 1/2, there 3/4" of what was said one by one since the last call.
    QByteArray figures();
    // The median time to a confirmation in milliseconds, of the same.
    qint64 confirmMs() const;

    Talk &writer() { return m_writer; }
    int said() const { return m_said; }

private:
    Talk m_writer;
    Talk m_near;
    Talk m_far;
    int m_said = 0;
    QList<qint64> m_confirmMs;
    QList<qint64> m_nearMs;
    QList<qint64> m_farMs;
};

} // namespace conversa::test
