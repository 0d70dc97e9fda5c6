// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminmessages.h"
#include "model/topicsink.h"

namespace conversa::console {

// What an admin table looks like now, as far as its server tells of it.
template <typename Row>
struct TableLook
{
    std::shared_ptr<const TableView<Row>> view; // null: none came yet
    std::optional<Error> refusal = {};
};

// Follows one table. Whatever comes while the look before was not collected makes one look of it.
template <typename Row>
class TableSink : public TopicSink
{
public:
    using ReadRow = Result<Row> (*)(simdjson::dom::object);

    explicit TableSink(ReadRow readRow)
        : m_readRow(readRow)
    {
    }

    bool take(const AdminMessage &message) override
    {
        auto news = readTableNews<Row>(message, m_readRow);
        if (!news) {
            refuse(news.error());
            return true;
        }
        if (auto *view = std::get_if<TableView<Row>>(&news->news))
            m_follower.start(news->sequence, std::move(*view));
        else if (!m_follower.follow(news->sequence, std::get<TableDelta<Row>>(news->news)))
            return false;
        m_refusal.reset();
        m_hasNews = true;
        return true;
    }
    void restart() override { m_follower = {}; }
    void refuse(const Error &why) override
    {
        m_refusal = why;
        m_hasNews = true;
    }
    bool flush() override
    {
        if (!m_hasNews || !m_out.isEmpty())
            return false;
        m_hasNews = false;
        if (m_refusal)
            m_out.put({ {}, std::exchange(m_refusal, std::nullopt) });
        else
            m_out.put({ std::make_shared<const TableView<Row>>(m_follower.view()) });
        return true;
    }
    // The GUI thread.
    std::optional<TableLook<Row>> collect() { return m_out.collect(); }

private:
    const ReadRow m_readRow;
    TableFollower<Row> m_follower;
    std::optional<Error> m_refusal;
    Mailbox<TableLook<Row>> m_out;
};

} // namespace conversa::console
