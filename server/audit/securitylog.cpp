// SPDX-License-Identifier: Apache-2.0
#include "audit/securitylog.h"

namespace conversa {

namespace {

QByteArray samenessOf(const AuditEvent &event)
{
    return event.action + ' ' + event.result + ' ' + event.address + ' ' + event.keyId + ' ' + event.userId;
}

} // namespace

void SecurityLog::note(JournalEntry entry)
{
    const QByteArray sameness = samenessOf(entry.event);
    const std::lock_guard lock(m_mutex);
    ++m_counts[size_t(entry.security)];
    const auto latest = m_latest.constFind(sameness);
    if (latest != m_latest.constEnd()) {
        JournalEntry &known = m_entries[size_t(*latest - m_first)];
        if (entry.event.atMs - known.event.atMs < samenessMs) {
            ++known.times;
            return;
        }
    }
    if (m_entries.size() == mostEntries) {
        const QByteArray oldest = samenessOf(m_entries.front().event);
        if (m_latest.value(oldest) == m_first)
            m_latest.remove(oldest);
        m_entries.pop_front();
        ++m_first;
    }
    m_latest.insert(sameness, m_first + m_entries.size());
    m_entries.push_back(std::move(entry));
}

std::vector<JournalEntry> SecurityLog::entries() const
{
    const std::lock_guard lock(m_mutex);
    return {m_entries.begin(), m_entries.end()};
}

std::array<qint64, securityKinds> SecurityLog::counts() const
{
    const std::lock_guard lock(m_mutex);
    return m_counts;
}

} // namespace conversa
