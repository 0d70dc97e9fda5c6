// SPDX-License-Identifier: Apache-2.0
// Taps of a running server (docs/protocol.md, "Taps"): whose frames are seen and whose not, what is masked, cut and lost, how
// a tap ends, and what of it the audit log has.
// Seen red: the tenant not looked at (tenantsAreApart), tokens looked for by one type of message alone
// (tokensAreMasked), a tap that goes on (endsByTime), what is lost not counted (slowWatcher), admin sockets fed (notItself),
// a batch that waits for the next look (moreThanABatch).
#include "conformance/adminkeys.h"
#include "admin/framerow.h"
#include "conformance/requests.h"
#include "conformance/streamconsole.h"
#include "support/auditreader.h"
#include "support/serverprocess.h"

#include <QDateTime>
#include <QTest>

#include <chrono>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray admin = "dev-admin-key";
const QByteArray agentId = "770e8400-e29b-41d4-a716-446655440001";

class Tap : public StreamConsole<FrameRow>
{
public:
    explicit Tap(quint16 port, const QByteArray &token = admin)
        : StreamConsole(port, token, readFrameRow)
    {
    }
    bool open(const QByteArray &kind, const QByteArray &id, const QByteArray &more = {})
    {
        return subscribe("frames", ",\"" + kind + "\":\"" + id + "\"" + more);
    }
    // Whether a frame comes with this in its payload.
    bool sees(const QByteArray &text)
    {
        return waitFor([&](const FrameRow &row) { return row.payload.contains(text); });
    }
    qsizetype seen(const QByteArray &text) const
    {
        return count([&](const FrameRow &row) { return row.payload.contains(text); });
    }
};

// A client, and its id as the server greets it with.
struct Known
{
    explicit Known(quint16 port, const QByteArray &token = "dev-user-key")
        : client(port, {.token = token})
        , id(client.waitFor("connected")["payload"_L1]["client_id"_L1].toString().toUtf8())
    {
    }
    WsClient client;
    QByteArray id;
};

} // namespace

class TestLiveTaps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void oneConnection();
    void controlFrames();
    void oneUser();
    void oneSession();
    void tokensAreMasked();
    void longOnesAreCut();
    void moreThanABatch();
    void slowWatcher();
    void endsByTime();
    void audited();
    void notItself();
    void noMoreThanEight();
    void tenantsAreApart();
    void wrong();

private:
    QByteArray keyOf(const QByteArray &tenant)
    {
        return adminKeyOf(m_server, m_url, QString::fromUtf8(tenant));
    }

    ServerProcess m_server;
    QString m_url;
};

void TestLiveTaps::initTestCase()
{
    m_url = u"--database.url=sqlite://"_s + m_server.file(u"taps.db"_s);
    QVERIFY2(m_server.start({m_url}), m_server.log());
}

void TestLiveTaps::oneConnection()
{
    Known tapped(m_server.port());
    Known other(m_server.port());
    Tap tap(m_server.port());
    QVERIFY(tap.open("connection_id", tapped.id));
    const auto before = std::chrono::system_clock::now();
    other.client.sendText(R"({"type":"ping","request_id":"of-the-other"})");
    QVERIFY(other.client.sync());
    tapped.client.sendText(R"({"type":"ping","request_id":"mine"})");
    QVERIFY(tap.waitFor([](const FrameRow &row) { return row.isOut && row.payload.contains("pong"); }));
    QCOMPARE(tap.rows().size(), size_t(2));
    QCOMPARE(tap.rows()[0].payload, QByteArray(R"({"type":"ping","request_id":"mine"})"));
    QCOMPARE(tap.rows()[0].size, qint64(tap.rows()[0].payload.size()));
    QCOMPARE(tap.rows()[0].opcode, QByteArray("text"));
    QVERIFY(!tap.rows()[0].isOut && tap.rows()[0].cut == 0);
    QCOMPARE(tap.rows()[1].connection.toByteArray(), tapped.id);
    QCOMPARE(tap.rows()[1].payload, tapped.client.received("pong").value(0, tap.rows()[1].payload));
    const qint64 sinceUs = tap.rows()[0].atUs - std::chrono::duration_cast<std::chrono::microseconds>(before.time_since_epoch()).count();
    QVERIFY(sinceUs >= 0 && sinceUs < 60'000'000);
    QVERIFY(tap.rows()[1].atUs >= tap.rows()[0].atUs);
}

void TestLiveTaps::controlFrames()
{
    Known tapped(m_server.port());
    Tap tap(m_server.port());
    QVERIFY(tap.open("connection_id", tapped.id));
    tapped.client.sendBytes(QByteArray("\x89\x82\x00\x00\x00\x00\xff\x01", 8));
    tapped.client.sendClose(4321);
    QVERIFY(tap.waitFor([](const FrameRow &row) { return row.isOut && row.opcode == "close"; }));
    const auto has = [&](bool isOut, const QByteArray &opcode, const QByteArray &payload, const QByteArray &hex) {
        return tap.count([&](const FrameRow &row) { return row.isOut == isOut && row.opcode == opcode && row.payload == payload && row.hex == hex; }) == 1;
    };
    QVERIFY(has(false, "ping", "", "ff01"));
    QVERIFY(has(true, "pong", "", "ff01"));
    QVERIFY(has(false, "close", "4321 ", ""));
    QVERIFY(has(true, "close", "4321 ", ""));
}

void TestLiveTaps::oneUser()
{
    Known first(m_server.port());
    Tap tap(m_server.port());
    QVERIFY(tap.open("user_id", agentId));
    Known second(m_server.port()); // that comes later
    Known contact(m_server.port(), "dev-contact-key");
    for (Known *each : {&first, &second, &contact})
        each->client.sendText(R"({"type":"ping","request_id":"of-)" + each->id + "\"}");
    QVERIFY(tap.sees("of-" + first.id));
    QVERIFY(tap.sees("of-" + second.id));
    QVERIFY(contact.client.sync());
    QCOMPARE(tap.seen("of-" + contact.id), qsizetype(0));
    QVERIFY(tap.sees("\"connected\""));
}

void TestLiveTaps::oneSession()
{
    Known agent(m_server.port());
    Known contact(m_server.port(), "dev-contact-key");
    Tap tap(m_server.port());
    QVERIFY(tap.open("session_id", session));
    agent.client.sendText(sending("hello"));
    QVERIFY(!agent.client.waitFor("message_sent").isEmpty());
    contact.client.sendText(joining(session.toUpper()));
    QVERIFY(!contact.client.waitFor("session_joined").isEmpty());
    agent.client.sendText(R"({"type":"ping","request_id":"elsewhere"})");
    QVERIFY(agent.client.sync());
    QVERIFY(tap.sees("\"send_message\"") && tap.sees("\"message_sent\"") && tap.sees(session.toUpper()) && tap.sees("\"session_joined\""));
    QCOMPARE(tap.seen("elsewhere"), qsizetype(0));
    QVERIFY(tap.count([&](const FrameRow &row) { return row.connection.toByteArray() == contact.id; }) >= 2);
}

void TestLiveTaps::tokensAreMasked()
{
    Known tapped(m_server.port());
    Tap tap(m_server.port());
    QVERIFY(tap.open("connection_id", tapped.id));
    const QByteArray secret = "cv_never-to-be-seen";
    const QByteArrayList messages{
        R"({"type":"refresh_token","request_id":"plain","payload":{"token":"SECRET"}})",
        R"({"type":"authenticate","request_id":"other","payload":{"token":"SECRET"}})",
        R"({"type":"refresh_token","request_id":"escaped","payload":{"tok\u0065n":"SECRET"}})",
        R"({"type":"ping","request_id":"nested","payload":{"a":[{"token":"SECRET"}]}})",
        R"({"token":"SECRET","type":"refresh_token","request_id":"outside"})",
        R"({"type":"refresh_token","payload":{"token":"SECRET",}})",
        R"({"type":"refresh_token","payload":{"tok\u0065n":"SECRET",}})",
    };
    for (QByteArray message : messages)
        tapped.client.sendText(message.replace("SECRET", secret));
    tapped.client.sendText(R"({"type":"ping","request_id":"the-end"})");
    QVERIFY(tap.sees("the-end"));
    QCOMPARE(tap.seen(secret), qsizetype(0));
    for (const QByteArray id : {"plain", "other", "escaped", "nested", "outside"})
        QVERIFY2(tap.seen("\"request_id\":\"" + id + "\",\"payload\":\"(masked)\"") == 1, id);
    QCOMPARE(tap.seen("(withheld: "), qsizetype(2));
    for (const QByteArray &message : tap.socket().received())
        QVERIFY(!message.contains(secret));
}

void TestLiveTaps::longOnesAreCut()
{
    Known tapped(m_server.port());
    Tap tap(m_server.port());
    QVERIFY(tap.open("connection_id", tapped.id));
    const QByteArray message = R"({"type":"ping","filler":")" + QByteArray("\xC3\xA3").repeated(5'000) + "\"}";
    tapped.client.sendText(message);
    QVERIFY(tap.waitFor([](const FrameRow &row) { return row.cut > 0; }));
    const FrameRow &row = tap.rows()[0];
    QCOMPARE(row.size, qint64(message.size()));
    QVERIFY(row.payload.size() <= 4'096 && row.payload.size() >= 4'093);
    QCOMPARE(row.payload.size() + row.cut, row.size);
    QVERIFY(message.startsWith(row.payload) && row.payload.isValidUtf8());
}

void TestLiveTaps::moreThanABatch()
{
    constexpr qint64 intervalMs = 4'000;
    Known tapped(m_server.port());
    Tap tap(m_server.port());
    tap.say("subscribe", "frames", ",\"limit\":10,\"interval_ms\":" + QByteArray::number(intervalMs) + ",\"connection_id\":\"" + tapped.id + "\"");
    QVERIFY(tap.takeNews());
    for (int i = 0; i < 40; ++i)
        tapped.client.sendText("{\"type\":\"ping\",\"request_id\":\"of-" + QByteArray::number(i) + "\"}");
    QVERIFY(tapped.client.sync());
    QList<qint64> times;
    while (tap.seen("of-39") < 2) {
        QVERIFY(tap.takeNews());
        times.append(QDateTime::fromString(tap.last()["timestamp"_L1].toString(), Qt::ISODateWithMs).toMSecsSinceEpoch());
    }
    QCOMPARE(tap.gaps(), 0);
    QVERIFY(times.size() >= 8);
    QVERIFY2(times.last() - times.first() < intervalMs, "the second batch waited for the next look");
}

void TestLiveTaps::slowWatcher()
{
    Known tapped(m_server.port());
    Tap tap(m_server.port());
    QVERIFY(tap.open("connection_id", tapped.id, R"(,"limit":500)"));
    constexpr int messages = 6'000;
    for (int i = 0; i < messages; ++i)
        tapped.client.sendText(R"({"type":"ping"})");
    QVERIFY(tapped.client.sync());
    // In and out, each is either shown or counted; sync() adds two.
    while (qint64(tap.rows().size()) + tap.follower().lost() < 2 * messages + 2)
        QVERIFY(tap.takeNews());
    QCOMPARE(qint64(tap.rows().size()) + tap.follower().lost(), qint64(2 * messages + 2));
    QVERIFY(tap.follower().lost() > 0);
    QCOMPARE(tap.gaps(), 0);
}

void TestLiveTaps::endsByTime()
{
    Known tapped(m_server.port());
    Tap tap(m_server.port());
    QVERIFY(tap.open("connection_id", tapped.id, R"(,"duration_ms":1000)"));
    const QJsonObject end = tap.socket().waitFor("unsubscribed");
    QCOMPARE(end["payload"_L1]["topic"_L1].toString(), u"frames"_s);
    QCOMPARE(end["payload"_L1]["reason"_L1].toString(), u"time"_s);
    const qsizetype before = tap.socket().received().size();
    QVERIFY(tapped.client.sync());
    QVERIFY(tap.socket().sync());
    tap.takeNews(600);
    QCOMPARE(tap.socket().received().size(), before + 1); // its pong
}

void TestLiveTaps::audited()
{
    Known tapped(m_server.port());
    {
        Tap tap(m_server.port());
        QVERIFY(tap.open("connection_id", tapped.id));
        QVERIFY(tapped.client.sync());
        QVERIFY(tap.sees("pong"));
    }
    AuditReader audit{m_server.port(), admin};
    const auto rowOf = [&](const QByteArray &action, qsizetype least) {
        for (const QJsonObject &row : audit.waitFor("&action=" + action, least)) {
            if (row["target"_L1].toString().toUtf8() == "connection " + tapped.id)
                return row;
        }
        return QJsonObject();
    };
    const QJsonObject started = rowOf("tap_started", 1);
    QCOMPARE(started["detail"_L1].toString(), u"duration_ms=300000"_s);
    QJsonObject ended;
    for (qsizetype least = 1; ended.isEmpty() && least < 20; ++least)
        ended = rowOf("tap_ended", least);
    QCOMPARE(ended["detail"_L1].toString(), u"frames=2"_s);
    for (const QJsonObject &row : {started, ended}) {
        QCOMPARE(row["key_id"_L1].toString(), u"770e8400-e29b-41d4-a716-446655440000"_s);
        QCOMPARE(row["address"_L1].toString(), u"127.0.0.1"_s);
        QCOMPARE(row["result"_L1].toString(), u"ok"_s);
    }
}

void TestLiveTaps::notItself()
{
    Tap tap(m_server.port());
    QVERIFY(tap.open("user_id", "770e8400-e29b-41d4-a716-446655440000")); // the admin's own
    for (int i = 0; i < 3; ++i)
        QVERIFY(tap.socket().sync());
    tap.takeNews(600);
    QCOMPARE(tap.rows().size(), size_t(0));
}

void TestLiveTaps::noMoreThanEight()
{
    Known tapped(m_server.port());
    std::vector<std::unique_ptr<Tap>> taps;
    for (int i = 0; i < 8; ++i) {
        taps.push_back(std::make_unique<Tap>(m_server.port()));
        QVERIFY(taps.back()->open("connection_id", tapped.id));
        QVERIFY(taps.back()->follower().isCurrent());
    }
    Tap ninth(m_server.port());
    QVERIFY(ninth.open("connection_id", tapped.id));
    QCOMPARE(ninth.last()["error"_L1].toString(), u"limit_exceeded"_s);
    // One that takes another's place is none more.
    QVERIFY(taps.back()->open("connection_id", tapped.id));
    QCOMPARE(taps.back()->last()["type"_L1].toString(), u"snapshot"_s);
    taps.front()->say("unsubscribe", "frames");
    QVERIFY(!taps.front()->socket().waitFor("unsubscribed").isEmpty());
    QVERIFY(ninth.open("connection_id", tapped.id));
    QCOMPARE(ninth.last()["type"_L1].toString(), u"snapshot"_s);
}

void TestLiveTaps::tenantsAreApart()
{
    Known tapped(m_server.port());
    Tap shop(m_server.port(), keyOf("shop"));
    Tap all(m_server.port(), keyOf("*"));
    QVERIFY(shop.open("connection_id", tapped.id));
    QVERIFY(all.open("connection_id", tapped.id));
    QVERIFY(tapped.client.sync());
    QVERIFY(all.sees("pong"));
    shop.takeNews(600);
    QCOMPARE(shop.rows().size(), size_t(0));
}

void TestLiveTaps::wrong()
{
    Tap tap(m_server.port());
    const auto field = [&](const QByteArray &more) {
        tap.say("subscribe", "frames", more);
        return tap.socket().waitFor("error")["payload"_L1]["field"_L1].toString();
    };
    QCOMPARE(field(""), u"connection_id"_s);
    QCOMPARE(field(",\"session_id\":\"" + session + "\",\"user_id\":\"" + agentId + "\""), u"connection_id"_s);
    QCOMPARE(field(R"(,"user_id":"me")"), u"user_id"_s);
    QCOMPARE(field(",\"user_id\":\"" + agentId + "\",\"duration_ms\":900001"), u"duration_ms"_s);
}

QTEST_GUILESS_MAIN(TestLiveTaps)
#include "tst_livetaps.moc"
