// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "tls/tlscontext.h"

#include <QTimer>

#include <array>
#include <memory>

namespace conversa {

// The server's certificate as it is now. Read again when asked to and whenever its files change; one that is no good is
// refused with a line in the log, and the one before stays. Lives in the main thread, owned by the server.
class Certificate
{
public:
    // `first`: what the files held.
    Certificate(TlsFiles files, std::shared_ptr<const TlsContext> first, Clock clock);

    const std::shared_ptr<const TlsContext> &current() const { return m_current; }
    // From these files from now on, unless they are no good: InvalidField says why.
    Result<void> reload(TlsFiles files);
    // How many were no good since the start.
    qint64 refused() const { return m_refused; }

private:
    // What changes with the content of the two files.
    using Stamp = std::array<qint64, 8>;

    void look();
    Result<void> read();
    Stamp stamp() const;

    TlsFiles m_files;
    const Clock m_clock;
    std::shared_ptr<const TlsContext> m_current;
    Stamp m_read; // of what was read last
    Stamp m_seen;
    qint64 m_refused = 0;
    QTimer m_timer;
};

} // namespace conversa
