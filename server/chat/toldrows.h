// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/inbox.h"

#include <deque>
#include <mutex>
#include <span>

namespace conversa {

// What the agents here were told last of each session: what is heard of by two ways, or in vain, is told once. Knows the
// latest 10,000 sessions. Thread-safe; owned by the inbox feed.
class ToldRows
{
public:
    enum class News {
        None, // they know it
        Updated,
        Opened, // the session is new to them
    };

    static constexpr size_t mostRows = 10'000;

    // What `session` is to `readers`, who are told of it hereby. `opened`: somebody says that it is new.
    News tell(const InboxSession &session, bool opened, std::span<const UserId> readers);

private:
    struct Row
    {
        size_t digest = 0;
        bool opened = false; // was told as such
    };

    std::mutex m_mutex; // guards the rest
    QHash<SessionKey, Row> m_rows;
    std::deque<SessionKey> m_order; // of them, the oldest first
};

} // namespace conversa
