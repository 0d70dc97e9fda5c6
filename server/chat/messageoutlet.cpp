// SPDX-License-Identifier: Apache-2.0
#include "chat/messageoutlet.h"

#include "hub/broadcast.h"

namespace conversa {

MessageOutlet::MessageOutlet(Hub &hub, Storage &storage, InboxFeed &inboxes, StoreFigures &figures, Clock clock)
    : m_hub(hub)
    , m_storage(storage)
    , m_inboxes(inboxes)
    , m_figures(figures)
    , m_clock(std::move(clock))
{
}

void MessageOutlet::onAppended(std::span<AppendOutcome> outcomes) const
{
    const qint64 now = m_clock.wallMs();
    const qint64 storedUs = steadyUs();
    std::vector<Outgoing> batch;
    batch.reserve(outcomes.size());
    for (AppendOutcome &outcome : outcomes) {
        m_figures.store.add(storedUs - outcome.ticket.takenUs);
        m_figures.results[outcome.result ? 0 : 1 + size_t(outcome.result.error().code)].fetch_add(1, std::memory_order_relaxed);
        batch.push_back(outgoing(outcome, now));
    }
    m_hub.deliver(batch);
}

void MessageOutlet::onUncertain(const std::vector<SessionKey> &sessions,
                                std::function<void(std::vector<SessionKey>)> again) const
{
    m_storage.read([this, sessions, again = std::move(again)](const Result<MessageStore *> &store) {
        std::vector<SessionKey> unasked;
        for (const SessionKey &key : sessions) {
            const auto state = store ? (*store)->session(key) : store.error();
            if (!state)
                unasked.push_back(key);
            else if (*state)
                m_hub.noticeOwn(key, (*state)->lastSeq, (*state)->contact);
        }
        if (!unasked.empty())
            again(std::move(unasked));
    });
}

Outgoing MessageOutlet::outgoing(AppendOutcome &outcome, qint64 nowMs) const
{
    const AppendTicket &ticket = outcome.ticket;
    const EnvelopeInfo envelope{nowMs, Uuid::random(), ticket.requestId};
    Outgoing out;
    out.thread = ticket.thread;
    out.takenUs = ticket.takenUs;
    out.deliver = outcome.result && !outcome.result->repeated;
    // A sender that was already told of a failure learns of its message like everybody else: as a new one.
    if (ticket.waiter) {
        if (outcome.confirm)
            (*ticket.waiter)(outcome.result);
    } else if (outcome.confirm) {
        out.reply.connection = ticket.connection;
        out.reply.frame = encodeFrame([&](QByteArray &json) {
            if (outcome.result)
                encodeMessageSent(json, envelope, outcome.result->message, ticket.audience);
            else
                encodeError(json, envelope, outcome.result.error(), "send_message", ticket.audience);
        });
    }
    if (out.deliver) {
        m_inboxes.note(outcome.result->message.key, outcome.result->opened);
        out.message = std::move(outcome.result->message);
    }
    return out;
}

} // namespace conversa
