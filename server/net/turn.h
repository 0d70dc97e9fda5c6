// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/tally.h"
#include "loop/timerwheel.h"
#include "tls/tlschannel.h"

#include <array>
#include <deque>
#include <memory>
#include <vector>

namespace conversa {

class Stream;

// What the streams of one network thread share: its wheel, a buffer for reading, and the list of those that have something
// to write when the loop turn ends. Owned by the worker.
class Turn
{
public:
    // queuedBytes: of all streams together, kept here.
    Turn(const Clock &clock, Tally &queuedBytes);

    TimerWheel &wheel() { return m_wheel; }
    const Clock &clock() const { return m_clock; }
    char *readBuffer() { return m_readBuffer.get(); }
    static constexpr size_t readBufferSize = 65'536;

    // What the streams that speak TLS need beside it: what was decrypted, and what is to be encrypted.
    struct TlsBuffers
    {
        std::array<char, readBufferSize> plain;
        std::array<char, TlsChannel::recordSize> record;
    };
    TlsBuffers &tlsBuffers();

    void addQueued(qint64 bytes) { m_queuedBytes.add(bytes); }
    // `stream` is flushed at the end of this turn.
    void flushLater(Stream &stream);
    // `stream` is going away.
    void forget(Stream &stream);
    void flushAll();
    // `stream` has something to read, but shaking hands is work: it waits for the newcomers' turn.
    void shakeLater(Stream &stream) { m_shaking.push_back(&stream); }
    bool hasShaking() const { return !m_shaking.empty(); }
    // Lets the first of them go on.
    void shakeNext();

private:
    Clock m_clock;
    Tally &m_queuedBytes;
    TimerWheel m_wheel;
    std::unique_ptr<char[]> m_readBuffer;
    std::unique_ptr<TlsBuffers> m_tlsBuffers; // once they are needed
    std::vector<Stream *> m_dirty;
    std::deque<Stream *> m_shaking;
};

} // namespace conversa
