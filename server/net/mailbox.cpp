// SPDX-License-Identifier: Apache-2.0
#include "net/mailbox.h"

#include <iterator>
#include <thread>
#include <utility>

namespace conversa {

Mailbox::Mailbox(std::function<void()> wake)
    : m_wake(std::move(wake))
{
}

void Mailbox::postAll(std::vector<Post> batch)
{
    bool wasEmpty = false;
    {
        const std::lock_guard lock(m_mutex);
        wasEmpty = m_posts.empty();
        if (wasEmpty)
            m_posts = std::move(batch);
        else
            m_posts.insert(m_posts.end(), std::make_move_iterator(batch.begin()), std::make_move_iterator(batch.end()));
    }
    if (!wasEmpty)
        return;
    // Not under the lock: on the same processor the woken thread may run at once, and would only wait for it.
    ++m_waking;
    if (!m_closed)
        m_wake();
    --m_waking;
}

void Mailbox::close()
{
    m_closed = true;
    while (m_waking > 0)
        std::this_thread::yield();
}

std::vector<Post> Mailbox::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_posts, {});
}

} // namespace conversa
