// SPDX-License-Identifier: Apache-2.0
// Agents at several servers: each hears once of a customer's session that opens, changes, is closed and reopened at any of
// them, and so do the session's members of the last two, by Redis, by PostgreSQL alone, and by both; and a server without
// agents of a tenant receives nothing of its inboxes.
// Seen red: with closings kept from the peers (byRedis), with inbox changes that have no notice (byTheDatabase), with
// closings told as they come (byBoth), without the sweep (missed), with
// a sweep that knows heads alone (missedClosing), with a server that listens to inboxes of every tenant
// (onlyItsOwn).
#include "core/uuid.h"
#include "fault/scene.h"
#include "support/faultproxy.h"
#include "support/proxythread.h"
#include "support/restclient.h"

#include <QTest>

#include <algorithm>
#include <deque>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

using Way = FaultProxy::Way;

constexpr int noticedMs = 3'000;
const QByteArray contactId = "660e8400-e29b-41d4-a716-446655440000";

QByteArray newId()
{
    return Uuid::random().toByteArray();
}

QByteArray creation(const QByteArray &session)
{
    return R"({"session_id":")" + session + R"(","contact_id":")" + contactId + "\"}";
}

QByteArray pathOf(const QByteArray &session, const QByteArray &action)
{
    return "/api/v1/sessions/" + session + '/' + action;
}

// The row of the next such event, which has to be of that session.
QJsonObject rowFrom(WsClient &agent, const QByteArray &type, const QByteArray &session)
{
    const QJsonObject row = agent.waitFor(type).value("payload"_L1).toObject();
    return row.value("session_id"_L1).toString().toLatin1() == session ? row : QJsonObject();
}

// How often it was told such a thing of that session.
qsizetype countOf(const WsClient &client, const QByteArray &type, const QByteArray &session)
{
    const QList<QByteArray> all = client.received(type);
    return std::count_if(all.begin(), all.end(), [&](const QByteArray &text) { return text.contains(session); });
}

} // namespace

class TestLinkedInboxes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void byRedis();
    void byTheDatabase(); // F14
    void byBoth();
    void missed();
    void missedClosing();
    void onlyItsOwn();

private:
    bool begin(int nodes);
    // What becomes of a session at the last node, with an agent at each.
    void live();
    bool areSubscribed(int nodes);

    Cluster m_cluster;
};

void TestLinkedInboxes::initTestCase()
{
    const auto started = m_cluster.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
}

void TestLinkedInboxes::cleanup()
{
    if (!m_cluster.redis().command({u"PING"_s}))
        QVERIFY(m_cluster.redis().restart());
}

bool TestLinkedInboxes::begin(int nodes)
{
    if (!m_cluster.begin(nodes) || !m_cluster.knowEachOther())
        return false;
    for (int i = 0; i < nodes; ++i) {
        if (!m_cluster.node(i).waitForLog("node_came") || !becomesLinked(m_cluster.port(i), true, noticedMs))
            return false;
    }
    return true;
}

bool TestLinkedInboxes::areSubscribed(int nodes)
{
    return QTest::qWaitFor([&] {
        const auto counted = m_cluster.redis().command({u"PUBSUB"_s, u"NUMSUB"_s, u"websocket:inbox:dev"_s});
        return counted && counted->endsWith(QByteArray::number(nodes));
    });
}

void TestLinkedInboxes::live()
{
    const quint16 origin = m_cluster.port(m_cluster.size() - 1);
    const QByteArray session = newId();
    std::deque<WsClient> agents;
    std::deque<WsClient> members;
    for (int i = 0; i < m_cluster.size(); ++i)
        QVERIFY(agents.emplace_back(m_cluster.port(i)).sync());
    QCOMPARE(post(origin, "/api/v1/sessions", creation(session)).status, 201);
    for (WsClient &agent : agents)
        QVERIFY2(!rowFrom(agent, "session_opened", session).isEmpty(), m_cluster.logs());
    for (int i = 0; i < m_cluster.size(); ++i) {
        WsClient &member = members.emplace_back(m_cluster.port(i), Handshake{.token = "dev-contact-key"});
        member.sendText(R"({"type":"join_session","payload":{"session_id":")" + session + "\"}}");
        QVERIFY(!member.waitFor("session_joined").isEmpty());
    }
    QCOMPARE(post(origin, pathOf(session, "messages"), R"({"external_id":"1","contact_id":")" + contactId + R"(","author":"contact","text":"hello"})").status, 201);
    for (WsClient &agent : agents) {
        const QJsonObject row = rowFrom(agent, "session_updated", session);
        QVERIFY2(row.value("last_message"_L1).toObject().value("text"_L1).toString() == u"hello"_s, m_cluster.logs());
        QCOMPARE(row.value("unread"_L1).toInt(), 1);
    }
    for (const auto &[action, state, event] : {std::tuple{"close", u"closed"_s, "session_closed"}, {"reopen", u"open"_s, "session_reopened"}}) {
        QCOMPARE(post(origin, pathOf(session, action), {}).status, 200);
        for (WsClient &agent : agents)
            QVERIFY2(rowFrom(agent, "session_updated", session).value("state"_L1).toString() == state, m_cluster.logs());
        for (WsClient &member : members)
            QVERIFY2(!member.waitFor(event).isEmpty(), m_cluster.logs());
    }
    // What comes a second time, by another way or with the next gathering, comes before these.
    for (int i = 0; i < 2; ++i) {
        const QByteArray marker = newId();
        QCOMPARE(post(origin, "/api/v1/sessions", creation(marker)).status, 201);
        for (WsClient &agent : agents)
            QVERIFY(!rowFrom(agent, "session_opened", marker).isEmpty());
    }
    for (const WsClient &agent : agents) {
        QCOMPARE(countOf(agent, "session_opened", session), 1);
        QCOMPARE(countOf(agent, "session_updated", session), 3);
    }
    for (WsClient &member : members) {
        QVERIFY(member.sync());
        QCOMPARE(countOf(member, "session_closed", session), 1);
        QCOMPARE(countOf(member, "session_reopened", session), 1);
        QVERIFY(member.received("session_opened").isEmpty() && member.received("session_updated").isEmpty());
    }
}

void TestLinkedInboxes::byRedis()
{
    QVERIFY2(begin(2), m_cluster.logs());
    live();
}

void TestLinkedInboxes::byTheDatabase()
{
    QVERIFY2(begin(2), m_cluster.logs());
    m_cluster.redis().kill();
    QVERIFY2(!m_cluster.redis().command({u"PING"_s}), "fault not observed");
    for (int i = 0; i < 2; ++i)
        QVERIFY2(becomesLinked(m_cluster.port(i), false, noticedMs), "fault not observed");
    live();
}

// The first node has no Redis, so the others tell what they publish by the database too.
void TestLinkedInboxes::byBoth()
{
    QVERIFY2(begin(3), m_cluster.logs());
    ProxyThread<FaultProxy> link(m_cluster.redis().port());
    link.with([](FaultProxy &proxy) { proxy.blackholeNew(); });
    m_cluster.configure(0, {u"--redis.url=redis://127.0.0.1:%1"_s.arg(link.port())});
    QVERIFY2(m_cluster.restart(0) && m_cluster.knowEachOther(), m_cluster.logs());
    QVERIFY2(becomesLinked(m_cluster.port(0), false, noticedMs) && becomesLinked(m_cluster.port(2), true, noticedMs), "fault not observed");
    QVERIFY(QTest::qWaitFor([&] { return m_cluster.node(2).log().count("node_came") == 3; }, ServerProcess::patienceMs));
    live();
}

// What Redis did not deliver is found when the way is made anew.
void TestLinkedInboxes::missed()
{
    QVERIFY2(begin(2), m_cluster.logs());
    ProxyThread<FaultProxy> link(m_cluster.redis().port());
    m_cluster.configure(0, {u"--redis.url=redis://127.0.0.1:%1"_s.arg(link.port())});
    QVERIFY2(m_cluster.restart(0) && m_cluster.knowEachOther() && becomesLinked(m_cluster.port(0), true, noticedMs), m_cluster.logs());
    QVERIFY(QTest::qWaitFor([&] { return m_cluster.node(1).log().count("node_came") == 2; }, ServerProcess::patienceMs));
    WsClient here(m_cluster.port(0));
    WsClient there(m_cluster.port(1));
    QVERIFY(here.sync() && there.sync() && areSubscribed(2));
    const auto swallowed = std::make_shared<int>(0);
    link.with([=](FaultProxy &proxy) {
        proxy.setFilter([=](int, Way way, const QByteArray &bytes) {
            const bool isInbox = way == Way::ToClient && bytes.contains("\"kind\":\"inbox\"");
            *swallowed += isInbox;
            return isInbox ? QByteArray() : bytes;
        });
    });
    const QByteArray session = newId();
    QCOMPARE(post(m_cluster.port(1), "/api/v1/sessions", creation(session)).status, 201);
    QVERIFY(!rowFrom(there, "session_opened", session).isEmpty());
    const auto count = [&] {
        int now = 0;
        link.with([&](FaultProxy &) { now = *swallowed; });
        return now;
    };
    QVERIFY2(QTest::qWaitFor([&] { return count() > 0; }), "fault not observed");
    QVERIFY(here.sync());
    QCOMPARE(countOf(here, "session_opened", session), 0);
    link.with([](FaultProxy &proxy) {
        proxy.setFilter({});
        proxy.reset();
    });
    QVERIFY2(!rowFrom(here, "session_opened", session).isEmpty(), m_cluster.logs());
    QVERIFY2(becomesLinked(m_cluster.port(0), true, noticedMs), m_cluster.logs());
    const QByteArray marker = newId();
    QCOMPARE(post(m_cluster.port(1), "/api/v1/sessions", creation(marker)).status, 201);
    QVERIFY(!rowFrom(here, "session_opened", marker).isEmpty());
    QCOMPARE(countOf(here, "session_opened", session) + countOf(here, "session_updated", session), 1);
}

// A session's members hear of what Redis did not deliver with the next sweep.
void TestLinkedInboxes::missedClosing()
{
    QVERIFY2(begin(2), m_cluster.logs());
    ProxyThread<FaultProxy> link(m_cluster.redis().port());
    m_cluster.configure(0, {u"--redis.url=redis://127.0.0.1:%1"_s.arg(link.port())});
    QVERIFY2(m_cluster.restart(0) && m_cluster.knowEachOther() && becomesLinked(m_cluster.port(0), true, noticedMs), m_cluster.logs());
    const QByteArray session = newId();
    QCOMPARE(post(m_cluster.port(1), "/api/v1/sessions", creation(session)).status, 201);
    WsClient member(m_cluster.port(0), {.token = "dev-contact-key"});
    member.sendText(R"({"type":"join_session","payload":{"session_id":")" + session + "\"}}");
    QVERIFY(!member.waitFor("session_joined").isEmpty());
    const auto swallowed = std::make_shared<int>(0);
    link.with([=](FaultProxy &proxy) {
        proxy.setFilter([=](int, Way way, const QByteArray &bytes) {
            const bool isChange = way == Way::ToClient && bytes.contains("\"kind\":\"closed\"");
            *swallowed += isChange;
            return isChange ? QByteArray() : bytes;
        });
    });
    for (const auto &[action, event] : {std::pair{"close", "session_closed"}, {"reopen", "session_reopened"}}) {
        QCOMPARE(post(m_cluster.port(1), pathOf(session, action), {}).status, 200);
        QVERIFY2(!member.waitFor(event).isEmpty(), m_cluster.logs());
    }
    int count = 0;
    link.with([&](FaultProxy &) { count = *swallowed; });
    QVERIFY2(count >= 2, "fault not observed");
    QVERIFY(member.sync());
    QCOMPARE(countOf(member, "session_closed", session) + countOf(member, "session_reopened", session), 2);
}

void TestLinkedInboxes::onlyItsOwn()
{
    QVERIFY2(begin(2), m_cluster.logs());
    ProxyThread<FaultProxy> link(m_cluster.redis().port());
    const auto named = std::make_shared<qsizetype>(0);
    const auto heard = std::make_shared<qsizetype>(0);
    link.with([=](FaultProxy &proxy) {
        proxy.setFilter([=](int, Way way, const QByteArray &bytes) {
            *named += way == Way::ToClient ? bytes.count("websocket:inbox:dev") : 0;
            *heard += way == Way::ToClient ? bytes.count("\"kind\":\"inbox\"") : 0;
            return bytes;
        });
    });
    const auto counts = [&] {
        std::pair<qsizetype, qsizetype> both;
        link.with([&](FaultProxy &) { both = {*named, *heard}; });
        return both;
    };
    m_cluster.configure(1, {u"--redis.url=redis://127.0.0.1:%1"_s.arg(link.port())});
    QVERIFY2(m_cluster.restart(1) && m_cluster.knowEachOther() && becomesLinked(m_cluster.port(1), true, noticedMs), m_cluster.logs());
    WsClient here(m_cluster.port(0));
    WsClient contact(m_cluster.port(1), {.token = "dev-contact-key"});
    QVERIFY(here.sync() && contact.sync());
    constexpr int sessions = 50;
    const auto makeSessions = [&] {
        for (int i = 0; i < sessions; ++i)
            QCOMPARE(post(m_cluster.port(0), "/api/v1/sessions", creation(newId())).status, 201);
        for (int i = 0; i < sessions; ++i)
            QVERIFY(!here.waitFor("session_opened").isEmpty());
    };
    QVERIFY(areSubscribed(1));
    makeSessions();
    const auto without = counts();
    WsClient there(m_cluster.port(1));
    QVERIFY(there.sync() && areSubscribed(2));
    makeSessions();
    QTRY_VERIFY(counts().second > 0);
    qInfo("a node received %lld inbox events of a tenant without agents there, and %lld with one", qint64(without.second), qint64(counts().second));
    QCOMPARE(without, (std::pair<qsizetype, qsizetype>(0, 0)));
}

QTEST_GUILESS_MAIN(TestLinkedInboxes)
#include "tst_linkedinboxes.moc"
