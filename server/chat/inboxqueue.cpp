// SPDX-License-Identifier: Apache-2.0
#include "chat/inboxqueue.h"

#include <algorithm>
#include <utility>

namespace conversa {

void InboxQueue::add(const SessionKey &key, bool opened)
{
    const auto noted = m_noted.find(key);
    if (noted == m_noted.end()) {
        m_noted.insert(key, opened);
        m_order.push_back(key);
    } else {
        *noted = *noted || opened;
    }
}

std::vector<ChangedSessions> InboxQueue::take(size_t most)
{
    QHash<QByteArray, ChangedSessions> taken;
    for (size_t left = std::min(most, m_order.size()); left > 0; --left) {
        const SessionKey key = std::move(m_order.front());
        m_order.pop_front();
        ChangedSessions &change = taken[key.tenant];
        (m_noted.take(key) ? change.opened : change.updated).push_back(key.session);
    }
    std::vector<ChangedSessions> all;
    for (auto change = taken.begin(); change != taken.end(); ++change) {
        change->tenant = change.key();
        all.push_back(std::move(*change));
    }
    return all;
}

} // namespace conversa
