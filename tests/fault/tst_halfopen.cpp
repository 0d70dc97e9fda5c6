// SPDX-License-Identifier: Apache-2.0
// A client whose connection died without a word to the server is found by the heartbeat: closed, its session left, and
// the others told once.
// Seen red: a server that waits a thousand times as long.
#include "fault/cluster.h"
#include "support/faultproxy.h"
#include "support/person.h"
#include "support/proxythread.h"
#include "support/scale.h"

#include <QElapsedTimer>
#include <QTest>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestHalfOpen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void foundByTheHeartbeat(); // F37

private:
    Cluster m_cluster;
};

void TestHalfOpen::initTestCase()
{
    const auto started = m_cluster.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
}

void TestHalfOpen::foundByTheHeartbeat()
{
    // A hundredth of what a server does by default.
    constexpr int heartbeatMs = 600;
    constexpr int graceMs = 100;
    const QStringList settings{ u"--limits.ping_interval=250ms"_s, u"--limits.heartbeat=%1ms"_s.arg(heartbeatMs),
        u"--limits.abort=200ms"_s, u"--limits.presence_grace=%1ms"_s.arg(graceMs) };
    QVERIFY2(m_cluster.begin(1, settings), m_cluster.logs());
    const SessionId session{ Uuid::random() };
    Person ana(m_cluster.port(0), "dev-admin-key");
    QVERIFY(ana.enter(session));
    for (int round = 1; round <= scaled(3, 10, 100); ++round) {
        ProxyThread<FaultProxy> proxy(m_cluster.port(0));
        Person joao(proxy.port(), "dev-user-key");
        QVERIFY(joao.enter(session));
        QVERIFY(becomes([&] { return m_cluster.figures(0) == "2 1" && ana.users.size() == round; }));
        QElapsedTimer time;
        qint64 before = 0;
        proxy.with([&](FaultProxy &hole) {
            before = hole.counts().swallowed;
            hole.blackhole();
            time.start();
        });
        QVERIFY(becomes([&] { return ana.gone.size() == round; }));
        const qint64 goneMs = time.elapsed();
        qint64 swallowed = 0;
        proxy.with([&](const FaultProxy &hole) { swallowed = hole.counts().swallowed - before; });
        QVERIFY2(swallowed > 0 && goneMs >= heartbeatMs - 250, "fault not observed: nothing was kept from either end");
        // 75 s of 60 s and 15 s, a hundredth of it, and what a busy machine needs.
        QVERIFY2(goneMs <= 750 + graceMs + 1'000, QByteArray::number(goneMs));
        QVERIFY(becomes([&] { return m_cluster.figures(0) == "1 1"; }));
        QCOMPARE(m_cluster.node(0).log().count("code=4009 reason=heartbeat"), round);
        QCOMPARE(ana.gone.last().user, *joao.client.user());
    }
    QCOMPARE(ana.gone.size(), ana.users.size());
    qInfo("F37 %d of %d found, each told once", int(ana.gone.size()), int(ana.users.size()));
}

QTEST_GUILESS_MAIN(TestHalfOpen)
#include "tst_halfopen.moc"
