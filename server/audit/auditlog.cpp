// SPDX-License-Identifier: Apache-2.0
#include "audit/auditlog.h"

#include "core/log.h"
#include "protocol/text.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace conversa {

namespace {

constexpr size_t batchLimit = 1'000;
constexpr auto retryPace = std::chrono::milliseconds(500);
constexpr qint64 anchorPaceMs = 600'000;
constexpr qsizetype longest = 500; // characters of a text
const QByteArray refusedAction = QByteArrayLiteral("connection_refused");

// What every store keeps as it is.
QByteArray kept(const QByteArray &text)
{
    return firstCharacters(cleanName(QString::fromUtf8(text).toUtf8()), longest);
}

QByteArray refusalKey(const AuditEvent &event)
{
    return event.address + ' ' + event.result + ' ' + event.keyId;
}

} // namespace

AuditLog::AuditLog(Storage &storage, EventJournal &journal, Clock clock, AuditSettings settings)
    : m_storage(storage)
    , m_journal(journal)
    , m_clock(std::move(clock))
    , m_settings(std::move(settings))
    , m_chain{Uuid::random(), m_settings.node, 1, firstAuditLink(), 0, firstAuditLink()}
{
}

void AuditLog::record(AuditEvent event)
{
    event.atMs = m_clock.wallMs();
    m_journal.note(event);
    std::unique_lock lock(m_mutex);
    if (event.action == refusedAction) {
        const QByteArray key = refusalKey(event);
        if (const auto known = m_refusals.find(key); known != m_refusals.end()) {
            ++*known;
            return;
        }
        if (m_waiting.size() < m_settings.queueLimit)
            m_refusals.insert(key, 0);
    }
    if (m_waiting.size() >= m_settings.queueLimit) {
        ++m_lost;
        ++m_untoldLoss;
        return;
    }
    m_waiting.push_back(std::move(event));
    m_waitingCount = m_waiting.size();
    submit(lock);
}

void AuditLog::submit(std::unique_lock<std::mutex> &lock)
{
    if (std::exchange(m_writing, true))
        return;
    lock.unlock(); // a refusal comes back at once
    m_storage.writeAside([this](const Result<MessageStore *> &store) { write(store); });
}

void AuditLog::write(const Result<MessageStore *> &store)
{
    const Result<void> written = store ? writeTo(**store) : store.error();
    if (!written) {
        if (!m_failing.exchange(true))
            logEvent(logStore(), "audit_failed", {{"reason", written.error().message}});
        m_written.notify_all();
        retryLater();
        return;
    }
    if (m_failing.exchange(false))
        logEvent(logStore(), "audit_resumed", {{"lost", QByteArray::number(m_lost)}});
    std::unique_lock lock(m_mutex);
    m_writing = false;
    if (!m_waiting.empty() || m_untoldLoss > 0)
        submit(lock);
    else
        m_written.notify_all();
}

Result<void> AuditLog::writeTo(MessageStore &store)
{
    if (m_batch.empty()) {
        if (!m_anchoredMs || m_clock.monotonicMs() - *m_anchoredMs >= anchorPaceMs) {
            const auto anchors = anchorsOf(store);
            if (!anchors)
                return anchors.error();
            AuditEvent anchored{m_clock.wallMs(), anchorAction(), QByteArrayLiteral("ok")};
            anchored.target = m_settings.node;
            anchored.detail = anchorText(*anchors);
            append(std::move(anchored));
            m_anchoredMs = m_clock.monotonicMs();
            keepHouse(store);
        }
        take();
    }
    if (m_batch.empty())
        return {};
    auto added = store.appendAudit(m_chain, m_batch);
    if (added) {
        m_journal.stored(m_batch);
        m_batch.clear();
    }
    return added;
}

void AuditLog::take()
{
    std::deque<AuditEvent> events;
    QHash<QByteArray, qint64> refusals;
    quint64 lost = 0;
    {
        const std::lock_guard lock(m_mutex);
        const auto end = m_waiting.begin() + std::ptrdiff_t(std::min(m_waiting.size(), batchLimit));
        std::move(m_waiting.begin(), end, std::back_inserter(events));
        m_waiting.erase(m_waiting.begin(), end);
        m_waitingCount = m_waiting.size();
        refusals = std::exchange(m_refusals, {});
        lost = std::exchange(m_untoldLoss, 0);
    }
    for (AuditEvent &event : events) {
        if (const qint64 more = event.action == refusedAction ? refusals.take(refusalKey(event)) : 0)
            event.detail = "times=" + QByteArray::number(more + 1) + ' ' + event.detail;
        append(std::move(event));
    }
    if (lost > 0)
        append({m_clock.wallMs(), QByteArrayLiteral("audit_lost"), QByteArrayLiteral("failed"), {}, {}, {}, {}, {}, {}, {},
                "events=" + QByteArray::number(lost)});
}

void AuditLog::append(AuditEvent event)
{
    // A clock that is set back does not turn the chain round.
    m_lastAtMs = event.atMs = std::max(event.atMs, m_lastAtMs);
    for (QByteArray *text : {&event.tenant, &event.address, &event.target})
        *text = kept(*text);
    if (event.action != anchorAction())
        event.detail = kept(event.detail);
    AuditRow row{m_chain.id, m_chain.lastSeq + 1, std::move(event), {}};
    row.hash = auditHash(m_chain.head, row);
    m_chain.lastSeq = row.seq;
    m_chain.head = row.hash;
    m_batch.push_back(std::move(row));
}

Result<std::vector<AuditAnchor>> AuditLog::anchorsOf(MessageStore &store) const
{
    const auto chains = store.auditChains();
    if (!chains)
        return chains.error();
    std::vector<AuditAnchor> anchors;
    for (const AuditChain &chain : *chains) {
        // What is forgotten altogether needs no witness.
        if (chain.id != m_chain.id && chain.lastSeq >= chain.firstSeq)
            anchors.push_back({chain.id, chain.lastSeq, chain.head});
    }
    return anchors;
}

void AuditLog::keepHouse(MessageStore &store)
{
    // What fails now is done the next time.
    if (m_settings.retentionMs > 0)
        (void)store.forgetAudit(m_clock.wallMs() - m_settings.retentionMs);
}

void AuditLog::retryLater()
{
    QMetaObject::invokeMethod(this, [this] {
        QTimer::singleShot(retryPace, this, [this] {
            m_storage.writeAside([this](const Result<MessageStore *> &store) { write(store); });
        });
    }, Qt::QueuedConnection);
}

void AuditLog::flush(qint64 deadlineMs)
{
    std::unique_lock lock(m_mutex);
    m_written.wait_for(lock, std::chrono::milliseconds(deadlineMs), [this] { return m_failing || (!m_writing && m_waiting.empty()); });
}

} // namespace conversa
