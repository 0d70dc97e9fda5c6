// SPDX-License-Identifier: Apache-2.0
// A node that stands still is gone for the others after its lease, and back within seconds when it goes on; two nodes
// of the same name are never both there.
// Seen red: a lease that is over and never taken again (F07), a node that keeps the name it was given (F12).
#include "fault/verdict.h"
#include "support/person.h"
#include "support/scale.h"

#include <QElapsedTimer>
#include <QTest>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestStoppedNodes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void stoppedAndContinued(); // F07
    void sameName(); // F12

private:
    bool isGone(int node)
    {
        return m_cluster.sql(u"SELECT count(*) FROM nodes WHERE node_id = 'n%1' AND lease_until > clock_timestamp()"_s
                                 .arg(node))
            == "0";
    }

    Cluster m_cluster;
    const SessionId m_session{ Uuid::random() };
};

void TestStoppedNodes::initTestCase()
{
    const auto started = m_cluster.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
}

void TestStoppedNodes::stoppedAndContinued()
{
    constexpr int each = 50;
    const qint64 stoppedMs = scaled(0, 10'000, 30'000); // at the least; until it is gone in any case
    QVERIFY2(m_cluster.begin(2) && m_cluster.knowEachOther(), m_cluster.logs());
    Attendee ana(m_cluster.port(0), "dev-admin-key"), joao(m_cluster.port(1), "dev-user-key");
    QVERIFY(ana.enter(m_session) && joao.enter(m_session));
    QTRY_COMPARE_WITH_TIMEOUT(m_cluster.figures(1), "2 1", ServerProcess::patienceMs);
    const auto talk = [&](const char *when) {
        for (int i = 0; i < each; ++i) {
            ana.say(m_session, when + QByteArray(" a ") + QByteArray::number(i));
            joao.say(m_session, when + QByteArray(" j ") + QByteArray::number(i));
        }
    };
    talk("before");
    QVERIFY(becomes([&] { return ana.heardOf(m_session) == 2 * each && joao.heardOf(m_session) == 2 * each; }));

    m_cluster.node(0).stop();
    QVERIFY2(becomes([&] { return processState(m_cluster.node(0).pid()) == 'T'; }), "fault not observed");
    QElapsedTimer stopped;
    stopped.start();
    talk("meanwhile");
    QVERIFY(becomes([&] { return joao.client().unconfirmed() == 0; }));
    QVERIFY2(ana.client().unconfirmed() == each, "fault not observed: the stopped node answers");
    QTRY_COMPARE_WITH_TIMEOUT(m_cluster.figures(1), "1 1", ServerProcess::patienceMs);
    QVERIFY2(m_cluster.node(1).waitForLog("node_lost") && isGone(0), m_cluster.logs());
    QVERIFY(becomes([&] { return stopped.elapsed() >= stoppedMs; }, 60'000));
    QCOMPARE(processState(m_cluster.node(0).pid()), 'T');
    const qint64 stoodMs = stopped.elapsed();

    m_cluster.node(0).proceed();
    QElapsedTimer back;
    back.start();
    QVERIFY2(becomes([&] { return ana.client().unconfirmed() == 0 && ana.heardOf(m_session) == 4 * each
                 && joao.heardOf(m_session) == 4 * each; }, 5'000), m_cluster.logs());
    QVERIFY2(becomes([&] { return m_cluster.figures(1) == "2 1" && m_cluster.figures(0) == "2 1"; },
                 5'000 - int(back.elapsed())), m_cluster.logs());
    const qint64 backMs = back.elapsed();
    QCOMPARE(ana.connections(), 1); // nobody was dropped
    const Verdict verdict = judge(m_cluster, { &ana, &joao });
    qInfo("%s stopped=%lld ms, normal after %lld ms", verdict.line("F07").constData(), stoodMs, backMs);
    QVERIFY(verdict.isGood());
    QCOMPARE(verdict.confirmed, 4 * each);
}

void TestStoppedNodes::sameName()
{
    const int rounds = scaled(2, 5, 20);
    const auto live = [this] {
        return m_cluster.sql(u"SELECT count(*) || ' ' || count(*) FILTER (WHERE node_id = 'same') FROM nodes "
                             "WHERE lease_until > clock_timestamp()"_s);
    };
    int right = 0;
    for (int round = 0; round < rounds; ++round) {
        QVERIFY2(m_cluster.begin(2, { u"--node.id=same"_s }), m_cluster.logs());
        QTRY_COMPARE_WITH_TIMEOUT(live(), "2 1", ServerProcess::patienceMs);
        // Each says itself which one it is.
        const int given = m_cluster.logs().count("lease_taken node=same ");
        const int fresh = m_cluster.logs().count("lease_taken node=same-");
        QVERIFY2(given == 1 && fresh == 1, m_cluster.logs());
        ++right;
    }
    qInfo("F12 %d of %d", right, rounds);
}

QTEST_GUILESS_MAIN(TestStoppedNodes)
#include "tst_stoppednodes.moc"
