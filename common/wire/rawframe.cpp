// SPDX-License-Identifier: Apache-2.0
#include "wire/rawframe.h"

#include <QtEndian>

namespace conversa {

namespace {

constexpr uchar final = 0x80;
constexpr int reservedShift = 4;
constexpr qsizetype keptRead = 65'536; // bytes read that are cut off the front together

QByteArray masked(QByteArray payload, QByteArrayView mask)
{
    for (qsizetype i = 0; !mask.isEmpty() && i < payload.size(); ++i)
        payload[i] = static_cast<char>(payload[i] ^ mask[i % maskSize]);
    return payload;
}

// What a frame's first bytes say.
struct FrameHead
{
    qsizetype size = 0;
    quint64 payload = 0;
};

std::optional<FrameHead> readFrameHead(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return std::nullopt;
    const auto second = static_cast<uchar>(bytes[1]);
    const int length = second & ~maskBit;
    const qsizetype lengthSize = length < 126 ? 0 : length == 126 ? 2 : 8;
    const FrameHead head{ 2 + lengthSize + ((second & maskBit) ? maskSize : 0), quint64(length) };
    if (bytes.size() < head.size)
        return std::nullopt;
    if (lengthSize == 2)
        return FrameHead{ head.size, qFromBigEndian<quint16>(bytes.data() + 2) };
    if (lengthSize == 8)
        return FrameHead{ head.size, qFromBigEndian<quint64>(bytes.data() + 2) };
    return head;
}

} // namespace

QByteArray encoded(const RawFrame &frame)
{
    const auto size = frame.payload.size();
    const uchar mask = frame.mask.isEmpty() ? 0 : maskBit;
    QByteArray bytes;
    const auto put = [&bytes](int byte) { bytes.append(static_cast<char>(byte)); };
    put((frame.isFinal ? final : 0) | (frame.reserved & 7) << reservedShift | (static_cast<uchar>(frame.opcode) & 0x0F));
    char wide[sizeof(quint64)];
    if (size < 126) {
        put(mask | int(size));
    } else if (size <= 0xFFFF) {
        put(mask | 126);
        qToBigEndian(static_cast<quint16>(size), wide);
        bytes.append(wide, sizeof(quint16));
    } else {
        put(mask | 127);
        qToBigEndian(static_cast<quint64>(size), wide);
        bytes.append(wide, sizeof wide);
    }
    return bytes + frame.mask + masked(frame.payload, frame.mask);
}

void FrameScanner::feed(QByteArrayView bytes)
{
    if (m_isBroken)
        return;
    if (m_at > keptRead || m_at == m_bytes.size()) {
        m_bytes.remove(0, m_at);
        m_at = 0;
    }
    m_bytes.append(bytes);
}

std::optional<RawFrame> FrameScanner::next()
{
    const QByteArrayView bytes = QByteArrayView(m_bytes).sliced(m_at);
    const auto head = readFrameHead(bytes);
    if (!head || m_isBroken)
        return std::nullopt;
    if (head->payload > quint64(m_mostPayload)) {
        m_isBroken = true;
        m_bytes.clear();
        m_at = 0;
        return std::nullopt;
    }
    const qsizetype whole = head->size + qsizetype(head->payload);
    if (bytes.size() < whole)
        return std::nullopt;
    const auto first = static_cast<uchar>(bytes[0]);
    RawFrame frame{ static_cast<Opcode>(first & 0x0F), (first & final) != 0, quint8((first >> reservedShift) & 7) };
    if (static_cast<uchar>(bytes[1]) & maskBit)
        frame.mask = bytes.sliced(head->size - maskSize, maskSize).toByteArray();
    frame.payload = masked(bytes.sliced(head->size, qsizetype(head->payload)).toByteArray(), frame.mask);
    m_at += whole;
    return frame;
}

} // namespace conversa
