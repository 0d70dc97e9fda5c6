// SPDX-License-Identifier: Apache-2.0
#include "audit/eventjournal.h"

#include <algorithm>
#include <array>

namespace conversa {

namespace {

struct SecurityWord
{
    QByteArrayView result;
    SecurityKind kind;
};

// The words of refusals: of the door, of REST, and of messages.
constexpr std::array refusalWords{
    SecurityWord{"forbidden_origin", SecurityKind::Origin},
    SecurityWord{"unauthorized", SecurityKind::Token},
    SecurityWord{"rate_limited", SecurityKind::Limit},
    SecurityWord{"too_many_connections", SecurityKind::Limit},
    SecurityWord{"limit_exceeded", SecurityKind::Limit},
    SecurityWord{"body_too_large", SecurityKind::Oversize},
    SecurityWord{"message_too_large", SecurityKind::Oversize},
    SecurityWord{"uri_too_long", SecurityKind::Oversize},
    SecurityWord{"header_too_large", SecurityKind::Oversize},
    SecurityWord{"bad_request", SecurityKind::Malformed},
    SecurityWord{"invalid_json", SecurityKind::Malformed},
    SecurityWord{"request_timeout", SecurityKind::Handshake},
    SecurityWord{"banned", SecurityKind::Banned},
};

// The codes with which the server ends a connection for what the client sent.
constexpr std::array closeWords{
    SecurityWord{"1002", SecurityKind::Malformed},
    SecurityWord{"1003", SecurityKind::Malformed},
    SecurityWord{"1007", SecurityKind::Malformed},
    SecurityWord{"1008", SecurityKind::Malformed},
    SecurityWord{"1009", SecurityKind::Oversize},
    SecurityWord{"4029", SecurityKind::Limit},
};

SecurityKind kindIn(std::span<const SecurityWord> words, const QByteArray &result)
{
    const auto found = std::find_if(words.begin(), words.end(), [&](const SecurityWord &word) { return word.result == result; });
    return found == words.end() ? SecurityKind::None : found->kind;
}

EventKind eventKindOf(const QByteArray &action)
{
    if (action == "connection_opened")
        return EventKind::Connect;
    if (action == "connection_closed")
        return EventKind::Disconnect;
    return action == "connection_refused" || action == "message_refused" ? EventKind::Refusal : EventKind::Action;
}

std::string_view textOf(const QByteArray &text)
{
    return {text.constData(), size_t(text.size())};
}

// Null: there is none.
template <typename T>
T idOf(const QByteArray &text)
{
    return T::parse(textOf(text)).value_or(T());
}

} // namespace

SecurityKind securityKindOf(const AuditEvent &event)
{
    switch (eventKindOf(event.action)) {
    case EventKind::Refusal:
        return kindIn(refusalWords, event.result);
    case EventKind::Disconnect:
        // A client may close with any code it likes.
        if (!event.detail.startsWith("side=server"))
            return SecurityKind::None;
        return event.detail.endsWith("too many pings") ? SecurityKind::Limit : kindIn(closeWords, event.result);
    case EventKind::Connect:
    case EventKind::Action:
        break;
    }
    return SecurityKind::None;
}

EventRow eventRowOf(const JournalEntry &entry)
{
    const AuditEvent &event = entry.event;
    EventRow row;
    row.id = entry.id;
    row.atMs = event.atMs;
    row.kind = eventKindOf(event.action);
    row.security = entry.security;
    row.action = event.action;
    row.result = event.result;
    row.tenant = event.tenant;
    row.user = idOf<UserId>(event.userId);
    row.key = idOf<KeyId>(event.keyId);
    row.role = parseRole(textOf(event.role));
    row.address = IpAddress::parse(event.address);
    row.target = event.target;
    row.request = idOf<Uuid>(event.requestId);
    row.detail = event.detail;
    row.times = entry.times;
    return row;
}

AuditEntry auditEntryOf(const AuditRow &row)
{
    const AuditEvent &event = row.event;
    return {event.atMs, event.action, event.result, event.tenant, idOf<KeyId>(event.keyId), idOf<UserId>(event.userId),
            parseRole(textOf(event.role)), IpAddress::parse(event.address), event.target, idOf<Uuid>(event.requestId), event.detail,
            row.chain, row.seq, row.hash};
}

void EventJournal::note(const AuditEvent &event)
{
    const SecurityKind security = securityKindOf(event);
    if (security == SecurityKind::None && !m_events.isWatched())
        return;
    const JournalEntry entry{EventId{Uuid::random()}, security, event};
    if (security != SecurityKind::None)
        m_security.note(entry);
    m_events.put(entry);
}

void EventJournal::stored(std::span<const AuditRow> rows)
{
    if (!m_rows.isWatched())
        return;
    for (const AuditRow &row : rows)
        m_rows.put(row);
}

} // namespace conversa
