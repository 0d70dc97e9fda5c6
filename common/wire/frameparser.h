// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/opcode.h"
#include "wire/utf8checker.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace conversa {

// What one client may send; bytes and frames.
struct FrameLimits
{
    qint32 message = 65'536; // payload of a frame, and of all fragments of a message together
    qint32 fragments = 1'024; // frames of a message
};

// What the client said, or how it broke RFC 6455.
struct FrameEvent
{
    enum class Kind : quint8 {
        None, // the input is used up
        Text, // a whole message: `payload` is its checked UTF-8
        Ping, // to be answered with a pong of the same `payload`
        Pong, // `payload`
        Close, // `code` and, in `payload`, the checked reason; closecode::noStatus when the frame was empty
        Violation, // close with `code` and the reason in `payload`; nothing more will come
    };

    Kind kind = Kind::None;
    quint16 code = 0;
    QByteArray payload = {};
};

// The client-to-server half of RFC 6455: checks every byte and joins fragments. No socket, no thread of its own; owned
// by the connection. Between frames it holds no buffer, so an idle connection costs sizeof(FrameParser).
class FrameParser
{
public:
    explicit FrameParser(FrameLimits limits = {});

    // Reads from the front of `input`, cut anywhere, up to the end of the next event, and moves the view past what it
    // read. Call until Kind::None. Behind a close or a violation everything is read and ignored (section 5.5.1). A
    // length over the limit is refused once its header is in, before any payload is kept. Time is linear in the bytes
    // fed.
    FrameEvent next(QByteArrayView &input);

    // Whether a frame or a fragmented message has begun and not ended.
    bool isInsideMessage() const { return m_fragmented || m_inPayload || m_headSize > 0; }
    // Whether a close or a violation was returned.
    bool isEnded() const { return m_ended; }

private:
    struct Violation
    {
        quint16 code;
        const char *reason;
    };
    using Verdict = std::optional<Violation>;

    Verdict readHead(QByteArrayView &input);
    Verdict checkHead();
    Verdict checkFirstByte() const;
    Verdict checkSecondByte();
    Verdict checkLength(quint64 length);
    Verdict checkDataFrame(quint64 length) const;
    Verdict readPayload(QByteArrayView &input);
    void unmask(QByteArray &target, QByteArrayView masked);
    FrameEvent finishFrame();
    FrameEvent finishControl();
    FrameEvent finishClose(const QByteArray &payload);
    FrameEvent finishData();
    FrameEvent end(const Violation &violation);

    uchar head(int index) const { return static_cast<uchar>(m_head[index]); }
    Opcode opcode() const { return static_cast<Opcode>(head(0) & 0x0F); }
    bool isFinal() const { return (head(0) & 0x80) != 0; }
    bool isControl() const { return (head(0) & 0x08) != 0; }
    int lengthSize() const;

    QByteArray m_message; // unmasked payload of the text message under way
    QByteArray m_control; // of the control frame under way, which may lie between fragments
    FrameLimits m_limits;
    quint32 m_remaining = 0; // payload bytes of this frame still to come
    qint32 m_fragments = 0; // frames of this message so far
    Utf8Checker m_utf8;
    char m_head[14] = {};
    quint8 m_headSize = 0;
    quint8 m_maskAt = 0; // which byte of the masking key is next
    bool m_inPayload = false;
    bool m_fragmented = false;
    bool m_ended = false;
};

} // namespace conversa
