// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/servermessages.h"
#include "wire/frameencoder.h"

#include <QByteArray>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

namespace conversa {

// Runs `encode(json)` over a buffer the thread keeps, and returns the envelope as one WebSocket text frame.
template <typename Encode>
QByteArray encodeFrame(Encode &&encode);

// One event for many connections. Its frames are made when somebody first wants them, once for each audience, and shared
// by all threads from then on.
class Broadcast
{
public:
    Broadcast() = default;
    virtual ~Broadcast() = default;
    Q_DISABLE_COPY_MOVE(Broadcast)

    const QByteArray &frame(Audience audience) const;

protected:
    virtual void encode(QByteArray &json, Audience audience) const = 0;

private:
    // Not std::once_flag: it makes a system call for each frame, to wake threads that are not there.
    struct Lazy
    {
        std::atomic<bool> made = false;
        QByteArray frame;
    };
    mutable std::mutex m_making;
    mutable std::array<Lazy, 2> m_lazy; // by audience
};

using BroadcastPtr = std::shared_ptr<const Broadcast>;

// The live new_message of one stored message.
class MessageBroadcast : public Broadcast
{
public:
    MessageBroadcast(ChatMessage message, qint64 nowMs);

    const ChatMessage &message() const { return m_message; }

protected:
    void encode(QByteArray &json, Audience audience) const override;

private:
    ChatMessage m_message;
    EnvelopeInfo m_envelope;
};

// user_joined, user_left.
class PresenceBroadcast : public Broadcast
{
public:
    PresenceBroadcast(SessionId session, UserInfo user, bool joined, qint64 nowMs);

protected:
    void encode(QByteArray &json, Audience audience) const override;

private:
    SessionId m_session;
    UserInfo m_user;
    bool m_joined;
    EnvelopeInfo m_envelope;
};

// user_typing.
class TypingBroadcast : public Broadcast
{
public:
    TypingBroadcast(UserTyping typing, qint64 nowMs);

protected:
    void encode(QByteArray &json, Audience audience) const override;

private:
    UserTyping m_typing;
    EnvelopeInfo m_envelope;
};

// message_delivered, message_read.
class ReceiptBroadcast : public Broadcast
{
public:
    ReceiptBroadcast(Mark mark, Receipt receipt, qint64 nowMs);

protected:
    void encode(QByteArray &json, Audience audience) const override;

private:
    Mark m_mark;
    Receipt m_receipt;
    EnvelopeInfo m_envelope;
};

// session_closed, session_reopened.
class SessionBroadcast : public Broadcast
{
public:
    SessionBroadcast(SessionId session, bool closed, qint64 nowMs);

protected:
    void encode(QByteArray &json, Audience audience) const override;

private:
    SessionId m_session;
    bool m_closed;
    EnvelopeInfo m_envelope;
};

// session_opened, session_updated.
class InboxBroadcast : public Broadcast
{
public:
    InboxBroadcast(InboxRow row, bool opened, qint64 nowMs);

protected:
    void encode(QByteArray &json, Audience audience) const override;

private:
    InboxRow m_row;
    bool m_opened;
    EnvelopeInfo m_envelope;
};

// notice.
class NoticeBroadcast : public Broadcast
{
public:
    NoticeBroadcast(std::optional<SessionId> session, QByteArray text, qint64 nowMs);

protected:
    void encode(QByteArray &json, Audience audience) const override;

private:
    std::optional<SessionId> m_session;
    QByteArray m_text;
    EnvelopeInfo m_envelope;
};

template <typename Encode>
QByteArray encodeFrame(Encode &&encode)
{
    thread_local QByteArray json;
    json.resize(0);
    encode(json);
    return serverFrame(Opcode::Text, json);
}

} // namespace conversa
