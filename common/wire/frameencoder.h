// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/opcode.h"

#include <QByteArray>
#include <QByteArrayView>

namespace conversa {

// Frame headers of RFC 6455 section 5.2, always with FIN and the shortest length form. Payload sizes in bytes, 0 or
// more.

// Server to client, unmasked: 2, 4 or 10 bytes.
qsizetype serverHeaderSize(qsizetype payloadSize);
// Writes serverHeaderSize(payloadSize) bytes at `out`; returns the place behind them, where the payload goes.
char *writeServerHeader(char *out, Opcode opcode, qsizetype payloadSize);
// A whole server frame.
QByteArray serverFrame(Opcode opcode, QByteArrayView payload);

// The payload of one.
QByteArrayView serverPayload(QByteArrayView frame);

// Client to server with the masking key zero, so that the payload stands as it is: how a checked message is handed to
// an engine that insists on masked frames. 6, 8 or 14 bytes.
qsizetype clientHeaderSize(qsizetype payloadSize);
// Writes clientHeaderSize(payloadSize) bytes at `out`; returns the place behind them.
char *writeClientHeader(char *out, Opcode opcode, qsizetype payloadSize);

// The payload of a close frame, at most 125 bytes (section 5.5.1): a longer reason is cut before the character that
// does not fit. closecode::noStatus gives the empty payload.
QByteArray closePayload(quint16 code, QByteArrayView reason = {});

} // namespace conversa
