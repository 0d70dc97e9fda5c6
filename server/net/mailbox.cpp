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
    bool wakes = false;
    {
        const std::lock_guard lock(m_mutex);
        wakes = m_posts.empty() && !m_takePromised;
        if (m_posts.empty())
            m_posts = std::move(batch);
        else
            m_posts.insert(m_posts.end(), std::make_move_iterator(batch.begin()), std::make_move_iterator(batch.end()));
    }
    if (!wakes)
        return;
    // Not under the lock: on the same processor the woken thread may run at once, and would only wait for it.
    ++m_waking;
    if (!m_closed)
        m_wake();
    --m_waking;
}

void Mailbox::promiseTake()
{
    const std::lock_guard lock(m_mutex);
    m_takePromised = true;
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
    m_takePromised = false;
    return std::exchange(m_posts, {});
}

} // namespace conversa
