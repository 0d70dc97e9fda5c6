// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "loop/timerwheel.h"

#include <functional>
#include <vector>

// What the tests of TimerWheel share.
namespace conversa::testing {

// A wheel and the time it lives by, turned by hand.
struct HandWheel
{
    qint64 now = 123'456;
    TimerWheel wheel{ Clock{ [this] { return now; }, [] { return qint64(0); } } };

    void pass(std::chrono::milliseconds time)
    {
        now += time.count();
        wheel.advanceTo(now);
    }
};

// A deadline that says when it was reached and then does something.
struct Watch
{
    explicit Watch(HandWheel &hand)
        : owner(hand)
        , deadline(hand.wheel, TimerWheel::call<&Watch::reached>(this))
    {
    }
    void reached()
    {
        at.push_back(owner.now);
        then();
    }

    HandWheel &owner;
    std::vector<qint64> at;
    std::function<void()> then = [] {};
    TimerWheel::Deadline deadline;
};

} // namespace conversa::testing
