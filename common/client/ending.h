// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace conversa {

// How a connection, or the try to get one, came to its end.
enum class EndKind {
    Stopped, // nobody wanted it any more
    BadSetting, // an address or token that no server takes
    HostNotFound,
    Unreachable,
    TimedOut,
    TlsFailed,
    Unauthorized, // 401
    Forbidden, // 403
    Refused, // another answer than a WebSocket
    Lost, // without a word
    Closed, // with a close frame
};

// An end and what follows from it. `reason` is one sentence for a person, without secrets.
struct Ending
{
    EndKind kind = EndKind::Lost;
    QByteArray reason;
    bool isFinal = false; // trying again cannot help before a person changes something
    std::optional<qint64> retryAfterMs = {}; // what the server asks for
    qint64 leastWaitMs = 0; // before the next try, where the server asks for nothing exact
};

constexpr qint64 mostRetryAfterMs = 600'000; // a larger wish of a server is cut to this

// Close codes as docs/protocol.md has them: 4500 to 4999 are final; the reason `retry_after_ms=N` is obeyed.
Ending closeEnding(int code, QStringView reason);
// The handshake was answered with this HTTP status (RFC 9110); 0: with something else than HTTP. `body`: as much of the
// answer's as is known; the retry_after_ms in it is obeyed where trying again can help.
Ending refusalEnding(int status, const QByteArray &body = {});

} // namespace conversa
