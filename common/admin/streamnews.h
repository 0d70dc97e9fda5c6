// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/adminmessages.h"

#include <deque>

namespace conversa {

// What the server says of a stream: rows that came since the news before, or, to begin with, the latest it has.
template <typename Row>
struct StreamNews
{
    bool isSnapshot = false;
    qint64 sequence = 0;
    qint64 lost = 0; // entries between the news before and this that the server no longer had
    std::vector<Row> rows = {};

    bool operator==(const StreamNews &) const = default;
};

// Appends one envelope: "snapshot" or "batch". Rows are JSON as it goes over the wire.
void encodeStreamNews(QByteArray &out, const EnvelopeInfo &info, AdminTopic topic, const StreamNews<QByteArray> &news);

// A snapshot or a batch, by the type of its envelope. InvalidField or InvalidMessage for what is none.
template <typename Row>
Result<StreamNews<Row>> readStreamNews(const AdminMessage &message, Result<Row> (*readRow)(simdjson::dom::object));
// The same of its text.
template <typename Row>
Result<StreamNews<Row>> readStreamNews(QByteArrayView json, Result<Row> (*readRow)(simdjson::dom::object))
{
    JsonParser parser;
    const auto message = readAdminMessage(parser, json);
    if (!message)
        return message.error();
    return readStreamNews(*message, readRow);
}

// The latest rows of a stream, as its news tell them. Batches count on from the snapshot; one that is missing makes the view
// stale until the next snapshot.
template <typename Row>
class StreamFollower
{
public:
    // most: rows it keeps, 1 or more.
    explicit StreamFollower(size_t most)
        : m_most(most)
    {
    }

    // False: the batch does not follow; ask for a new snapshot.
    bool follow(StreamNews<Row> news)
    {
        if (news.isSnapshot)
            m_rows.clear();
        else if (!m_sequence || news.sequence != *m_sequence + 1) {
            m_sequence.reset();
            return false;
        }
        m_sequence = news.sequence;
        m_lost += news.lost;
        for (Row &row : news.rows)
            m_rows.push_back(std::move(row));
        while (m_rows.size() > m_most)
            m_rows.pop_front();
        return true;
    }
    // The latest last.
    const std::deque<Row> &rows() const { return m_rows; }
    // Entries that the server said it had lost.
    qint64 lost() const { return m_lost; }
    // There was a snapshot, and nothing is missing since.
    bool isCurrent() const { return m_sequence.has_value(); }

private:
    const size_t m_most;
    std::deque<Row> m_rows;
    std::optional<qint64> m_sequence;
    qint64 m_lost = 0;
};

} // namespace conversa
