// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

namespace conversa {

// Lets any thread end one thread's sleep. Only a sleeping thread costs a system call, the write to an eventfd.
// A wake that meets the thread awake is remembered: the thread's next beginSleep() refuses. Owned by EpollDispatcher.
class Waker
{
public:
    Waker();
    ~Waker();
    Waker(const Waker &) = delete;
    Waker &operator=(const Waker &) = delete;

    // The eventfd. Register it edge triggered, where each write is one event: it need not be read.
    int fd() const { return m_fd; }

    // Any thread. A system call only if the thread sleeps and nobody else has woken it yet.
    void wake();

    // The rest is for the thread that sleeps. Calls poll(timeout), or poll(0) if a wake is pending, and says whether
    // one is pending now.
    template <typename F>
    bool sleep(int timeout, F &&poll);
    // Forgets the pending wake and says whether there was one. What was queued before that wake is visible now.
    bool takeWake();
    bool isWakePending() const { return m_state == State::Woken; }

    // To sleep on nothing but the eventfd: drain() before sleep(), wait() in it for up to timeout ms (-1: for ever).
    void drain();
    void wait(int timeout);

private:
    enum class State { Running, Sleeping, Woken };

    bool change(State from, State to) { return m_state.compare_exchange_strong(from, to); }

    std::atomic<State> m_state = State::Running;
    int m_fd = -1;
};

template <typename F>
bool Waker::sleep(int timeout, F &&poll)
{
    const bool sleeps = timeout != 0 && change(State::Running, State::Sleeping);
    poll(sleeps ? timeout : 0);
    return !(sleeps && change(State::Sleeping, State::Running)) && isWakePending();
}

} // namespace conversa
