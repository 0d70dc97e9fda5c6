// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/auditline.h"
#include "model/polledtable.h"
#include "model/rowfilter.h"
#include "model/rowring.h"

#include <functional>
#include <map>
#include <set>

namespace conversa::console {

// What can be said of the stretch of the log that is here.
struct AuditProof
{
    bool isChecked = false; // all entries are seen, so that their numbers must follow each other
    qint64 chains = 0;
    qint64 missing = 0; // entries between others of their chain

    bool operator==(const AuditProof &) const = default;
};

// The audit log, the newest first: its history over REST, what comes on top by the stream, and without a filter the proof that
// nothing is missing between, because the entries of a chain are numbered. What is missing is asked for, and marked if it stays so.
// Owned by a page.
class AuditTable : public RowWindow<AuditLine>
{
public:
    static constexpr int pageRows = 500;
    static constexpr std::chrono::seconds interval{ 3 }; // the stream tells of one server alone

    // Both outlive it. `stream` is watched and left unfiltered.
    AuditTable(Rest &rest, RowRing<AuditEntry> &stream, QObject *parent = nullptr);

    // Whether the key sees every entry.
    void setSeesAll(bool seesAll);
    const AuditProof &proof() const { return m_proof; }

    const TableWish &wish() const override { return m_wish; }
    void setWish(const TableWish &wish) override;
    void setWatched(bool isWatched) override;
    void setVisible(int first, int last) override;
    void refresh() override;
    void forget() override;
    std::optional<RowSource> source() const override;

protected:
    bool isGap(int row) const override;

private:
    using Page = RestPage<AuditEntry>;

    void startOver();
    void onStream(int first, int last);
    // Down to what is known now the head is to be read.
    void openHead();
    // One page behind the cursor; then() once its entries are here, or it has failed.
    void ask(const QString &cursor, std::function<void(const Answer<Page> &)> then);
    void askHead(const QString &cursor);
    void onHead(const Answer<Page> &answer);
    void onOlder(const Answer<Page> &answer);
    void add(const AuditEntry &entry);
    bool isChecked() const;
    // Shows what is here, and looks for what is missing.
    void show();
    std::map<AuditSpot, qint64> gaps() const;
    void repair(const std::map<AuditSpot, qint64> &gaps);

    Rest &m_rest;
    RowRing<AuditEntry> &m_stream;
    QTimer m_timer;
    TableWish m_wish;
    Filter m_filter;
    std::map<AuditSpot, AuditEntry> m_entries;
    std::set<AuditSpot> m_repaired; // gaps that were asked for already, and are being asked for
    std::optional<AuditSpot> m_known; // the newest entry before the head is read anew: the same until the reading has come down to it
    QString m_older; // where the history goes on; empty: it does not
    AuditProof m_proof;
    quint64 m_round = 0; // which wish an answer belongs to
    bool m_seesAll = false;
    bool m_isHeadOpen = false; // it was not read down to m_known yet
    bool m_isReadingHead = false;
    bool m_isReadingOlder = false;
    bool m_isWatched = false;
};

} // namespace conversa::console
