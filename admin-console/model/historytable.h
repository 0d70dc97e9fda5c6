// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/messagerow.h"
#include "model/rest.h"
#include "model/rowfilter.h"

#include <deque>

namespace conversa::console {

// A stretch of a session's history, oldest first: it grows at both ends as it is scrolled, up to mostRows messages, and is searched
// here. Owned by a page.
class HistoryTable : public RowTable
{
    Q_OBJECT

public:
    static constexpr int pageRows = 100;
    static constexpr size_t mostRows = 5'000;

    // `rest` outlives it.
    explicit HistoryTable(Rest &rest, QObject *parent = nullptr);

    // Its newest messages.
    void open(SessionId session);
    void close();
    void toOldest() { begin(true); }
    void toNewest() { begin(false); }
    // The session has grown up to here.
    void follow(qint64 seq);

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_shown.size()); }
    qint64 total() const override { return qint64(m_shown.size()); }
    const TableWish &wish() const override { return m_wish; }
    void setWish(const TableWish &wish) override;
    void setVisible(int first, int last) override;
    void refresh() override { begin(false); }
    bool hasOlder() const { return m_hasOlder; }
    bool hasNewer() const { return m_hasNewer; }

Q_SIGNALS:
    // The first page of a stretch is here.
    void begun(bool atOldest);

protected:
    FieldValue valueAt(int row, size_t field) const override { return m_shown[size_t(row)].value(field); }
    bool isLoaded(int) const override { return true; }

private:
    enum class Place { Oldest, Newest, Older, Newer };

    // It has messages, and goes on from them even where a request failed.
    bool hasBegun() const { return freshness() == Freshness::Live || freshness() == Freshness::Stale; }
    void begin(bool atOldest);
    void ask(Place place);
    void onPage(Place place, const Answer<History> &answer);
    void take(Place place, const std::vector<MessageRow> &rows);
    void trim(bool atFront);
    std::vector<MessageRow> passing(const std::deque<MessageRow> &rows) const;
    void insertShown(int at, const std::vector<MessageRow> &rows);
    void removeShown(int first, int count);

    Rest &m_rest;
    std::optional<SessionId> m_session;
    std::deque<MessageRow> m_rows;
    std::deque<MessageRow> m_shown; // those that pass the filter
    TableWish m_wish;
    Filter m_filter;
    quint64 m_stretch = 0; // which one an answer belongs to
    bool m_isAsking = false;
    bool m_hasLeftTop = false;
    bool m_hasOlder = false;
    bool m_hasNewer = false;
};

} // namespace conversa::console
