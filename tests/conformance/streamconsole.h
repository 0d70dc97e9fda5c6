// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/streamnews.h"
#include "support/wsclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace conversa::test {

// One admin socket that follows one stream, as a console does.
template <typename Row>
class StreamConsole
{
public:
    StreamConsole(quint16 port, const QByteArray &token, Result<Row> (*readRow)(simdjson::dom::object), size_t most = 10'000)
        : m_socket(port, {.token = token, .path = "/api/v1/ws/admin"})
        , m_readRow(readRow)
        , m_follower(most)
    {
        m_socket.waitFor("connected");
    }
    WsClient &socket() { return m_socket; }
    // `more`: further members of the payload, with a comma before them.
    bool subscribe(const QByteArray &topic, const QByteArray &more = {})
    {
        say("subscribe", topic, ",\"interval_ms\":250" + more);
        return takeNews();
    }
    void say(const QByteArray &type, const QByteArray &topic, const QByteArray &more = {})
    {
        m_socket.sendText(R"({"type":")" + type + R"(","request_id":"r","payload":{"topic":")" + topic + "\"" + more + "}}");
    }
    // Takes the next news of the stream; false: none came.
    bool takeNews(int deadlineMs = WsClient::patienceMs)
    {
        const QJsonObject message = m_socket.waitFor("", deadlineMs);
        m_last = message;
        const QString type = message[QLatin1String("type")].toString();
        if (type != QLatin1String("snapshot") && type != QLatin1String("batch"))
            return !message.isEmpty();
        auto news = readStreamNews(QJsonDocument(message).toJson(QJsonDocument::Compact), m_readRow);
        if (!news)
            qFatal("%s", news.error().message.constData());
        m_gaps += !m_follower.follow(*std::move(news));
        return true;
    }
    // Whether a row comes for which `isWanted(row)` holds.
    template <typename IsWanted>
    bool waitFor(IsWanted isWanted)
    {
        do {
            if (std::any_of(rows().begin(), rows().end(), isWanted))
                return true;
        } while (takeNews());
        return false;
    }
    template <typename IsWanted>
    qsizetype count(IsWanted isWanted) const
    {
        return std::count_if(rows().begin(), rows().end(), isWanted);
    }
    const std::deque<Row> &rows() const { return m_follower.rows(); }
    const StreamFollower<Row> &follower() const { return m_follower; }
    const QJsonObject &last() const { return m_last; }
    int gaps() const { return m_gaps; }

private:
    WsClient m_socket;
    Result<Row> (*m_readRow)(simdjson::dom::object);
    StreamFollower<Row> m_follower;
    QJsonObject m_last;
    int m_gaps = 0;
};

} // namespace conversa::test
