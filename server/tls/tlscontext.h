// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QByteArray>

#include <memory>

struct ssl_ctx_st;

namespace conversa {

// Where a server's certificate lies, and what it may be spoken to with.
struct TlsFiles
{
    QByteArray certificate; // PEM: the server's own, then those above it
    QByteArray key;         // PEM, without a password
    bool onlyTls13 = false; // otherwise TLS 1.2 too
};

// One certificate with its key, ready to shake hands with. Immutable and shared: connections keep the one they began with.
class TlsContext
{
public:
    // nowMs: since the epoch. InvalidField says in one sentence what is wrong with the files: one cannot be read, holds no
    // certificate or key, they do not belong together, or the certificate is not valid now.
    static Result<std::shared_ptr<const TlsContext>> load(const TlsFiles &files, qint64 nowMs);

    qint64 expiresMs() const { return m_expiresMs; } // since the epoch
    // Whoever is on this machine may read the key.
    bool isKeyExposed() const { return m_keyExposed; }
    ssl_ctx_st *handle() const { return m_handle.get(); }

private:
    struct Free
    {
        void operator()(ssl_ctx_st *handle) const;
    };

    TlsContext();
    Result<void> read(const TlsFiles &files);
    Result<void> readValidity(const QByteArray &file, qint64 nowMs);

    std::unique_ptr<ssl_ctx_st, Free> m_handle;
    qint64 m_expiresMs = 0;
    bool m_keyExposed = false;
};

} // namespace conversa
