// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/streamnews.h"
#include "model/ringstore.h"
#include "model/topicsink.h"

namespace conversa::console {

// What came of a stream since it was looked at.
template <typename Row>
struct StreamLook
{
    bool isSnapshot = false; // it begins with one: what came between the look before and it is not known
    std::vector<std::optional<Row>> entries = {}; // nothing: rows are missing there
    qint64 lost = 0; // rows that never came here
    std::optional<Error> refusal = {}; // behind these
};

// Follows one stream. Rows wait until they are collected, over cuts of the connection too: the latest that a ring of `most` rows and
// `mostBytes` has room for.
template <typename Row>
class StreamSink : public TopicSink
{
public:
    using ReadRow = Result<Row> (*)(simdjson::dom::object);

    StreamSink(ReadRow readRow, size_t most, qint64 mostBytes = std::numeric_limits<qint64>::max())
        : m_readRow(readRow)
        , m_queue(most, mostBytes)
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
        const bool isBegin = news->isSnapshot && m_queue.isEmpty() && !m_gathered.isSnapshot;
        m_gathered.isSnapshot = m_gathered.isSnapshot || isBegin;
        if (news->lost > 0 || (news->isSnapshot && !isBegin))
            m_queue.addGap();
        m_gathered.lost += news->lost;
        for (Row &row : news->rows)
            m_gathered.lost += m_queue.add(std::move(row));
        m_gathered.refusal.reset();
        m_hasNews = true;
        return true;
    }
    void restart() override { m_sequence.reset(); }
    void refuse(const Error &why) override
    {
        m_gathered.refusal = why;
        m_hasNews = true;
    }
    bool flush() override
    {
        if (!m_hasNews || !m_out.isEmpty())
            return false;
        m_hasNews = false;
        m_gathered.entries = m_queue.take();
        m_out.put(std::exchange(m_gathered, {}));
        return true;
    }
    // The GUI thread.
    std::optional<StreamLook<Row>> collect() { return m_out.collect(); }

private:
    const ReadRow m_readRow;
    std::optional<qint64> m_sequence;
    RingQueue<Row> m_queue;
    StreamLook<Row> m_gathered;
    Mailbox<StreamLook<Row>> m_out;
};

} // namespace conversa::console
