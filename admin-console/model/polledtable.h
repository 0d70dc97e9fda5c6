// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rest.h"
#include "model/restpage.h"
#include "model/rowwindow.h"

namespace conversa::console {

// A table that is asked for over REST: its beginning again and again while somebody looks, further pages as they are scrolled to.
template <typename Row>
class PolledTable : public RowWindow<Row>
{
public:
    static constexpr int pageRows = 500;
    using ReadPage = Result<RestPage<Row>> (*)(QByteArrayView);

    // `rest` outlives it. An interval of 0: only refresh() asks again.
    PolledTable(Rest &rest, RowSource source, std::span<const Field> fields, ReadPage readPage, std::chrono::milliseconds interval, QObject *parent = nullptr)
        : RowWindow<Row>(fields, parent)
        , m_rest(rest)
        , m_source(std::move(source))
        , m_readPage(readPage)
        , m_interval(interval)
    {
        m_timer.setSingleShot(true);
        QObject::connect(&m_timer, &QTimer::timeout, this, [this] { ask({}); });
    }

    const TableWish &wish() const override { return m_wish; }
    void setWish(const TableWish &wish) override
    {
        m_wish = wish;
        this->setLive(0, int(this->rows().size()));
        refresh();
    }
    void setWatched(bool isWatched) override
    {
        m_isWatched = isWatched;
        m_timer.stop();
        if (isWatched)
            ask({});
    }
    void setVisible(int, int last) override
    {
        if (last >= int(this->rows().size()) && !m_nextCursor.isEmpty() && !m_isAsking)
            ask(std::exchange(m_nextCursor, {}));
    }
    void refresh() override
    {
        if (m_isWatched)
            ask({});
    }
    std::optional<RowSource> source() const override { return qint64(this->rows().size()) < this->total() ? std::optional(m_source) : std::nullopt; }
    void forget() override
    {
        ++m_asked;
        m_isAsking = false;
        m_nextCursor.clear();
        RowWindow<Row>::forget();
    }

private:
    void ask(const QString &cursor)
    {
        RestRequest request{ m_source.path };
        request.query.addQueryItem(QStringLiteral("limit"), QString::number(pageRows));
        addParameter(request, "filter", m_wish.filter);
        addParameter(request, "sort", m_wish.sort);
        addParameter(request, "cursor", cursor);
        m_isAsking = true;
        const bool isFirst = cursor.isEmpty();
        m_rest.ask<RestPage<Row>>(std::move(request), m_readPage, this, [this, isFirst, number = ++m_asked](const Answer<RestPage<Row>> &answer) {
            if (number == m_asked)
                onPage(answer, isFirst);
        });
    }
    void onPage(const Answer<RestPage<Row>> &answer, bool isFirst)
    {
        m_isAsking = false;
        if (m_isWatched && m_interval.count() > 0)
            m_timer.start(m_interval);
        if (!answer) {
            this->setFailed(answer.failure());
            return;
        }
        const bool isEnd = answer->nextCursor.isEmpty();
        const int loaded = int(this->rows().size());
        // Of what is further down, the first page says nothing.
        this->setLive(isFirst ? 0 : loaded, isFirst ? pageRows : 0);
        if (!isFirst || loaded <= pageRows)
            m_nextCursor = answer->nextCursor;
        this->merge(std::make_shared<const TableView<Row>>(answer->view), isEnd);
        this->setFreshness(Freshness::Live);
    }

    Rest &m_rest;
    const RowSource m_source;
    const ReadPage m_readPage;
    const std::chrono::milliseconds m_interval;
    QTimer m_timer;
    TableWish m_wish;
    QString m_nextCursor;
    quint64 m_asked = 0; // which question the last answer is to
    bool m_isWatched = false;
    bool m_isAsking = false;
};

} // namespace conversa::console
