// SPDX-License-Identifier: Apache-2.0
// The admin socket of a running server (docs/protocol.md, "Admin socket"): a console's view follows what connects, talks and
// goes, and is what a fresh look shows.
// Seen red: the sequence not raised (follows), the cursor not read (windowBehindACursor), chats' messages taken on it (notAChat), the role not looked at (forAdminsOnly).
#include "admin/adminmessages.h"
#include "conformance/requests.h"
#include "support/restclient.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray asJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// A console: one admin socket and the view it shows.
class Console
{
public:
    explicit Console(quint16 port)
        : m_socket(port, {.token = "dev-admin-key", .path = "/api/v1/ws/admin"})
    {
        m_socket.waitFor("connected");
    }
    WsClient &socket() { return m_socket; }
    void say(const QByteArray &type, const QByteArray &payload)
    {
        m_socket.sendText(R"({"type":")" + type + R"(","request_id":"r","payload":)" + payload + '}');
    }
    // Takes the next news of the table; false: none came.
    bool takeNews(int deadlineMs = WsClient::patienceMs)
    {
        const QJsonObject message = m_socket.waitFor("", deadlineMs);
        const QString type = message["type"_L1].toString();
        if (type != "snapshot"_L1 && type != "delta"_L1)
            return !message.isEmpty();
        const auto news = readTableNews(asJson(message), readConnectionRow);
        if (!news)
            qFatal("%s", news.error().message.constData());
        if (const auto *snapshot = std::get_if<TableView<ConnectionRow>>(&news->news))
            m_follower.start(news->sequence, *snapshot);
        else
            m_gaps += !m_follower.follow(news->sequence, std::get<TableDelta<ConnectionRow>>(news->news));
        return true;
    }
    const TableView<ConnectionRow> &view() const { return m_follower.view(); }
    int gaps() const { return m_gaps; }

private:
    WsClient m_socket;
    TableFollower<ConnectionRow> m_follower;
    int m_gaps = 0;
};

} // namespace

class TestLiveAdminSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void follows();
    void onlyTheWindow();
    void windowBehindACursor();
    void silentWhileNothingChanges();
    void resynced();
    void unsubscribed();
    void stats();
    void notAChat();
    void forAdminsOnly();
    void wrong();

private:
    WsClient client() { return WsClient(m_server.port(), {.token = "dev-user-key"}); }

    ServerProcess m_server;
};

void TestLiveAdminSocket::initTestCase()
{
    QVERIFY2(m_server.start(), m_server.log());
}

void TestLiveAdminSocket::follows()
{
    Console console(m_server.port());
    console.say("subscribe", R"({"topic":"connections","filter":"role:agent","sort":"-in","fields":"user_name,in,sessions","interval_ms":250})");
    QVERIFY(console.takeNews());
    std::vector<std::unique_ptr<WsClient>> clients;
    QRandomGenerator random(5);
    for (int step = 0; step < 40; ++step) {
        if (clients.empty() || random.bounded(3) > 0) {
            clients.push_back(std::make_unique<WsClient>(m_server.port(), Handshake{.token = "dev-user-key"}));
            QCOMPARE(clients.back()->status(), 101);
        } else {
            clients.erase(clients.begin() + random.bounded(int(clients.size())));
        }
        for (const auto &each : clients) {
            if (random.bounded(4) == 0)
                QVERIFY(each->sync());
        }
        if (random.bounded(4) == 0)
            QVERIFY(console.takeNews());
    }
    const auto fresh = [&] {
        QList<std::pair<QString, int>> rows;
        for (const QJsonValue &row : get(m_server.port(), "/api/v1/admin/connections?filter=role:agent&sort=-in", "dev-admin-key").json["connections"_L1].toArray())
            rows.append({row["id"_L1].toString(), row["in"_L1].toInt()});
        return rows;
    };
    const auto shown = [&] {
        QList<std::pair<QString, int>> rows;
        for (const ConnectionRow &row : console.view().rows)
            rows.append({QString::fromLatin1(row.id.toByteArray()), int(row.messagesIn)});
        return rows;
    };
    for (int i = 0; i < 50 && shown() != fresh(); ++i)
        console.takeNews(1'000);
    QCOMPARE(shown(), fresh());
    QCOMPARE(console.view().total, qint64(clients.size()));
    QCOMPARE(console.gaps(), 0);
}

void TestLiveAdminSocket::onlyTheWindow()
{
    Console console(m_server.port());
    std::vector<std::unique_ptr<WsClient>> clients;
    for (int i = 0; i < 5; ++i)
        clients.push_back(std::make_unique<WsClient>(m_server.port(), Handshake{.token = "dev-user-key"}));
    console.say("subscribe", R"({"topic":"connections","filter":"role:agent","sort":"-in","limit":2,"fields":"in","interval_ms":250})");
    QVERIFY(console.takeNews());
    QCOMPARE(console.view().rows.size(), size_t(2));
    QVERIFY(console.view().total >= 5);
    QVERIFY(clients[3]->sync());
    while (console.view().rows.front().messagesIn != 1)
        QVERIFY(console.takeNews());
    QCOMPARE(console.view().rows.size(), size_t(2));
}

void TestLiveAdminSocket::windowBehindACursor()
{
    Console console(m_server.port());
    std::vector<std::unique_ptr<WsClient>> clients;
    for (int i = 0; i < 5; ++i)
        clients.push_back(std::make_unique<WsClient>(m_server.port(), Handshake{.token = "dev-user-key", .query = "client=paged/1"}));
    console.say("subscribe", R"({"topic":"connections","filter":"client:paged","limit":5,"interval_ms":250})");
    while (console.view().rows.size() < 5)
        QVERIFY(console.takeNews());
    const auto all = idsOf(console.view().rows);
    const Cursor behindSecond(placeOf(connectionFields()[0], all[1], all[1]));
    console.say("subscribe",
        R"({"topic":"connections","filter":"client:paged","limit":2,"interval_ms":250,"cursor":")" + behindSecond.toByteArray() + "\"}");
    while (console.view().rows.size() != 2)
        QVERIFY(console.takeNews());
    QCOMPARE(idsOf(console.view().rows), (std::vector<Uuid>{all[2], all[3]}));
    QCOMPARE(console.view().total, qint64(5));
    // It stays where it is while rows go.
    clients.clear();
    while (!console.view().rows.empty())
        QVERIFY(console.takeNews());
    console.say("subscribe", R"({"topic":"events","cursor":"x"})");
    QCOMPARE(console.socket().waitFor("error")["payload"_L1]["field"_L1].toString(), u"cursor"_s);
}

void TestLiveAdminSocket::silentWhileNothingChanges()
{
    Console console(m_server.port());
    WsClient other = client();
    console.say("subscribe", R"({"topic":"connections","filter":"role:agent","fields":"user_name","interval_ms":250})");
    console.say("subscribe", R"({"topic":"stats"})");
    QVERIFY(other.sync());
    // Some seconds of figures, and no row in between but those of the beginning.
    for (int i = 0; i < 3; ++i)
        QVERIFY(!console.socket().waitFor("stats").isEmpty());
    QVERIFY(console.socket().received("delta").size() <= 1);
    QCOMPARE(console.socket().received("snapshot").size(), 1);
}

void TestLiveAdminSocket::resynced()
{
    Console console(m_server.port());
    // The clients of earlier tests may still be on their way out.
    console.say("subscribe", R"({"topic":"connections","filter":"client:resynced","interval_ms":60000})");
    const QJsonObject first = console.socket().waitFor("snapshot");
    QCOMPARE(first["request_id"_L1].toString(), u"r"_s);
    WsClient other(m_server.port(), {.token = "dev-user-key", .query = "client=resynced/1"});
    QVERIFY(other.sync());
    console.say("resync", R"({"topic":"connections"})");
    const QJsonObject second = console.socket().waitFor("snapshot");
    QVERIFY(second["payload"_L1]["sequence"_L1].toInt() > first["payload"_L1]["sequence"_L1].toInt());
    QCOMPARE(second["payload"_L1]["total"_L1].toInt(), first["payload"_L1]["total"_L1].toInt() + 1);
}

void TestLiveAdminSocket::unsubscribed()
{
    Console console(m_server.port());
    console.say("subscribe", R"({"topic":"connections","interval_ms":250})");
    console.say("unsubscribe", R"({"topic":"connections"})");
    QVERIFY(!console.socket().waitFor("unsubscribed").isEmpty());
    const qsizetype before = console.socket().received().size();
    const WsClient other = client();
    console.say("subscribe", R"({"topic":"stats"})");
    for (int i = 0; i < 2; ++i)
        QVERIFY(!console.socket().waitFor("stats").isEmpty());
    QCOMPARE(console.socket().received().size(), before + 2);
}

void TestLiveAdminSocket::stats()
{
    Console console(m_server.port());
    WsClient other = client();
    QVERIFY(other.sync());
    console.say("subscribe", R"({"topic":"stats","interval_ms":1000})");
    const QJsonObject said = console.socket().waitFor("stats");
    const QJsonObject payload = said["payload"_L1].toObject();
    QFile file(qEnvironmentVariable("CONVERSA_SOURCE") + u"/tests/golden/admin/messages/stats.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject golden = QJsonDocument::fromJson(file.readAll()).object();
    QCOMPARE(said.keys(), golden.keys());
    QCOMPARE(payload.keys(), golden["payload"_L1].toObject().keys());
    QVERIFY(payload["clients"_L1].toInt() >= 2);
    QVERIFY(payload["database"_L1].toBool());
    QVERIFY(!console.socket().waitFor("stats").isEmpty());
}

void TestLiveAdminSocket::notAChat()
{
    Console console(m_server.port());
    console.socket().sendText(joining(session));
    QCOMPARE(console.socket().waitFor("error")["error"_L1].toString(), u"unknown_type"_s);
    // Nor does it hear of the tenant's inbox.
    WsClient agent = client();
    agent.sendText(sending("first"));
    QVERIFY(!agent.waitFor("message_sent").isEmpty());
    QVERIFY(!agent.waitFor("session_opened").isEmpty());
    QVERIFY(console.socket().sync());
    QCOMPARE(console.socket().received("session_opened").size(), 0);
}

void TestLiveAdminSocket::forAdminsOnly()
{
    const auto status = [this](const QByteArray &token) {
        return WsClient(m_server.port(), {.token = token, .path = "/api/v1/ws/admin"}).status();
    };
    QCOMPARE(status("dev-user-key"), 403);
    QCOMPARE(status("dev-contact-key"), 403);
    QCOMPARE(status("wrong"), 401);
    QCOMPARE(status("dev-admin-key"), 101);
}

void TestLiveAdminSocket::wrong()
{
    Console console(m_server.port());
    console.say("subscribe", R"({"topic":"connections","filter":"quue:1"})");
    const QJsonObject error = console.socket().waitFor("error")["payload"_L1].toObject();
    QCOMPARE(error["field"_L1].toString(), u"filter"_s);
    QCOMPARE(error["column"_L1].toInt(), 1);
    QCOMPARE(error["message"_L1].toString(), u"unknown field \"quue\"; did you mean \"queue\"?"_s);
    console.say("subscribe", R"({"topic":"connections","node":"nobody"})");
    QCOMPARE(console.socket().waitFor("error")["payload"_L1]["field"_L1].toString(), u"node"_s);
    console.say("subscribe", R"({"topic":"logs","node":"nobody"})");
    QCOMPARE(console.socket().waitFor("error")["payload"_L1]["field"_L1].toString(), u"node"_s);
    console.socket().sendText("{");
    QCOMPARE(console.socket().waitFor("error")["error"_L1].toString(), u"invalid_json"_s);
    QVERIFY(console.socket().sync());
}

QTEST_GUILESS_MAIN(TestLiveAdminSocket)
#include "tst_liveadminsocket.moc"
