// SPDX-License-Identifier: Apache-2.0
#include "net/mailbox.h"

#include <iterator>
#include <utility>

namespace conversa {

Mailbox::Mailbox(std::function<void()> wake)
    : m_wake(std::move(wake))
{
}

void Mailbox::postAll(std::vector<Post> batch)
{
    const std::lock_guard lock(m_mutex);
    if (m_closed)
        return;
    const bool wasEmpty = m_posts.empty();
    if (wasEmpty)
        m_posts = std::move(batch);
    else
        m_posts.insert(m_posts.end(), std::make_move_iterator(batch.begin()), std::make_move_iterator(batch.end()));
    // Under the lock, so that close() returns only when nobody is about to wake the thread.
    if (wasEmpty)
        m_wake();
}

void Mailbox::close()
{
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_posts.clear();
}

std::vector<Post> Mailbox::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_posts, {});
}

} // namespace conversa
