// SPDX-License-Identifier: Apache-2.0
#include "hub/broadcast.h"

namespace conversa {

const QByteArray &Broadcast::frame(Audience audience) const
{
    Lazy &lazy = m_lazy[size_t(audience)];
    if (lazy.made.load(std::memory_order_acquire))
        return lazy.frame;
    const std::lock_guard lock(m_making);
    if (!lazy.made.load(std::memory_order_relaxed)) {
        lazy.frame = encodeFrame([&](QByteArray &json) { encode(json, audience); });
        lazy.made.store(true, std::memory_order_release);
    }
    return lazy.frame;
}

MessageBroadcast::MessageBroadcast(ChatMessage message, qint64 nowMs)
    : m_message(std::move(message))
    , m_envelope{nowMs, Uuid::random()}
{
}

void MessageBroadcast::encode(QByteArray &json, Audience audience) const
{
    encodeNewMessage(json, m_envelope, m_message, audience);
}

PresenceBroadcast::PresenceBroadcast(SessionId session, UserInfo user, bool joined, qint64 nowMs)
    : m_session(session)
    , m_user(std::move(user))
    , m_joined(joined)
    , m_envelope{nowMs, Uuid::random()}
{
}

void PresenceBroadcast::encode(QByteArray &json, Audience audience) const
{
    if (m_joined)
        encodeUserJoined(json, m_envelope, m_session, m_user, audience);
    else
        encodeUserLeft(json, m_envelope, m_session, m_user, audience);
}

TypingBroadcast::TypingBroadcast(UserTyping typing, qint64 nowMs)
    : m_typing(std::move(typing))
    , m_envelope{nowMs, Uuid::random()}
{
}

void TypingBroadcast::encode(QByteArray &json, Audience audience) const
{
    encodeUserTyping(json, m_envelope, m_typing, audience);
}

ReceiptBroadcast::ReceiptBroadcast(Mark mark, Receipt receipt, qint64 nowMs)
    : m_mark(mark)
    , m_receipt(receipt)
    , m_envelope{nowMs, Uuid::random()}
{
}

void ReceiptBroadcast::encode(QByteArray &json, Audience) const
{
    encodeReceipt(json, m_envelope, m_mark, m_receipt);
}

SessionBroadcast::SessionBroadcast(SessionId session, bool closed, qint64 nowMs)
    : m_session(session)
    , m_closed(closed)
    , m_envelope{nowMs, Uuid::random()}
{
}

void SessionBroadcast::encode(QByteArray &json, Audience) const
{
    encodeSessionClosed(json, m_envelope, m_session, m_closed);
}

InboxBroadcast::InboxBroadcast(InboxRow row, bool opened, qint64 nowMs)
    : m_row(std::move(row))
    , m_opened(opened)
    , m_envelope{nowMs, Uuid::random()}
{
}

void InboxBroadcast::encode(QByteArray &json, Audience audience) const
{
    encodeInboxEvent(json, m_envelope, m_row, m_opened, audience);
}

NoticeBroadcast::NoticeBroadcast(std::optional<SessionId> session, QByteArray text, qint64 nowMs)
    : m_session(session)
    , m_text(std::move(text))
    , m_envelope{nowMs, Uuid::random(), {}}
{
}

void NoticeBroadcast::encode(QByteArray &json, Audience audience) const
{
    encodeNotice(json, m_envelope, m_session, m_text, audience);
}

} // namespace conversa
