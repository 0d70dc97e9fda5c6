// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fault/attendee.h"
#include "fault/cluster.h"

namespace conversa::test {

// What became of the messages of a fault test: confirmed, stored and received by each member, compared.
struct Verdict
{
    qint64 confirmed = 0;
    qint64 stored = 0;
    qint64 lost = 0; // confirmed and not stored in that place, or stored and not received by a member
    qint64 doubled = 0; // stored or received twice
    qint64 swapped = 0; // received out of order, or a hole in what is stored
    qint64 failed = 0; // given up, or said not to be brought

    bool isGood() const { return lost == 0 && doubled == 0 && swapped == 0 && failed == 0 && confirmed == stored; }
    // "F01 confirmed=N stored=N lost=0 dup=0 swap=0 seed=S".
    QByteArray line(const char *row) const;
};

// Waits until every member has heard as many messages of its sessions as are stored; false at the deadline.
bool haveHeardAll(Cluster &cluster, const std::vector<Attendee *> &members, int deadlineMs);
// Compares. Every message that is stored is one of `members`'.
Verdict judge(Cluster &cluster, const std::vector<Attendee *> &members);

} // namespace conversa::test
