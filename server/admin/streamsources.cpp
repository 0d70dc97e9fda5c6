// SPDX-License-Identifier: Apache-2.0
#include "admin/streamsources.h"

#include "admin/logrow.h"

namespace conversa {

namespace {

template <typename Entry, typename RowOf>
std::unique_ptr<AdminStream> ringStream(EntryRing<Entry> &ring, AdminTopic topic, RowOf rowOf)
{
    return std::make_unique<RingStream<Entry, RowOf>>(ring, topicFields(topic), std::move(rowOf));
}

LogRow logRowOf(const LogEntry &entry)
{
    LogRow row{entry.atMs, entry.level.toByteArray(), entry.category, {}, entry.text};
    if (entry.isEvent) {
        const qsizetype space = entry.text.indexOf(' ');
        row.event = entry.text.first(space < 0 ? entry.text.size() : space);
        row.text = space < 0 ? QByteArray() : entry.text.sliced(space + 1);
    }
    return row;
}

} // namespace

Action actionOf(AdminTopic topic)
{
    switch (topic) {
    case AdminTopic::Audit:
        return Action::ReadAudit;
    case AdminTopic::Logs:
        return Action::ReadLog;
    case AdminTopic::Frames:
        return Action::TapFrames;
    case AdminTopic::Stats:
    case AdminTopic::Connections:
    case AdminTopic::Closed:
    case AdminTopic::Sessions:
    case AdminTopic::Events:
        break;
    }
    return Action::Watch;
}

StreamSources::StreamSources(Environment environment)
    : m_env(environment)
{
}

Result<std::unique_ptr<AdminStream>> StreamSources::open(const Subscribe &wanted, const AdminAsker &asker)
{
    switch (wanted.topic) {
    case AdminTopic::Audit:
        return ringStream(m_env.journal.rows(), wanted.topic, [principal = asker.principal](const AuditRow &row) {
            return principal->governs(row.event.tenant) ? std::optional(auditEntryOf(row)) : std::nullopt;
        });
    case AdminTopic::Events:
        return ringStream(m_env.journal.events(), wanted.topic, [principal = asker.principal](const JournalEntry &entry) {
            return principal->governs(entry.event.tenant) ? std::optional(eventRowOf(entry)) : std::nullopt;
        });
    case AdminTopic::Logs:
        return ringStream(m_env.log, wanted.topic, [](const LogEntry &entry) { return std::optional(logRowOf(entry)); });
    case AdminTopic::Frames:
        return m_env.taps.open(wanted, asker);
    default:
        return Error{ErrorCode::Internal, QByteArrayLiteral("This topic is no stream.")};
    }
}

} // namespace conversa
