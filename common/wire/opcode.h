// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace conversa {

// RFC 6455 section 5.2; every other value is reserved.
enum class Opcode : quint8 {
    Continuation = 0x0,
    Text = 0x1,
    Binary = 0x2,
    Close = 0x8,
    Ping = 0x9,
    Pong = 0xA,
};

// RFC 6455 section 5.2: the bit beside the length, and the key behind it.
constexpr uchar maskBit = 0x80;
constexpr quint8 maskSize = 4;

// RFC 6455 section 7.4.1: the codes by which the frame layer itself ends a connection.
namespace closecode {
constexpr quint16 normal = 1000;
constexpr quint16 protocolError = 1002;
constexpr quint16 unsupportedData = 1003;
constexpr quint16 noStatus = 1005; // never on the wire: the peer's close frame was empty
constexpr quint16 invalidPayload = 1007;
constexpr quint16 policy = 1008;
constexpr quint16 tooBig = 1009;
} // namespace closecode

} // namespace conversa
