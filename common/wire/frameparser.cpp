// SPDX-License-Identifier: Apache-2.0
#include "wire/frameparser.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <utility>

namespace conversa {

namespace {

constexpr uchar reservedBits = 0x70;
constexpr quint64 maxControl = 125;
constexpr qsizetype firstRoom = 4'096;

// RFC 6455 section 7.4 and the IANA registry of close codes.
bool mayBeSent(quint16 code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

bool isDefined(Opcode opcode)
{
    return opcode <= Opcode::Binary || (opcode >= Opcode::Close && opcode <= Opcode::Pong);
}

// First room for a payload: all of it when it is there or small, so that a whole frame costs one allocation of its
// size; else what is there, so that a header alone claims little. QByteArray doubles from then on.
void makeRoom(QByteArray &target, qsizetype there, qsizetype frameSize)
{
    if (target.isEmpty())
        target.reserve(std::min(frameSize, std::max(there, firstRoom)));
}

} // namespace

// One of them lives as long as its connection, mostly idle.
static_assert(sizeof(FrameParser) <= 96);

FrameParser::FrameParser(FrameLimits limits)
    : m_limits(limits)
{
}

FrameEvent FrameParser::next(QByteArrayView &input)
{
    while (!m_ended && !input.isEmpty()) {
        if (const Verdict broken = m_inPayload ? readPayload(input) : readHead(input))
            return end(*broken);
        if (!m_inPayload || m_remaining > 0)
            continue;
        FrameEvent event = finishFrame();
        if (event.kind != FrameEvent::Kind::None)
            return event;
    }
    if (m_ended)
        input = {};
    return {};
}

// Byte by byte, each checked as it comes: a peer that breaks the protocol in its first byte is not waited for.
FrameParser::Verdict FrameParser::readHead(QByteArrayView &input)
{
    while (!input.isEmpty()) {
        m_head[m_headSize++] = input.front();
        input = input.sliced(1);
        if (Verdict broken = checkHead())
            return broken;
        if (m_headSize >= 2 && m_headSize == 2 + lengthSize() + maskSize) {
            m_inPayload = true;
            m_maskAt = 0;
            return {};
        }
    }
    return {};
}

int FrameParser::lengthSize() const
{
    const int shortLength = head(1) & ~maskBit;
    return shortLength < 126 ? 0 : shortLength == 126 ? 2 : 8;
}

FrameParser::Verdict FrameParser::checkHead()
{
    if (m_headSize == 1)
        return checkFirstByte();
    if (m_headSize == 2)
        return checkSecondByte();
    if (m_headSize == 4 && lengthSize() == 2) {
        const auto length = qFromBigEndian<quint16>(m_head + 2);
        return length < 126 ? Violation{ closecode::protocolError, "length is not minimal" } : checkLength(length);
    }
    if (m_headSize == 10 && lengthSize() == 8) {
        const auto length = qFromBigEndian<quint64>(m_head + 2);
        if (length >> 63)
            return Violation{ closecode::protocolError, "length has its top bit set" };
        return length <= 0xFFFF ? Violation{ closecode::protocolError, "length is not minimal" } : checkLength(length);
    }
    return {};
}

// Section 5.2 (RSV, opcode), 5.4 (fragments), 5.5 (control frames).
FrameParser::Verdict FrameParser::checkFirstByte() const
{
    const auto broken = [](const char *reason) { return Violation{ closecode::protocolError, reason }; };
    if (head(0) & reservedBits)
        return broken("reserved bits are set");
    if (!isDefined(opcode()))
        return broken("unknown opcode");
    if (isControl())
        return isFinal() ? Verdict{} : broken("control frame is fragmented");
    if (opcode() == Opcode::Continuation && !m_fragmented)
        return broken("continuation of nothing");
    if (opcode() != Opcode::Continuation && m_fragmented)
        return broken("new message inside a fragmented one");
    return {};
}

FrameParser::Verdict FrameParser::checkSecondByte()
{
    if ((head(1) & maskBit) == 0)
        return Violation{ closecode::protocolError, "frame is not masked" };
    const quint64 length = head(1) & ~maskBit;
    if (isControl() && length > maxControl)
        return Violation{ closecode::protocolError, "control frame is too long" };
    if (opcode() == Opcode::Close && length == 1)
        return Violation{ closecode::protocolError, "close frame is too short" };
    if (opcode() == Opcode::Binary)
        return Violation{ closecode::unsupportedData, "only text messages are supported" };
    return lengthSize() == 0 ? checkLength(length) : Verdict{};
}

FrameParser::Verdict FrameParser::checkLength(quint64 length)
{
    if (!isControl()) {
        if (Verdict broken = checkDataFrame(length))
            return broken;
        ++m_fragments;
    }
    m_remaining = static_cast<quint32>(length);
    return {};
}

FrameParser::Verdict FrameParser::checkDataFrame(quint64 length) const
{
    if (m_fragments >= m_limits.fragments)
        return Violation{ closecode::policy, "too many fragments" };
    const auto room = static_cast<quint64>(std::max<qsizetype>(0, m_limits.message - m_message.size()));
    if (length > room)
        return Violation{ closecode::tooBig, "message is too big" };
    return {};
}

FrameParser::Verdict FrameParser::readPayload(QByteArrayView &input)
{
    const auto piece = input.first(std::min<qsizetype>(input.size(), m_remaining));
    input = input.sliced(piece.size());
    QByteArray &target = isControl() ? m_control : m_message;
    makeRoom(target, piece.size(), m_remaining);
    unmask(target, piece);
    m_remaining -= static_cast<quint32>(piece.size());
    if (!isControl() && !m_utf8.feed(QByteArrayView(target).last(piece.size())))
        return Violation{ closecode::invalidPayload, "text is not UTF-8" };
    return {};
}

// Appends `masked`, unmasked (section 5.3), eight bytes a step.
void FrameParser::unmask(QByteArray &target, QByteArrayView masked)
{
    const char *const key = m_head + m_headSize - maskSize;
    char turned[8];
    for (quint8 i = 0; i < sizeof turned; ++i)
        turned[i] = key[(m_maskAt + i) % maskSize];
    quint64 wideKey;
    std::memcpy(&wideKey, turned, sizeof wideKey);

    const qsizetype before = target.size();
    target.resize(before + masked.size());
    char *out = target.data() + before;
    qsizetype at = 0;
    for (; at + 8 <= masked.size(); at += 8) {
        quint64 word;
        std::memcpy(&word, masked.data() + at, sizeof word);
        word ^= wideKey;
        std::memcpy(out + at, &word, sizeof word);
    }
    for (; at < masked.size(); ++at)
        out[at] = static_cast<char>(masked[at] ^ turned[at % maskSize]);
    m_maskAt = static_cast<quint8>((m_maskAt + masked.size()) % maskSize);
}

FrameEvent FrameParser::finishFrame()
{
    m_inPayload = false;
    m_headSize = 0;
    return isControl() ? finishControl() : finishData();
}

FrameEvent FrameParser::finishControl()
{
    QByteArray payload = std::exchange(m_control, {});
    if (opcode() == Opcode::Close)
        return finishClose(payload);
    return { opcode() == Opcode::Ping ? FrameEvent::Kind::Ping : FrameEvent::Kind::Pong, 0, std::move(payload) };
}

// Section 5.5.1 and 7.4.
FrameEvent FrameParser::finishClose(const QByteArray &payload)
{
    FrameEvent event{ FrameEvent::Kind::Close, closecode::noStatus };
    if (!payload.isEmpty()) {
        event.code = qFromBigEndian<quint16>(payload.data());
        event.payload = payload.sliced(sizeof event.code);
        if (!mayBeSent(event.code))
            return end({ closecode::protocolError, "close code may not be sent" });
        Utf8Checker reason;
        if (!reason.feed(event.payload) || !reason.isComplete())
            return end({ closecode::invalidPayload, "close reason is not UTF-8" });
    }
    m_message = {};
    m_ended = true;
    return event;
}

FrameEvent FrameParser::finishData()
{
    m_fragmented = !isFinal();
    if (m_fragmented)
        return {};
    if (!m_utf8.isComplete())
        return end({ closecode::invalidPayload, "text is not UTF-8" });
    m_fragments = 0;
    return { FrameEvent::Kind::Text, 0, std::exchange(m_message, {}) };
}

FrameEvent FrameParser::end(const Violation &violation)
{
    m_message = {};
    m_control = {};
    m_ended = true;
    return { FrameEvent::Kind::Violation, violation.code, violation.reason };
}

} // namespace conversa
