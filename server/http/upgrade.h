// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/grammar.h"
#include "http/refusal.h"
#include "http/requesthead.h"

#include <QByteArrayView>

#include <variant>

namespace conversa {

// A well-formed opening handshake (RFC 6455 section 4.2.1). The views live as long as the request head.
struct UpgradeOffer
{
    QByteArrayView key; // Sec-WebSocket-Key: base64 of 16 bytes
    http::Parts subprotocols; // in the client's order of preference, no two the same
};

// Judges a request for the socket path; method and origin are the caller's affair. Refusals: 426 for what is no
// WebSocket request of version 13 (the headers Upgrade and Sec-WebSocket-Version say what is spoken), 400 for a broken
// one. Extensions are checked for syntax and declined. Time is linear in the size of the head.
std::variant<UpgradeOffer, Refusal> checkUpgrade(const RequestHead &head);

} // namespace conversa
