// SPDX-License-Identifier: Apache-2.0
// A server that may have little memory (F51): it lets in whom it can hold, turns the others away in time, and goes on talking to
// those inside. By limits.memory the door opens again once they have gone.
// Seen red: nobody looks at the memory (each row: the server is ended, or takes everybody).
#include "fault/talk.h"
#include "support/crowd.h"
#include "support/processmemory.h"
#include "support/scale.h"
#include "support/serverprocess.h"

#include <QElapsedTimer>
#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mib = 1'048'576;

// Addresses that a process has.
qint64 addressBytes(qint64 process)
{
    QFile file(u"/proc/%1/statm"_s.arg(process));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(0).toLongLong() * ::sysconf(_SC_PAGESIZE) : 0;
}

} // namespace

class TestMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void full_data();
    void full(); // F51

private:
    // One that keeps its messages in a file, and lets in as many as it can hold.
    static QStringList settings(const ServerProcess &server);
    // What a server uses with somebody inside, by `measure`.
    qint64 usual(qint64 (*measure)(qint64));
};

QStringList TestMemory::settings(const ServerProcess &server)
{
    return { u"--limits.user_connections=100000"_s, u"--limits.connections=100000"_s, u"--database.url=sqlite://"_s + server.file(u"chat.db"_s) };
}

qint64 TestMemory::usual(qint64 (*measure)(qint64))
{
    ServerProcess server;
    if (!server.start(settings(server)))
        return 0;
    Talk talk(server.port());
    talk.send(1'000);
    return talk.readAnswers() ? measure(server.pid()) : 0;
}

void TestMemory::full_data()
{
    QTest::addColumn<bool>("isConfigured");
    QTest::newRow("limits.memory") << true;
    QTest::newRow("address space") << false;
}

void TestMemory::full()
{
    QFETCH(bool, isConfigured);
    const qint64 room = 20 * mib; // for those inside, until it is tight
    const qint64 limit = (usual(isConfigured ? residentBytes : addressBytes) + room) * 100 / 85;
    QVERIFY(limit > room * 2);
    ServerProcess server;
    QStringList own = settings(server);
    if (isConfigured)
        own.append(u"--limits.memory=%1"_s.arg(limit));
    else
        server.runUnder({ u"prlimit"_s, u"--as=%1"_s.arg(limit) });
    QVERIFY2(server.start(own), server.log());
    Talk speaker(server.port()), hearer(server.port(), "dev-admin-key");
    QVERIFY(hearer.join());
    speaker.send(100);
    QVERIFY(speaker.readAnswers() && hearer.readTo(100));

    auto crowd = std::make_unique<Crowd>(server.port(), "dev-user-key", "\"nothing\"");
    int inside = 0;
    while (inside < 20'000 && crowd->invite(100))
        inside += 100;
    QVERIFY2(server.log().contains("memory_tight"), "fault not observed");
    QVERIFY(inside >= 200 && inside < 20'000);
    const WsClient refused(server.port());
    QCOMPARE(refused.status(), 503);

    // At rated load, for a while: nothing is lost, and nobody is sent away.
    QElapsedTimer clock;
    clock.start();
    int said = 100;
    while (clock.elapsed() < scaled(3'000, 60'000, 600'000)) {
        speaker.send(100, QByteArray(1'000, 'a'));
        said += 100;
        QVERIFY(speaker.readAnswers() && hearer.readTo(said));
    }
    QCOMPARE(speaker.confirmed(), said);
    QCOMPARE(crowd->count([](const Crowd::Guest &guest) { return guest.status == 101 && guest.ended; }), 0);
    qInfo("%d inside, %d messages, %lld MiB resident", inside, said, residentBytes(server.pid()) / mib);

    crowd.reset();
    if (isConfigured)
        QTRY_COMPARE_WITH_TIMEOUT(WsClient(server.port()).status(), 101, 30'000);
    server.terminate();
    QCOMPARE(server.waitForEnd(30'000), 0);
}

QTEST_GUILESS_MAIN(TestMemory)

#include "tst_memory.moc"
