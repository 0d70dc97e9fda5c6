// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <optional>

namespace conversa {

// Where a request may carry a token; each as often as it came.
struct TokenSources
{
    QByteArrayList authorization; // values of the Authorization header
    QByteArrayList query;         // decoded values of `token`
    QByteArrayList subprotocols;  // offered by Sec-WebSocket-Protocol, in order
};

struct TokenFinding
{
    enum class Kind { None, Found, Unusable, Contradiction };

    Kind kind = Kind::None; // Unusable: 401 (not Bearer, not a token's characters); Contradiction: 400 (two that differ)
    QByteArray token = {};
    bool fromHeader = false;
};

// The one token of a request (docs/protocol.md, "Identity"). The same token in two places is one token.
TokenFinding findToken(const TokenSources &sources);

// A new API key: "cv_" and 32 random bytes of the system's generator in base64url (43 characters).
QByteArray generateToken();
// A new one-time ticket: "cvt_" and 43 such characters.
QByteArray generateTicket();
bool isTicket(const QByteArray &token);
// SHA-256, 32 bytes: the only form in which a token is kept.
QByteArray tokenHash(const QByteArray &token);

} // namespace conversa
