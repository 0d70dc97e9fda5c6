// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "loop/timerwheel.h"

#include <memory>
#include <vector>

namespace conversa {

class Stream;

// What the streams of one network thread share: its wheel, a buffer for reading, and the list of those that have something
// to write when the loop turn ends. Owned by the worker.
class Turn
{
public:
    explicit Turn(const Clock &clock);

    TimerWheel &wheel() { return m_wheel; }
    const Clock &clock() const { return m_clock; }
    char *readBuffer() { return m_readBuffer.get(); }
    static constexpr size_t readBufferSize = 65'536;

    // `stream` is flushed at the end of this turn.
    void flushLater(Stream &stream);
    // `stream` is going away.
    void forget(Stream &stream);
    void flushAll();

private:
    Clock m_clock;
    TimerWheel m_wheel;
    std::unique_ptr<char[]> m_readBuffer;
    std::vector<Stream *> m_dirty;
};

} // namespace conversa
