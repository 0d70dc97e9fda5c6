// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/streamnews.h"
#include "model/topicsink.h"

#include <deque>

namespace conversa::console {

// What came of a stream since it was looked at.
template <typename Row>
struct StreamLook
{
    bool isSnapshot = false; // `rows` are all there are; what came between the look before and it is not known
    std::vector<Row> rows = {};
    qint64 lost = 0; // rows before these that never came here
    std::optional<Error> refusal = {};
};

// Follows one stream. Rows wait until they are collected, the latest `most` of them.
template <typename Row>
class StreamSink : public TopicSink
{
public:
    using ReadRow = Result<Row> (*)(simdjson::dom::object);

    StreamSink(ReadRow readRow, size_t most)
        : m_readRow(readRow)
        , m_most(most)
    {
    }

    bool take(const AdminMessage &message) override
    {
        auto news = readStreamNews<Row>(message, m_readRow);
        if (!news) {
            refuse(news.error());
            return true;
        }
        if (!news->isSnapshot && (!m_sequence || news->sequence != *m_sequence + 1))
            return false;
        m_sequence = news->sequence;
        if (news->isSnapshot)
            m_gathered = { true };
        m_gathered.lost += news->lost;
        for (Row &row : news->rows)
            m_rows.push_back(std::move(row));
        for (; m_rows.size() > m_most; ++m_gathered.lost)
            m_rows.pop_front();
        m_hasNews = true;
        return true;
    }
    void restart() override
    {
        m_sequence.reset();
        m_rows.clear();
    }
    void refuse(const Error &why) override { m_out.put({ .refusal = why }); }
    bool flush() override
    {
        if (!m_hasNews || !m_out.isEmpty())
            return false;
        m_hasNews = false;
        m_gathered.rows.assign(std::make_move_iterator(m_rows.begin()), std::make_move_iterator(m_rows.end()));
        m_rows.clear();
        m_out.put(std::exchange(m_gathered, {}));
        return true;
    }
    // The GUI thread.
    std::optional<StreamLook<Row>> collect() { return m_out.collect(); }

private:
    const ReadRow m_readRow;
    const size_t m_most;
    std::optional<qint64> m_sequence;
    std::deque<Row> m_rows;
    StreamLook<Row> m_gathered;
    Mailbox<StreamLook<Row>> m_out;
};

} // namespace conversa::console
