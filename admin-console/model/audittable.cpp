// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/audittable.h"

#include <QDateTime>

namespace conversa::console {

namespace {

const QString auditPath = QStringLiteral("/api/v1/admin/audit");

Result<RestPage<AuditEntry>> readAuditPage(QByteArrayView body)
{
    return readRestPage<AuditEntry>(body, "rows", readAuditEntry);
}

} // namespace

AuditTable::AuditTable(Rest &rest, RowRing<AuditEntry> &stream, QObject *parent)
    : RowWindow(auditFields(), parent)
    , m_rest(rest)
    , m_stream(stream)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, [this] { refresh(); });
    connect(&stream, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) { onStream(first, last); });
}

void AuditTable::setSeesAll(bool seesAll)
{
    if (std::exchange(m_seesAll, seesAll) != seesAll)
        show();
}

void AuditTable::setWish(const TableWish &wish)
{
    m_wish = { wish.filter }; // the order is the log's
    m_filter = filterOf(m_wish, fields());
    startOver();
    refresh();
}

void AuditTable::forget()
{
    startOver();
    m_proof = {};
    RowWindow::forget();
}

std::optional<RowSource> AuditTable::source() const
{
    return m_older.isEmpty() ? std::nullopt : std::optional(RowSource{ auditPath, "rows" });
}

void AuditTable::startOver()
{
    ++m_round;
    m_isHeadOpen = m_isReadingHead = m_isReadingOlder = false;
    m_entries.clear();
    m_repaired.clear();
    m_older.clear();
}

void AuditTable::setWatched(bool isWatched)
{
    m_isWatched = isWatched;
    m_timer.stop();
    m_stream.setWatched(isWatched);
    refresh();
}

void AuditTable::setVisible(int, int last)
{
    if (last < rowCount() - 1 || m_older.isEmpty() || m_isReadingOlder || m_isReadingHead || m_entries.size() >= size_t(mostRows))
        return;
    m_isReadingOlder = true;
    ask(m_older, [this](const Answer<Page> &answer) { onOlder(answer); });
}

// From the newest entry down to one that is here already.
void AuditTable::refresh()
{
    if (!m_isWatched || m_isReadingHead)
        return;
    m_isReadingHead = true;
    openHead();
    askHead({});
}

// Where the reading before broke off, what lay under it is still to be read.
void AuditTable::openHead()
{
    if (!std::exchange(m_isHeadOpen, true))
        m_known = m_entries.empty() ? std::nullopt : std::optional(m_entries.begin()->first);
}

bool AuditTable::isGap(int row) const
{
    const AuditLine *line = this->row(row);
    return line && line->missing > 0;
}

void AuditTable::onStream(int first, int last)
{
    if (!m_isWatched)
        return;
    bool isBroken = false;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (int i = first; i <= last; ++i) {
        const AuditEntry *entry = m_stream.row(i);
        if (!entry && !std::exchange(isBroken, true))
            openHead();
        if (entry && passes(m_filter, *entry, now))
            add(*entry);
    }
    show();
    if (isBroken)
        refresh();
}

void AuditTable::ask(const QString &cursor, std::function<void(const Answer<Page> &)> then)
{
    RestRequest request{ auditPath };
    request.query.addQueryItem(QStringLiteral("limit"), QString::number(pageRows));
    addParameter(request, "filter", m_wish.filter);
    addParameter(request, "cursor", cursor);
    m_rest.ask<Page>(std::move(request), readAuditPage, this, [this, then, round = m_round](const Answer<Page> &answer) {
        if (round != m_round)
            return;
        if (!answer) {
            then(answer);
            setFailed(answer.failure());
            return m_timer.start();
        }
        for (const AuditEntry &entry : answer->view.rows)
            add(entry);
        then(answer);
        show();
        setFreshness(Freshness::Live);
    });
}

void AuditTable::askHead(const QString &cursor)
{
    ask(cursor, [this](const Answer<Page> &answer) { onHead(answer); });
}

void AuditTable::onHead(const Answer<Page> &answer)
{
    if (!answer) {
        m_isReadingHead = false;
        return;
    }
    const auto &[view, nextCursor] = *answer;
    const auto &rows = view.rows;
    const bool isJoined = m_known && !rows.empty() && !(spotOf(rows.back()) < *m_known);
    if (!m_known)
        m_older = nextCursor;
    // More came meanwhile than there is room for: then what was known is not shown any more.
    const bool isGone = m_known && m_entries.rbegin()->first < *m_known;
    if (m_known && !isJoined && !isGone && !nextCursor.isEmpty())
        return askHead(nextCursor);
    m_isHeadOpen = m_isReadingHead = false;
    m_timer.start();
}

void AuditTable::onOlder(const Answer<Page> &answer)
{
    m_isReadingOlder = false;
    if (answer)
        m_older = answer->nextCursor;
}

void AuditTable::add(const AuditEntry &entry)
{
    m_entries.insert_or_assign(spotOf(entry), entry);
}

void AuditTable::show()
{
    while (m_entries.size() > size_t(mostRows)) {
        m_entries.erase(std::prev(m_entries.end()));
        m_older = m_entries.rbegin()->first.cursor();
    }
    const auto missing = gaps();
    auto view = std::make_shared<TableView<AuditLine>>();
    for (const auto &[spot, entry] : m_entries) {
        view->rows.push_back({ entry });
        if (const auto gap = missing.find(spot); gap != missing.end())
            view->rows.push_back({ entry, gap->second });
    }
    view->total = qint64(m_entries.size());
    setLive(0, int(rows().size()));
    merge(view, true);
    repair(missing);
}

// Numbers prove something only where every entry is seen.
bool AuditTable::isChecked() const
{
    return m_seesAll && m_filter.size() == 0;
}

// Behind which entries others of their chain are missing, and how many.
std::map<AuditSpot, qint64> AuditTable::gaps() const
{
    if (!isChecked())
        return {};
    std::map<Uuid, std::map<qint64, AuditSpot>> chains;
    for (const auto &[spot, entry] : m_entries)
        chains[spot.chain].emplace(spot.seq, spot);
    std::map<AuditSpot, qint64> found;
    for (const auto &[chain, entries] : chains) {
        qint64 expected = entries.begin()->first;
        for (const auto &[seq, spot] : entries) {
            if (seq != expected)
                found.emplace(spot, seq - expected);
            expected = seq + 1;
        }
    }
    return found;
}

void AuditTable::repair(const std::map<AuditSpot, qint64> &gaps)
{
    m_proof = { isChecked() };
    for (const auto &[spot, count] : gaps) {
        m_proof.missing += count;
        if (m_repaired.insert(spot).second)
            ask(spot.cursor(), [this, spot = spot](const Answer<Page> &answer) {
                if (!answer) // the next look asks again
                    m_repaired.erase(spot);
            });
    }
    std::set<Uuid> chains;
    for (const auto &[spot, entry] : m_entries)
        chains.insert(spot.chain);
    m_proof.chains = qint64(chains.size());
    Q_EMIT totalChanged();
}

} // namespace conversa::console
