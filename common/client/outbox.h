// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backoff.h"
#include "core/limits.h"
#include "protocol/clientmessages.h"
#include "protocol/serverevents.h"

#include <deque>
#include <functional>
#include <optional>

namespace conversa {

// What was sent and is not confirmed yet, in the order of sending, each message under its client_message_id, so that
// sending it again is safe. Pure: times are monotonic milliseconds of its owner, the ChatClient.
class Outbox
{
public:
    static constexpr qint64 patienceMs = 15'000; // for an answer on a connection that lives

    struct Limits
    {
        qsizetype messages = 1'000;
        qint64 text = conversa::Limits{}.text; // bytes of one message
        qsizetype unanswered = 64; // on the wire at once
        Rate pace{ 20, 40 }; // below what the server lets one user send; perSecond 0: any
    };

    Outbox(Limits limits, Backoff backoff);

    // Takes a message with its clientMessageId; MessageTooLarge, or LimitExceeded when it is full.
    Result<void> add(SendMessage message);
    // Whether a session may be written to now.
    using Ready = std::function<bool(SessionId)>;
    // The first message to go out now, which counts as sent; null when there is none. Valid until the next call.
    const SendMessage *next(qint64 now, const Ready &ready);
    // Whether it was there.
    bool confirm(const QByteArray &clientMessageId);
    // What a refusal means: the message will be sent again, is given up and gone, or was never here.
    enum class Refusal { Retried, GivenUp, Unknown };
    Refusal refuse(const QByteArray &clientMessageId, const ErrorReply &reply, qint64 now);
    // Everything unconfirmed is to be sent again.
    void onConnectionLost();

    // When next() will have something, if nothing else happens before.
    std::optional<qint64> dueMs(const Ready &ready) const;
    qsizetype size() const { return qsizetype(m_entries.size()); }

private:
    struct Entry
    {
        SendMessage message;
        std::optional<qint64> sentMs = {};
    };

    // Tokens for sending, refilled at the rate of Limits::pace.
    class Bucket
    {
    public:
        explicit Bucket(Rate rate);
        bool has(qint64 now);
        void take() { m_tokens -= 1; }
        void empty() { m_tokens = 0; }
        qint64 nextMs() const; // when there is one again

    private:
        Rate m_rate;
        double m_tokens;
        qint64 m_filledMs = 0;
    };

    // When the entry may go out, nothing while too many others are unanswered.
    std::optional<qint64> dueMs(const Entry &entry) const;
    std::deque<Entry>::iterator find(const QByteArray &clientMessageId);

    const Limits m_limits;
    Backoff m_backoff;
    Bucket m_bucket;
    std::deque<Entry> m_entries;
    qsizetype m_unanswered = 0;
    qint64 m_pausedUntilMs = 0;
};

} // namespace conversa
