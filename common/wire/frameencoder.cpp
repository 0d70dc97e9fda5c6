// SPDX-License-Identifier: Apache-2.0
#include "wire/frameencoder.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace conversa {

namespace {

constexpr uchar finBit = 0x80;
constexpr qsizetype maxReason = 123;

char *writeHeader(char *out, Opcode opcode, qsizetype payloadSize, uchar mask)
{
    const auto put = [&out](uchar byte) { *out++ = static_cast<char>(byte); };
    put(finBit | static_cast<uchar>(opcode));
    if (payloadSize < 126) {
        put(mask | static_cast<uchar>(payloadSize));
    } else if (payloadSize <= 0xFFFF) {
        put(mask | 126);
        qToBigEndian(static_cast<quint16>(payloadSize), out);
        out += sizeof(quint16);
    } else {
        put(mask | 127);
        qToBigEndian(static_cast<quint64>(payloadSize), out);
        out += sizeof(quint64);
    }
    return out;
}

QByteArrayView fitting(QByteArrayView reason)
{
    if (reason.size() <= maxReason)
        return reason;
    qsizetype end = maxReason;
    while (end > 0 && (static_cast<uchar>(reason[end]) & 0xC0) == 0x80)
        --end;
    return reason.first(end);
}

} // namespace

qsizetype serverHeaderSize(qsizetype payloadSize)
{
    return payloadSize < 126 ? 2 : payloadSize <= 0xFFFF ? 4 : 10;
}

char *writeServerHeader(char *out, Opcode opcode, qsizetype payloadSize)
{
    return writeHeader(out, opcode, payloadSize, 0);
}

QByteArray serverFrame(Opcode opcode, QByteArrayView payload)
{
    QByteArray frame(serverHeaderSize(payload.size()) + payload.size(), Qt::Uninitialized);
    std::copy(payload.begin(), payload.end(), writeServerHeader(frame.data(), opcode, payload.size()));
    return frame;
}

QByteArrayView serverPayload(QByteArrayView frame)
{
    const auto length = static_cast<uchar>(frame[1]);
    return frame.sliced(length < 126 ? 2 : length == 126 ? 4 : 10);
}

qsizetype clientHeaderSize(qsizetype payloadSize)
{
    return serverHeaderSize(payloadSize) + maskSize;
}

char *writeClientHeader(char *out, Opcode opcode, qsizetype payloadSize)
{
    char *const key = writeHeader(out, opcode, payloadSize, maskBit);
    std::memset(key, 0, maskSize);
    return key + maskSize;
}

QByteArray closePayload(quint16 code, QByteArrayView reason)
{
    if (code == closecode::noStatus)
        return {};
    QByteArray payload(sizeof code, Qt::Uninitialized);
    qToBigEndian(code, payload.data());
    return payload.append(fitting(reason));
}

} // namespace conversa
