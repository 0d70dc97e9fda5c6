// SPDX-License-Identifier: Apache-2.0
#include "chat/inboxqueue.h"

#include <iterator>
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

std::vector<ChangedSessions> InboxQueue::take(size_t most, const std::function<size_t(const QByteArray &)> &mostOf)
{
    QHash<QByteArray, ChangedSessions> taken;
    std::deque<SessionKey> later;
    while (most > 0 && !m_order.empty()) {
        SessionKey key = std::move(m_order.front());
        m_order.pop_front();
        ChangedSessions &change = taken[key.tenant];
        if (change.opened.size() + change.updated.size() >= mostOf(key.tenant)) {
            later.push_back(std::move(key));
            continue;
        }
        (m_noted.take(key) ? change.opened : change.updated).push_back(key.session);
        --most;
    }
    m_order.insert(m_order.begin(), std::make_move_iterator(later.begin()), std::make_move_iterator(later.end()));
    std::vector<ChangedSessions> all;
    for (auto change = taken.begin(); change != taken.end(); ++change) {
        change->tenant = change.key();
        all.push_back(std::move(*change));
    }
    return all;
}

} // namespace conversa
