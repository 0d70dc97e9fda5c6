// SPDX-License-Identifier: Apache-2.0
#include "admin/sessiontable.h"

namespace conversa {

SessionTable::SessionTable(
    PresenceTable &presence, TypingTable &typing, Registry &registry, std::function<QByteArray()> node)
    : m_presence(presence)
    , m_typing(typing)
    , m_registry(registry)
    , m_node(std::move(node))
{
}

SessionRow SessionTable::rowOf(const PresenceTable::Attendance &attendance, const QByteArray &node)
{
    const SessionKey &key = attendance.key;
    const KnownSession known = m_registry.find(key).value_or(KnownSession{});
    return {key.session, node, key.tenant, known.contact, known.closed, known.head, attendance.users, attendance.connections,
        qint64(m_typing.typing(key).size())};
}

TablePage<SessionRow> SessionTable::page(const TableQuery &query, const QByteArray &tenant, qint64 nowMs)
{
    const QByteArray node = m_node();
    std::vector<SessionRow> rows;
    for (const auto &attendance : m_presence.attendances(tenant))
        rows.push_back(rowOf(attendance, node));
    return pageOf(rows, sessionFields(), query, nowMs);
}

std::optional<SessionDetails> SessionTable::find(SessionId session, const QByteArray &tenant)
{
    for (const auto &attendance : m_presence.attendances(tenant)) {
        const SessionKey &key = attendance.key;
        if (key.session != session)
            continue;
        const auto known = m_registry.find(key);
        return SessionDetails{rowOf(attendance, m_node()), m_presence.attendees(key).users, m_typing.typing(key),
            known ? known->watermarks : std::vector<Watermark>()};
    }
    return std::nullopt;
}

} // namespace conversa
