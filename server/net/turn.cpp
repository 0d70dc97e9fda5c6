// SPDX-License-Identifier: Apache-2.0
#include "net/turn.h"

#include "net/stream.h"

#include <algorithm>
#include <utility>

namespace conversa {

Turn::Turn(const Clock &clock, Tally &queuedBytes)
    : m_clock(clock)
    , m_queuedBytes(queuedBytes)
    , m_wheel(clock)
    , m_readBuffer(std::make_unique<char[]>(readBufferSize))
{
}

void Turn::flushLater(Stream &stream)
{
    m_dirty.push_back(&stream);
}

void Turn::forget(Stream &stream)
{
    std::replace(m_dirty.begin(), m_dirty.end(), &stream, static_cast<Stream *>(nullptr));
    std::replace(m_shaking.begin(), m_shaking.end(), &stream, static_cast<Stream *>(nullptr));
}

Turn::TlsBuffers &Turn::tlsBuffers()
{
    if (!m_tlsBuffers)
        m_tlsBuffers = std::make_unique<TlsBuffers>();
    return *m_tlsBuffers;
}

void Turn::shakeNext()
{
    Stream *stream = m_shaking.front();
    m_shaking.pop_front();
    if (stream)
        stream->shake();
}

void Turn::flushAll()
{
    // Flushing one stream may dirty or end another.
    for (size_t i = 0; i < m_dirty.size(); ++i) {
        if (Stream *stream = std::exchange(m_dirty[i], nullptr))
            stream->flush();
    }
    m_dirty.clear();
}

} // namespace conversa
