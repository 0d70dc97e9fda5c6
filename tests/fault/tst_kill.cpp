// SPDX-License-Identifier: Apache-2.0
// The server is killed and stopped under load. What was confirmed is stored and received exactly once, in order.
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QMap>
#include <QTest>

#include <csignal>

using namespace conversa::test;

namespace {

const QString session = QStringLiteral("550e8400-e29b-41d4-a716-446655440000");

QJsonObject message(const char *type, QJsonObject payload)
{
    payload.insert(QStringLiteral("session_id"), session);
    return { { QStringLiteral("type"), QString::fromLatin1(type) }, { QStringLiteral("payload"), payload } };
}

QJsonObject sending(int number)
{
    const QString name = QString::number(number);
    return message("send_message",
        { { QStringLiteral("contact_id"), QStringLiteral("660e8400-e29b-41d4-a716-446655440000") },
            { QStringLiteral("text"), name }, { QStringLiteral("client_message_id"), name } });
}

QJsonObject payloadOf(const QJsonObject &envelope)
{
    return envelope.value(QLatin1String("payload")).toObject();
}

int seqOf(const QJsonObject &payload)
{
    return payload.value(QLatin1String("seq")).toInt();
}

QString textOf(const QJsonObject &payload)
{
    return payload.value(QLatin1String("text")).toString();
}

} // namespace

class TestKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void killedInABurst(); // F01
    void terminatedUnderLoad(); // F04
    void terminatedTwice(); // F05

private:
    void sendBurst(WsClient &client, int from, int count);
    // Every confirmation that arrives before the end of the connection or of the wanted ones.
    void collect(WsClient &client, int wanted);
    QMap<int, QString> stored();
    void compare();

    ServerProcess m_server;
    QStringList m_database;
    QMap<int, QString> m_confirmed; // seq to text
};

void TestKill::init()
{
    m_confirmed.clear();
    QFile::remove(m_server.file(QStringLiteral("k.db")));
    QFile::remove(m_server.file(QStringLiteral("k.db-wal")));
    QFile::remove(m_server.file(QStringLiteral("k.db-shm")));
    m_database = QStringList{ QStringLiteral("--database.url=sqlite://") + m_server.file(QStringLiteral("k.db")) };
    QVERIFY2(m_server.start(m_database), m_server.log());
}

void TestKill::sendBurst(WsClient &client, int from, int count)
{
    for (int i = from; i < from + count; ++i)
        client.sendJson(sending(i));
}

void TestKill::collect(WsClient &client, int wanted)
{
    while (wanted-- > 0) {
        const QJsonObject sent = payloadOf(client.waitFor("message_sent"));
        if (sent.isEmpty())
            return;
        const int seq = seqOf(sent);
        if (m_confirmed.contains(seq))
            QCOMPARE(m_confirmed.value(seq), textOf(sent));
        m_confirmed.insert(seq, textOf(sent));
    }
}

QMap<int, QString> TestKill::stored()
{
    QMap<int, QString> rows;
    WsClient reader(m_server.port(), { .token = "dev-admin-key" });
    for (bool hasMore = true; hasMore;) {
        reader.sendJson(
            message("get_history", { { QStringLiteral("after_seq"), rows.isEmpty() ? 0 : rows.lastKey() } }));
        const QJsonObject page = payloadOf(reader.waitFor("history"));
        const QJsonArray messages = page.value(QLatin1String("messages")).toArray();
        for (const auto &row : messages)
            rows.insert(seqOf(row.toObject()), textOf(row.toObject()));
        hasMore = page.value(QLatin1String("has_more")).toBool() && !messages.isEmpty();
    }
    return rows;
}

void TestKill::compare()
{
    const QMap<int, QString> rows = stored();
    int lost = 0;
    for (auto it = m_confirmed.cbegin(); it != m_confirmed.cend(); ++it)
        lost += rows.value(it.key()) != it.value();
    const QStringList texts = rows.values();
    const int duplicates = int(texts.size()) - int(QSet<QString>(texts.begin(), texts.end()).size());
    WsClient member(m_server.port(), { .token = "dev-admin-key" });
    member.sendJson(message("join_session", { { QStringLiteral("after_seq"), 0 } }));
    int swapped = 0;
    for (int seq = 1; seq <= rows.size(); ++seq)
        swapped += seqOf(payloadOf(member.waitFor("new_message"))) != seq;
    qInfo("confirmed=%d stored=%d lost=%d dup=%d swap=%d", int(m_confirmed.size()), int(rows.size()), lost,
        duplicates, swapped);
    QCOMPARE(lost, 0);
    QCOMPARE(duplicates, 0);
    QCOMPARE(swapped, 0);
    QCOMPARE(rows.lastKey(), int(rows.size()));
}

void TestKill::killedInABurst()
{
    constexpr int rounds = 5;
    constexpr int burst = 300;
    for (int round = 0; round < rounds; ++round) {
        {
            WsClient client(m_server.port());
            QVERIFY(client.isOpen());
            sendBurst(client, round * burst, burst);
            collect(client, 20 + 40 * round);
            m_server.kill();
            collect(client, burst);
        }
        QCOMPARE(m_server.waitForEnd(), -1);
        QElapsedTimer back;
        back.start();
        QVERIFY2(m_server.start(m_database), m_server.log());
        QVERIFY2(back.elapsed() <= 3000, "back later than 3 s");
        WsClient retry(m_server.port());
        sendBurst(retry, round * burst, burst);
        collect(retry, burst);
        QCOMPARE(m_confirmed.size(), (round + 1) * burst);
    }
    compare();
}

void TestKill::terminatedUnderLoad()
{
    constexpr int burst = 300;
    std::vector<std::unique_ptr<WsClient>> idle;
    for (int i = 0; i < 8; ++i)
        idle.push_back(std::make_unique<WsClient>(m_server.port(), Handshake{ .token = "dev-admin-key" }));
    WsClient client(m_server.port());
    sendBurst(client, 0, burst);
    collect(client, 1);
    m_server.terminate();
    collect(client, burst);
    QCOMPARE(client.waitForClose(25'000), 1001);
    QSet<QByteArray> reasons{ client.closeReason() };
    for (const auto &one : idle) {
        QCOMPARE(one->waitForClose(25'000), 1001);
        reasons.insert(one->closeReason());
    }
    QCOMPARE(reasons.size(), 9);
    QVERIFY2(client.closeReason().startsWith("retry_after_ms="), client.closeReason());
    QCOMPARE(m_server.waitForEnd(25'000), 0);
    QVERIFY2(m_server.start(m_database), m_server.log());
    compare();
}

void TestKill::terminatedTwice()
{
    WsClient client(m_server.port());
    QVERIFY(client.sync());
    m_server.terminate();
    QVERIFY(m_server.waitForLog("draining"));
    m_server.signal(SIGINT);
    QElapsedTimer time;
    time.start();
    QVERIFY(m_server.waitForEnd() >= 0);
    QVERIFY2(time.elapsed() <= 1000, "later than 1 s");
}

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"
