// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"
#include "core/clock.h"
#include "store/storage.h"

#include <QByteArray>
#include <QHash>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace conversa {

struct Verification
{
    enum class Verdict { Accepted, Rejected, Unavailable }; // Unavailable: the store could not be asked; never a rejection

    Verdict verdict = Verdict::Rejected;
    std::shared_ptr<const Principal> principal = {}; // of an accepted token
};

constexpr qint64 tokenSkewMs = 60'000; // clocks of the server and whoever set an expiry may differ by this

// Says who a token speaks for: development keys where they are enabled, else the keys of the store. Tokens are compared by
// their SHA-256 only. A positive verdict is kept for 5 s. Thread-safe.
class TokenVerifier
{
public:
    TokenVerifier(Storage &storage, Clock clock, bool developmentKeysEnabled);

    // The verdict where no store is needed for it.
    std::optional<Verification> verifyCached(const QByteArray &sha256);
    // Asks the store; `then` is called once, on a storage thread.
    void verify(const QByteArray &sha256, std::function<void(Verification)> then);
    // The same for a one-time ticket, which is used up by it.
    void redeem(const QByteArray &sha256, std::function<void(Verification)> then);
    // What is kept of this key is forgotten.
    void forget(KeyId key);

private:
    struct Cached
    {
        std::shared_ptr<const Principal> principal;
        qint64 untilMs = 0; // monotonic
    };
    Result<Verification> judgeTicket(MessageStore &store, const QByteArray &sha256);
    Verification judge(const std::optional<ApiKey> &key);
    void remember(const QByteArray &sha256, const std::shared_ptr<const Principal> &principal);
    bool isExpired(const std::optional<qint64> &expiresMs) const;

    Storage &m_storage;
    Clock m_clock;
    QHash<QByteArray, std::shared_ptr<const Principal>> m_fixed;
    std::mutex m_mutex;
    QHash<QByteArray, Cached> m_cache;
};

} // namespace conversa
