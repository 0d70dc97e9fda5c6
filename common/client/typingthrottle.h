// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <optional>

namespace conversa {

// When a session is told of typing: `true` at the first key and then at most once in 3 s, `false` when no key came for
// 4 s. Pure; times are monotonic milliseconds. Owned by a Membership.
class TypingThrottle
{
public:
    static constexpr qint64 repeatMs = 3'000;
    static constexpr qint64 idleMs = 4'000;

    // A key was typed; whether `true` is to be said.
    bool typed(qint64 now);
    // The text was cleared, or nobody types any more; whether `false` is to be said.
    bool stop();
    // Whether `false` is to be said because of silence.
    bool hasGoneIdle(qint64 now) { return dueMs() && now >= *dueMs() && stop(); }
    // A message was sent, or the connection is gone: both end it on the server too.
    void reset() { m_saidMs.reset(); }

    std::optional<qint64> dueMs() const;

private:
    std::optional<qint64> m_saidMs; // the last `true`; nothing: not typing
    qint64 m_typedMs = 0;
};

} // namespace conversa
