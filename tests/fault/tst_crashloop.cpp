// SPDX-License-Identifier: Apache-2.0
// A server that is killed again and again (F13): each time it starts at once although the lease of the one before still holds, takes
// part in the cluster, and what it leaves behind is over within ten seconds.
// Seen red: a server that waits for its name (killedAgainAndAgain).
#include "fault/cluster.h"
#include "fault/talk.h"
#include "support/scale.h"

#include <QElapsedTimer>
#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestCrashLoop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedAgainAndAgain(); // F13
};

void TestCrashLoop::killedAgainAndAgain()
{
    Cluster cluster;
    const auto started = cluster.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
    QVERIFY2(cluster.begin(2) && cluster.knowEachOther(), cluster.logs());
    Talk speaker(cluster.port(0));
    speaker.send(1);
    QVERIFY(speaker.readAnswers());
    const auto leases = [&] { return cluster.sql(u"SELECT count(*) FROM nodes WHERE lease_until > clock_timestamp()"_s).toInt(); };
    int mostLeases = 0;
    for (int round = 2; round <= scaled(6, 20, 50); ++round) {
        cluster.node(1).kill();
        QElapsedTimer clock;
        clock.start();
        QVERIFY2(cluster.restart(1), cluster.logs());
        QVERIFY(clock.elapsed() < ServerProcess::patienceMs);
        Talk hearer(cluster.port(1), "dev-admin-key");
        QVERIFY(hearer.join());
        speaker.send(1);
        QVERIFY(speaker.readAnswers() && hearer.readTo(round));
        mostLeases = std::max(mostLeases, leases());
    }
    QVERIFY2(mostLeases > 2, "fault not observed"); // a dead one's still held
    QTRY_COMPARE_WITH_TIMEOUT(leases(), 2, 10'000);
}

QTEST_GUILESS_MAIN(TestCrashLoop)

#include "tst_crashloop.moc"
