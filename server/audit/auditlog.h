// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/auditchain.h"
#include "audit/eventjournal.h"
#include "core/clock.h"
#include "store/storage.h"

#include <QHash>
#include <QObject>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace conversa {

struct AuditSettings
{
    QByteArray node; // name of this server
    bool denyOnFailure = false; // while nothing can be written nobody is let in; else what finds no room is counted
    qint64 retentionMs = 0; // older rows are forgotten; 0: never
    size_t queueLimit = 10'000; // events that wait to be written
};

// Writes who did what to the audit log, as a hash chain of this run of the server: in batches, off the threads that report it.
// What is refused again and again is one row with a count. Lives in the main thread; owned by the composition root.
class AuditLog : public QObject
{
    Q_OBJECT

public:
    // Events go to the journal too, as they come and when they are stored.
    AuditLog(Storage &storage, EventJournal &journal, Clock clock, AuditSettings settings);

    // Notes an event; its time is now. Waits for nothing. Any thread.
    void record(AuditEvent event);
    // False: nothing can be written and the settings say that then nobody is let in. Any thread.
    bool mayAdmit() const { return !m_settings.denyOnFailure || (!m_failing && m_waitingCount < m_settings.queueLimit / 2); }
    const EventJournal &journal() const { return m_journal; }
    // Events that found no room so far. Any thread.
    quint64 lost() const { return m_lost; }
    // Waits until everything is written, at most so long, and not for a store that cannot be written to.
    void flush(qint64 deadlineMs);

private:
    void submit(std::unique_lock<std::mutex> &lock);
    // On a storage thread; one at a time.
    void write(const Result<MessageStore *> &store);
    Result<void> writeTo(MessageStore &store);
    void take();
    void append(AuditEvent event);
    Result<std::vector<AuditAnchor>> anchorsOf(MessageStore &store) const;
    void keepHouse(MessageStore &store);
    void retryLater();

    Storage &m_storage;
    EventJournal &m_journal;
    const Clock m_clock;
    const AuditSettings m_settings;

    std::mutex m_mutex; // guards what follows
    std::condition_variable m_written;
    std::deque<AuditEvent> m_waiting;
    QHash<QByteArray, qint64> m_refusals; // how often beyond the first, of the refusals that wait
    quint64 m_untoldLoss = 0; // lost since a row said so
    bool m_writing = false;

    std::atomic<size_t> m_waitingCount = 0;
    std::atomic<quint64> m_lost = 0;
    std::atomic<bool> m_failing = false;

    // Of whoever writes.
    AuditChain m_chain;
    std::vector<AuditRow> m_batch; // not known to be stored
    std::optional<qint64> m_anchoredMs; // monotonic
    qint64 m_lastAtMs = 0;
};

} // namespace conversa
