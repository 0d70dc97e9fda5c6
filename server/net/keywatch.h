// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/tokenverifier.h"
#include "core/clock.h"
#include "store/storage.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <functional>

namespace conversa {

// Sees to it that connections end with their key, wherever it was revoked or shortened: at once when it is told, and by
// asking the store every five seconds for what nobody told. Lives in the main thread; owned by the composition root.
class KeyWatch : public QObject
{
    Q_OBJECT

public:
    // `apply` is called on a storage thread with a key as it stands now; more than once is no harm.
    KeyWatch(Storage &storage, TokenVerifier &verifier, Clock clock, std::function<void(const ApiKey &)> apply);

    void start();
    // The key has changed; any thread.
    void check(KeyId key);

private:
    void sweep();
    void take(const ApiKey &key);

    Storage &m_storage;
    TokenVerifier &m_verifier;
    const Clock m_clock;
    const std::function<void(const ApiKey &)> m_apply;
    QTimer m_timer;
    std::atomic<qint64> m_sweptMs; // monotonic: everything older was seen
};

} // namespace conversa
