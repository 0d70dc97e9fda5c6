// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/frameparser.h"

#include <QByteArray>
#include <QList>
#include <QRandomGenerator>
#include <QtEndian>

#include <algorithm>
#include <optional>

// Client frames for tests, also broken ones, and what a FrameParser makes of them.
namespace conversa::test {

inline const QByteArray someKey("\x37\xfa\x21\x3d", 4);

// The payload masked with `key`, 4 bytes.
inline QByteArray masked(QByteArray payload, const QByteArray &key)
{
    for (qsizetype i = 0; i < payload.size(); ++i)
        payload[i] = static_cast<char>(payload[i] ^ key[i % 4]);
    return payload;
}

// A client frame header of the shortest form: `first` is FIN, RSV and opcode.
inline QByteArray clientHead(uchar first, quint64 size, const QByteArray &key = someKey)
{
    QByteArray head(1, static_cast<char>(first));
    char wide[8];
    if (size < 126) {
        head += static_cast<char>(0x80 | size);
    } else if (size <= 0xFFFF) {
        qToBigEndian(static_cast<quint16>(size), wide);
        head += QByteArray("\xFE").append(wide, 2);
    } else {
        qToBigEndian(size, wide);
        head += QByteArray("\xFF").append(wide, 8);
    }
    return head + key;
}

inline QByteArray clientFrame(uchar first, const QByteArray &payload, const QByteArray &key = someKey)
{
    return clientHead(first, static_cast<quint64>(payload.size()), key) + masked(payload, key);
}

// A whole frame of a server at the front of what was received.
struct ServerFrame
{
    int opcode = 0;
    QByteArrayView payload; // into what was received
    qsizetype size = 0; // with its header
};

inline std::optional<ServerFrame> serverFrame(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return std::nullopt;
    qsizetype size = bytes[1] & 0x7F;
    const qsizetype head = size == 126 ? 4 : size == 127 ? 10 : 2;
    if (bytes.size() < head)
        return std::nullopt;
    if (head == 4)
        size = qFromBigEndian<quint16>(bytes.data() + 2);
    else if (head == 10)
        size = qsizetype(qFromBigEndian<quint64>(bytes.data() + 2));
    if (bytes.size() < head + size)
        return std::nullopt;
    return ServerFrame{ bytes[0] & 0x0F, bytes.sliced(head, size), head + size };
}

// Everything the parser says to `bytes`, handed over in pieces as `pieceSize` tells them (1 or more each).
template <typename PieceSize>
QList<FrameEvent> eventsOf(FrameParser &parser, QByteArrayView bytes, PieceSize pieceSize)
{
    QList<FrameEvent> events;
    while (!bytes.isEmpty()) {
        const qsizetype size = std::clamp<qsizetype>(pieceSize(), 1, bytes.size());
        // A copy of its own, so that a sanitizer sees every read beyond the piece.
        const QByteArray piece(bytes.data(), size);
        bytes = bytes.sliced(size);
        QByteArrayView input(piece);
        for (FrameEvent event = parser.next(input); event.kind != FrameEvent::Kind::None; event = parser.next(input))
            events.append(event);
    }
    return events;
}

inline QList<FrameEvent> eventsOf(QByteArrayView bytes, FrameLimits limits = {})
{
    FrameParser parser(limits);
    return eventsOf(parser, bytes, [&bytes] { return bytes.size(); });
}

// One line an event, for comparing and for reading a failure.
inline QByteArray described(const QList<FrameEvent> &events)
{
    static constexpr const char *names[] = { "none", "text", "ping", "pong", "close", "violation" };
    QByteArray text;
    for (const FrameEvent &event : events)
        text += QByteArray(names[static_cast<int>(event.kind)]) + ' ' + QByteArray::number(event.code) + ' '
            + (event.payload.size() > 80 ? "#" + QByteArray::number(qHash(event.payload)) : event.payload) + '\n';
    return text;
}

} // namespace conversa::test
