// SPDX-License-Identifier: Apache-2.0
#include "net/keywatch.h"

namespace conversa {

namespace {

constexpr auto sweepPace = std::chrono::seconds(5);
// What was committed by then is seen by now. It also outlasts a verdict that was read before the change and kept after it.
constexpr qint64 sweepMarginMs = 10'000;

} // namespace

KeyWatch::KeyWatch(Storage &storage, TokenVerifier &verifier, Clock clock, std::function<void(const ApiKey &)> apply)
    : m_storage(storage)
    , m_verifier(verifier)
    , m_clock(std::move(clock))
    , m_apply(std::move(apply))
    , m_sweptMs(m_clock.monotonicMs())
{
    connect(&m_timer, &QTimer::timeout, this, &KeyWatch::sweep);
}

void KeyWatch::start()
{
    m_timer.start(sweepPace);
}

void KeyWatch::check(KeyId key)
{
    m_verifier.forget(key);
    m_storage.read([this, key](const Result<MessageStore *> &store) {
        // A store that does not answer now is asked by the sweep.
        const auto found = store ? (*store)->keyById(key) : store.error();
        if (found && *found)
            take(**found);
    });
}

void KeyWatch::sweep()
{
    const qint64 nowMs = m_clock.monotonicMs();
    m_storage.read([this, nowMs](const Result<MessageStore *> &store) {
        const auto changed = store ? (*store)->changedKeys(nowMs - m_sweptMs + sweepMarginMs) : store.error();
        if (!changed)
            return;
        m_sweptMs = nowMs;
        for (const ApiKey &key : *changed)
            take(key);
    });
}

void KeyWatch::take(const ApiKey &key)
{
    m_verifier.forget(key.id);
    m_apply(key);
}

} // namespace conversa
