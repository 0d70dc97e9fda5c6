// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/post.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <vector>

namespace conversa {

// What other threads have for one network thread. Posting wakes that thread only when the box was empty, so a batch costs
// one wake-up. It needs no bound of its own: what fills it is bounded at its source (the store's queue, the limits of each
// connection).
class Mailbox : public ThreadPort
{
public:
    // `wake` is called from any thread.
    explicit Mailbox(std::function<void()> wake);

    void postAll(std::vector<Post> batch) override;
    // The thread will take() before it sleeps, whatever comes: until then nobody wakes it.
    void promiseTake();
    // When it returns, nobody is about to wake the thread, nor will be: it is ending.
    void close();
    // Everything posted so far, in order; empty when there is nothing.
    std::vector<Post> take();

private:
    std::function<void()> m_wake;
    std::mutex m_mutex;
    std::vector<Post> m_posts;
    bool m_takePromised = false;
    std::atomic<bool> m_closed = false;
    std::atomic<int> m_waking = 0;
};

} // namespace conversa
