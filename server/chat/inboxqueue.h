// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/peers.h"

#include <QHash>

#include <deque>
#include <vector>

namespace conversa {

// Sessions that changed and wait to be told, each once, in the order in which they were noted. Guarded by its owner.
class InboxQueue
{
public:
    // `opened`: it was not there before.
    void add(const SessionKey &key, bool opened);
    bool isEmpty() const { return m_order.empty(); }
    // Takes the first `most` sessions, by tenant; the others keep their place.
    std::vector<ChangedSessions> take(size_t most);

private:
    QHash<SessionKey, bool> m_noted; // true: opened
    std::deque<SessionKey> m_order;
};

} // namespace conversa
