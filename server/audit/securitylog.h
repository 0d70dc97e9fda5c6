// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/eventrow.h"
#include "store/auditrow.h"

#include <QHash>

#include <array>
#include <deque>
#include <mutex>
#include <vector>

namespace conversa {

// An event of the audit log as it happened, before it is stored.
struct JournalEntry
{
    EventId id;
    SecurityKind security = SecurityKind::None;
    AuditEvent event;
    qint64 times = 1;
};

// Who came up against the server's defences lately, and how often since its start. The same again, within some seconds, is one
// entry with a count, so that one who storms does not push all others out. Thread-safe.
class SecurityLog
{
public:
    static constexpr size_t mostEntries = 5'000;
    static constexpr qint64 samenessMs = 10'000;

    // entry.security says what it is, and is not None.
    void note(JournalEntry entry);
    // The latest last.
    std::vector<JournalEntry> entries() const;
    std::array<qint64, securityKinds> counts() const; // since the start

private:
    mutable std::mutex m_mutex; // guards the rest
    std::deque<JournalEntry> m_entries;
    quint64 m_first = 0; // number of the first of them
    QHash<QByteArray, quint64> m_latest; // numbers, by what makes entries the same
    std::array<qint64, securityKinds> m_counts{};
};

} // namespace conversa
