// SPDX-License-Identifier: Apache-2.0
#include "admin/connectioncard.h"

#include "admin/rowreader.h"

namespace conversa {

namespace {

std::optional<qint64> rttOf(const ConnectionFigures &figures)
{
    const qint64 rtt = figures.rttMs.get();
    return rtt > 0 ? std::optional(rtt - 1) : std::nullopt;
}

ConnectionState stateOf(const ConnectionCard &card)
{
    return card.state.load(std::memory_order_relaxed);
}

} // namespace

// The same as row(card).value(field), without a row.
FieldValue CardReader::value(const ConnectionCard &card, size_t field) const
{
    const ConnectionFacts &facts = card.facts;
    const ConnectionFigures &figures = card.figures;
    switch (ConnectionField(field)) {
    case ConnectionField::Id: return facts.id.uuid;
    case ConnectionField::Node: return QByteArrayView(node);
    case ConnectionField::State: return view(connectionStateName(stateOf(card)));
    case ConnectionField::Tenant: return QByteArrayView(facts.principal->tenant);
    case ConnectionField::User: return facts.principal->user.uuid;
    case ConnectionField::Name: return QByteArrayView(facts.principal->userName);
    case ConnectionField::Role: return view(roleName(facts.principal->role));
    case ConnectionField::Key: return known(facts.principal->key.uuid);
    case ConnectionField::Ip: return facts.address;
    case ConnectionField::Origin: return known(facts.origin);
    case ConnectionField::Client: return known(facts.client);
    case ConnectionField::Text: return view(audienceName(facts.audience));
    case ConnectionField::Age: return facts.openedMs;
    case ConnectionField::Idle: return wallOffsetMs + figures.activeMs.get();
    case ConnectionField::In: return figures.messagesIn.get();
    case ConnectionField::Out: return figures.messagesOut.get();
    case ConnectionField::InBytes: return figures.bytesIn.get();
    case ConnectionField::OutBytes: return figures.bytesOut.get();
    case ConnectionField::Queue: return figures.queue.get();
    case ConnectionField::Sessions: return figures.sessions.get();
    case ConnectionField::Rtt: {
        const auto rtt = rttOf(figures);
        return rtt ? FieldValue(*rtt) : FieldValue();
    }
    }
    return {};
}

FieldValue CardReader::value(const ClosedConnection &closed, size_t field) const
{
    switch (ClosedField(field)) {
    case ClosedField::Code: return qint64(closed.ending.code);
    case ClosedField::Side: return view(closingSideName(closed.ending.byClient));
    case ClosedField::Reason: return known(closed.ending.reason);
    case ClosedField::Ago: return closed.ending.closedMs;
    case ClosedField::Duration: return closed.ending.durationMs;
    default: return value(*closed.card, size_t(connectionField(ClosedField(field))));
    }
}

ConnectionRow CardReader::row(const ConnectionCard &card) const
{
    const ConnectionFacts &facts = card.facts;
    const ConnectionFigures &figures = card.figures;
    return {.id = facts.id,
        .node = node,
        .state = stateOf(card),
        .tenant = facts.principal->tenant,
        .user = facts.principal->user,
        .userName = facts.principal->userName,
        .role = facts.principal->role,
        .key = facts.principal->key,
        .address = facts.address,
        .origin = facts.origin,
        .client = facts.client,
        .audience = facts.audience,
        .openedMs = facts.openedMs,
        .activeMs = wallOffsetMs + figures.activeMs.get(),
        .messagesIn = figures.messagesIn.get(),
        .messagesOut = figures.messagesOut.get(),
        .bytesIn = figures.bytesIn.get(),
        .bytesOut = figures.bytesOut.get(),
        .queue = figures.queue.get(),
        .sessions = figures.sessions.get(),
        .rttMs = rttOf(figures)};
}

ClosedRow CardReader::row(const ClosedConnection &closed) const
{
    const ConnectionEnding &ending = closed.ending;
    return {row(*closed.card), ending.code, ending.byClient, ending.reason, ending.closedMs, ending.durationMs};
}

} // namespace conversa
