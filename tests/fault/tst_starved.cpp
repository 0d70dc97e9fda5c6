// SPDX-License-Identifier: Apache-2.0
// A server whose processors others use too (F55): it gets slower, and nobody who is there is taken for gone.
// Seen red: what arrives is no sign of life.
#include "fault/cluster.h"
#include "fault/talk.h"
#include "support/crowd.h"
#include "support/scale.h"
#include "support/serverprocess.h"

#include <QElapsedTimer>
#include <QTest>

#include <memory>
#include <vector>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

// Programs that do nothing, as fast as they can; ended with this.
class Burners
{
public:
    explicit Burners(int count)
    {
        for (int i = 0; i < count; ++i) {
            auto burner = std::make_unique<QProcess>();
            burner->start(u"sh"_s, { u"-c"_s, u"while :; do :; done"_s });
            burner->waitForStarted();
            m_burners.push_back(std::move(burner));
        }
    }
    ~Burners()
    {
        for (const auto &burner : m_burners) {
            burner->kill();
            burner->waitForFinished();
        }
    }
    Q_DISABLE_COPY_MOVE(Burners)
    bool areBurning() const
    {
        return std::all_of(m_burners.begin(), m_burners.end(), [](const auto &burner) { return processState(burner->processId()) == 'R'; });
    }

private:
    std::vector<std::unique_ptr<QProcess>> m_burners;
};

} // namespace

class TestStarved : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void starved(); // F55
};

void TestStarved::starved()
{
    constexpr int guests = 500;
    ServerProcess server;
    QVERIFY2(server.start({ u"--limits.user_connections=1000"_s, u"--limits.ping_interval=1s"_s, u"--limits.heartbeat=4s"_s,
                 u"--database.url=sqlite://"_s + server.file(u"chat.db"_s) }),
        server.log());
    const Burners burners(4);
    Crowd crowd(server.port(), "dev-user-key", "\"pong\"");
    QVERIFY(crowd.invite(guests, 60'000));
    Talk speaker(server.port()), hearer(server.port(), "dev-admin-key");
    QVERIFY(hearer.join());
    QElapsedTimer clock;
    clock.start();
    qint64 slowest = 0;
    for (int round = 1; clock.elapsed() < scaled(10'000, 60'000, 300'000); ++round) {
        // All that a client does to stay: within its heartbeat by far.
        crowd.sayAll(R"({"type":"ping"})");
        QVERIFY(hearer.pingMs() >= 0);
        speaker.send(10);
        QVERIFY(speaker.readAnswers(30'000));
        QElapsedTimer answer;
        answer.start();
        QVERIFY(crowd.readTexts(round, 30'000));
        slowest = std::max(slowest, answer.elapsed());
    }
    QVERIFY2(burners.areBurning(), "fault not observed");
    QCOMPARE(crowd.count([](const Crowd::Guest &guest) { return guest.ended; }), 0);
    QCOMPARE(speaker.confirmed(), int(speaker.answers().size()));
    QVERIFY(hearer.readTo(speaker.confirmed(), 30'000));
    qInfo("%d guests, %d messages; the slowest round of pongs %lld ms", guests, speaker.confirmed(), slowest);
}

QTEST_GUILESS_MAIN(TestStarved)

#include "tst_starved.moc"
