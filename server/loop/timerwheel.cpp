// SPDX-License-Identifier: Apache-2.0
#include "loop/timerwheel.h"

#include <algorithm>
#include <bit>

namespace conversa {

void TimerWheel::Link::insertBefore(Link &other)
{
    previous = other.previous;
    next = &other;
    previous->next = this;
    other.previous = this;
}

void TimerWheel::Link::leave()
{
    previous->next = next;
    next->previous = previous;
    previous = next = nullptr;
}

void TimerWheel::Link::takeOver(Link &list)
{
    insertBefore(list);
    list.leave();
    list.close();
}

TimerWheel::Deadline::Deadline(TimerWheel &wheel, Action action)
    : m_wheel(wheel)
    , m_action(action)
{
}

TimerWheel::Deadline::~Deadline()
{
    disarm();
}

void TimerWheel::Deadline::arm(std::chrono::milliseconds after)
{
    m_wheel.arm(*this, after);
}

void TimerWheel::Deadline::disarm()
{
    if (isArmed())
        m_wheel.disarm(*this);
}

TimerWheel::TimerWheel(const Clock &clock, std::chrono::milliseconds tick)
    : m_now(clock.monotonicMs)
    , m_start(m_now())
    , m_tickMs(tick.count())
{
    for (Link &slot : m_slots)
        slot.close();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { advanceTo(m_now()); });
}

TimerWheel::~TimerWheel()
{
    for (Link &slot : m_slots) {
        while (!slot.isAlone())
            slot.next->leave();
    }
}

void TimerWheel::arm(Deadline &deadline, std::chrono::milliseconds after)
{
    const qint64 elapsed = elapsedMs();
    catchUp(tickAt(elapsed));
    deadline.m_due = dueTick(elapsed + std::max<qint64>(after.count(), 0));
    if (deadline.isArmed()) {
        // Moved later it may stay: its slot looks at it and passes it on.
        if (deadline.m_linked <= deadline.m_due)
            return;
        unlink(deadline);
    } else {
        ++m_armed;
    }
    link(deadline);
}

void TimerWheel::disarm(Deadline &deadline)
{
    unlink(deadline);
    if (--m_armed == 0 && m_wakeTick != kRunning) {
        m_timer.stop();
        m_wakeTick = kNever;
    }
}

TimerWheel::Tick TimerWheel::dueTick(qint64 elapsedMs) const
{
    const qint64 tick = (elapsedMs + m_tickMs - 1) / m_tickMs;
    return Tick(std::clamp<qint64>(tick, m_tick + 1, kNever - 1));
}

void TimerWheel::catchUp(Tick now)
{
    // Slots before the wake tick are empty, so skipping them leaves the wheel its full reach.
    if (now < m_wakeTick)
        m_tick = std::max(m_tick, now);
}

void TimerWheel::link(Deadline &deadline)
{
    // Beyond the reach of the wheel it waits in the farthest slot and is passed on from there.
    deadline.m_linked = std::min(deadline.m_due - m_tick, kSlots) + m_tick;
    const Tick slot = deadline.m_linked % kSlots;
    deadline.insertBefore(m_slots[slot]);
    m_used[slot / 64] |= quint64(1) << (slot % 64);
    watch(deadline.m_linked);
}

void TimerWheel::unlink(Deadline &deadline)
{
    deadline.leave();
    const Tick slot = deadline.m_linked % kSlots;
    if (m_slots[slot].isAlone())
        m_used[slot / 64] &= ~(quint64(1) << (slot % 64));
}

void TimerWheel::watch(Tick tick)
{
    if (tick >= m_wakeTick)
        return;
    m_wakeTick = tick;
    m_timer.start(std::chrono::milliseconds(std::max<qint64>(tick * m_tickMs - elapsedMs(), 0)));
}

TimerWheel::Tick TimerWheel::nextUsedTick() const
{
    const Tick first = m_tick + 1;
    for (Tick step = 0; step < kSlots;) {
        const Tick slot = (first + step) % kSlots;
        const quint64 word = m_used[slot / 64] >> (slot % 64);
        if (word != 0)
            return first + step + Tick(std::countr_zero(word));
        step += 64 - slot % 64;
    }
    return kNever;
}

void TimerWheel::advanceTo(qint64 nowMs)
{
    const Tick target = tickAt(std::max<qint64>(nowMs - m_start, 0));
    m_wakeTick = kRunning;
    while (m_tick < target) {
        m_tick = std::min(nextUsedTick(), target);
        runSlot();
    }
    m_wakeTick = kNever;
    const Tick next = nextUsedTick();
    if (next == kNever)
        m_timer.stop();
    else
        watch(next);
}

void TimerWheel::runSlot()
{
    Link &slot = m_slots[m_tick % kSlots];
    Link found;
    found.close();
    if (slot.isAlone())
        return;
    // Apart, because an action may fill the slot again, for a turn of the wheel later.
    found.takeOver(slot);
    while (!found.isAlone())
        run(static_cast<Deadline &>(*found.next));
}

void TimerWheel::run(Deadline &deadline)
{
    unlink(deadline);
    if (deadline.m_due > m_tick) {
        link(deadline);
        return;
    }
    --m_armed;
    // Copied, because the action may destroy the deadline.
    const Action action = deadline.m_action;
    action.run(action.target);
}

} // namespace conversa
