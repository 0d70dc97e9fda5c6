// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/opcode.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace conversa {

// One frame of RFC 6455 (section 5.2) as it goes over the wire, whatever is wrong with it: for whoever looks at a protocol, or
// tries what the other side makes of a bad frame.
struct RawFrame
{
    Opcode opcode = Opcode::Text; // reserved values too
    bool isFinal = true;
    quint8 reserved = 0; // the three bits, 0 to 7
    QByteArray mask = {}; // 4 bytes; empty: not masked
    QByteArray payload = {}; // as it is meant, unmasked

    bool operator==(const RawFrame &) const = default;
};

// The bytes of it, with the shortest form of its length.
QByteArray encoded(const RawFrame &frame);

// Takes what comes in apart, frame by frame. Judges nothing but the size. Pure; owned by the connection.
class FrameScanner
{
public:
    // mostPayload: of one frame, in bytes; behind a longer one nothing more is read.
    explicit FrameScanner(qint64 mostPayload)
        : m_mostPayload(mostPayload)
    {
    }

    void feed(QByteArrayView bytes);
    // The next whole frame; nothing until more comes.
    std::optional<RawFrame> next();
    // A frame was too long.
    bool isBroken() const { return m_isBroken; }

private:
    qint64 m_mostPayload;
    QByteArray m_bytes;
    qsizetype m_at = 0; // what is before it was read
    bool m_isBroken = false;
};

} // namespace conversa
