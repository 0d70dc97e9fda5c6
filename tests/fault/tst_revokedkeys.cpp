// SPDX-License-Identifier: Apache-2.0
// A key revoked while it has connections at several servers: each closes them 4501 within two seconds, by Redis and, while
// Redis is away, by PostgreSQL; one revoked by the command line, which tells nobody, within thirty.
// Seen red: without the event to the others (byRedis, byTheDatabase), without the sweep (untold).
#include "fault/cluster.h"
#include "support/restclient.h"
#include "support/wsclient.h"

#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestRevokedKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void byRedis(); // F56
    void byTheDatabase();
    void untold();

private:
    struct Made
    {
        QByteArray id;
        QByteArray token;
    };
    Made make();
    void revoke(const Made &made);
    // Opens connections at each node, has `end` end the key, and sees them close in time.
    template <typename End>
    void closesEverywhere(int deadlineMs, End &&end);

    Cluster m_cluster;
};

void TestRevokedKeys::initTestCase()
{
    const auto started = m_cluster.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
    QVERIFY2(m_cluster.begin(3) && m_cluster.knowEachOther(), m_cluster.logs());
}

TestRevokedKeys::Made TestRevokedKeys::make()
{
    const QJsonObject key = post(m_cluster.port(0), "/api/v1/auth/api-key", R"({"name":"a","role":"agent"})", "dev-admin-key").json;
    return { key["id"_L1].toString().toUtf8(), key["key"_L1].toString().toUtf8() };
}

void TestRevokedKeys::revoke(const Made &made)
{
    QCOMPARE(ask(m_cluster.port(0), "DELETE /api/v1/auth/api-keys/" + made.id + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer dev-admin-key\r\n\r\n").status, 200);
}

template <typename End>
void TestRevokedKeys::closesEverywhere(int deadlineMs, End &&end)
{
    const Made made = make();
    const Made other = make();
    std::vector<std::unique_ptr<WsClient>> clients;
    std::vector<std::unique_ptr<WsClient>> bystanders;
    for (int node = 0; node < m_cluster.size(); ++node) {
        for (int i = 0; i < 3; ++i)
            clients.push_back(std::make_unique<WsClient>(m_cluster.port(node), Handshake{ .token = made.token }));
        bystanders.push_back(std::make_unique<WsClient>(m_cluster.port(node), Handshake{ .token = other.token }));
    }
    for (const auto &client : clients)
        QVERIFY(client->sync());
    end(made);
    const QDeadlineTimer deadline(deadlineMs);
    for (const auto &client : clients)
        QCOMPARE(client->waitForClose(int(deadline.remainingTime())), 4501);
    for (int node = 0; node < m_cluster.size(); ++node)
        QCOMPARE(WsClient(m_cluster.port(node), { .token = made.token }).status(), 401);
    for (const auto &bystander : bystanders)
        QVERIFY(bystander->sync());
}

void TestRevokedKeys::byRedis()
{
    closesEverywhere(2'000, [this](const Made &made) { revoke(made); });
}

void TestRevokedKeys::byTheDatabase()
{
    m_cluster.redis().kill();
    for (int node = 0; node < m_cluster.size(); ++node)
        QVERIFY(m_cluster.node(node).waitForLog("bus_degraded"));
    closesEverywhere(2'000, [this](const Made &made) { revoke(made); });
    const auto restarted = m_cluster.redis().restart();
    QVERIFY(restarted);
}

void TestRevokedKeys::untold()
{
    closesEverywhere(30'000, [this](const Made &made) {
        QCOMPARE(m_cluster.node(0).run({ u"key"_s, u"revoke"_s, QString::fromLatin1(made.id), u"--env=development"_s,
                     u"--database.url="_s + QString::fromUtf8(m_cluster.postgres().url(m_cluster.database())) }).first, 0);
    });
}

QTEST_GUILESS_MAIN(TestRevokedKeys)
#include "tst_revokedkeys.moc"
