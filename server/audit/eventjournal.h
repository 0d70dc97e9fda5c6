// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/auditentry.h"
#include "audit/securitylog.h"
#include "core/entryring.h"

#include <span>

namespace conversa {

// Against which of the server's defences the event came up, as its action, result and detail say.
SecurityKind securityKindOf(const AuditEvent &event);
EventRow eventRowOf(const JournalEntry &entry);
AuditEntry auditEntryOf(const AuditRow &row);

// What happens at this server, for administrators who look on. All of it comes by way of the audit log; what clients are
// refused for on an open connection is noted here alone. Thread-safe; owned by the composition root.
class EventJournal
{
public:
    static constexpr size_t mostEvents = 5'000;
    static constexpr size_t mostRows = 5'000;

    // Something has happened, at event.atMs.
    void note(const AuditEvent &event);
    // The audit log has these now.
    void stored(std::span<const AuditRow> rows);

    EntryRing<JournalEntry> &events() { return m_events; }
    EntryRing<AuditRow> &rows() { return m_rows; }
    // Kept always: it is rare, and asked for afterwards.
    const SecurityLog &security() const { return m_security; }

private:
    EntryRing<JournalEntry> m_events{mostEvents};
    EntryRing<AuditRow> m_rows{mostRows};
    SecurityLog m_security;
};

} // namespace conversa
