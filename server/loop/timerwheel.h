// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"

#include <QTimer>

#include <array>
#include <chrono>

namespace conversa {

// All deadlines of one thread's connections: arming, moving and disarming one is O(1) whatever their number, and one
// QTimer, set to the next slot in use, drives them all; it rests while nothing is armed.
// A deadline is never early and up to one tick late. Made in the thread that uses it; outlives its deadlines.
class TimerWheel
{
public:
    class Deadline;

    // What a deadline does when it is reached; see call().
    struct Action
    {
        void (*run)(void *target) = nullptr;
        void *target = nullptr;
    };
    template <auto Method, typename T>
    static Action call(T *target);

    // tick: the resolution, 1 ms or more.
    explicit TimerWheel(const Clock &clock, std::chrono::milliseconds tick = std::chrono::milliseconds(100));
    ~TimerWheel();
    TimerWheel(const TimerWheel &) = delete;
    TimerWheel &operator=(const TimerWheel &) = delete;

    // Runs what is due at nowMs on the clock, in order of its tick. The wheel's own timer calls it; so may tests.
    void advanceTo(qint64 nowMs);

    int armedCount() const { return m_armed; }
    bool isTimerActive() const { return m_timer.isActive(); }

private:
    struct Link
    {
        Link *previous = nullptr;
        Link *next = nullptr;

        void close() { previous = next = this; }
        bool isAlone() const { return next == this; }
        void insertBefore(Link &other);
        void takeOver(Link &list);
        void leave();
    };
    using Tick = quint32; // since the wheel was made; 13 years of 100 ms

    static constexpr Tick kSlots = 1024;
    static constexpr Tick kNever = ~Tick(0);
    static constexpr Tick kRunning = 0;

    Tick tickAt(qint64 elapsedMs) const { return Tick(elapsedMs / m_tickMs); }
    qint64 elapsedMs() const { return m_now() - m_start; }
    Tick dueTick(qint64 elapsedMs) const;
    Tick nextUsedTick() const;
    void arm(Deadline &deadline, std::chrono::milliseconds after);
    void disarm(Deadline &deadline);
    void catchUp(Tick now);
    void link(Deadline &deadline);
    void unlink(Deadline &deadline);
    void runSlot();
    void run(Deadline &deadline);
    void watch(Tick tick);

    const std::function<qint64()> m_now;
    const qint64 m_start;
    const qint64 m_tickMs;
    Tick m_tick = 0; // all slots up to it have run
    Tick m_wakeTick = kNever; // for which the timer is set; no slot is in use before it
    int m_armed = 0;
    std::array<Link, kSlots> m_slots;
    std::array<quint64, kSlots / 64> m_used{};
    QTimer m_timer;
};

// One deadline, a member of what it watches over (48 bytes). Disarmed when made, when reached and when destroyed.
// Its action may arm, disarm or destroy it and any other deadline of the wheel.
class TimerWheel::Deadline : private TimerWheel::Link
{
public:
    Deadline(TimerWheel &wheel, Action action);
    ~Deadline();
    Deadline(const Deadline &) = delete;
    Deadline &operator=(const Deadline &) = delete;

    // Sets it to run between after and after + one tick from now, wherever it stood; below 0 counts as 0.
    void arm(std::chrono::milliseconds after);
    void disarm();
    bool isArmed() const { return next != nullptr; }

private:
    friend class TimerWheel;

    TimerWheel &m_wheel;
    const Action m_action;
    Tick m_due = 0;
    Tick m_linked = 0; // where it is in the wheel: due or earlier, when it is looked at again
};

template <auto Method, typename T>
TimerWheel::Action TimerWheel::call(T *target)
{
    return { [](void *object) { (static_cast<T *>(object)->*Method)(); }, target };
}

} // namespace conversa
