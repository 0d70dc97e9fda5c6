// SPDX-License-Identifier: Apache-2.0
// Three nodes are restarted one after the other while everybody writes on, also from one version to another and back: what
// was confirmed is stored, and every member receives all that is stored, once and in order.
// Seen red: connections closed without waiting for what is unconfirmed, where client_message_id is not stored either (while it
// is, a repeat makes that good); a join that replays nothing; a node not restarted, another version not installed.
#include "fault/verdict.h"
#include "support/faultproxy.h"
#include "support/person.h"
#include "support/scale.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QSet>
#include <QTest>
#include <QTimer>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int nodes = 3;
constexpr int perSecond = 500; // messages of all members together
constexpr qsizetype mostWaiting = 100; // unconfirmed messages of a member
constexpr int drainMs = 25'000;
const SessionId common{ Uuid::random() }; // has members at every node
const SessionId wandering{ Uuid::random() }; // only at the nodes that the balancers send to

// Someone who writes and listens. Notes how long he heard nothing.
struct Guest
{
    Guest(quint16 port, const QByteArray &token)
        : attendee(port, token)
    {
        QObject::connect(&attendee.client(), &ChatClient::messageReceived, &attendee.client(),
            [this] { longestGapMs = std::max(longestGapMs, sinceHeard.restart()); });
    }

    Attendee attendee;
    QElapsedTimer sinceHeard;
    qint64 longestGapMs = 0;
};

// Who begins at one node: the one waits for it and comes back, the other is sent to the next one by his balancer.
struct Table
{
    Table(int node, quint16 port)
        : target(node)
        , balancer(port)
        , loyal(port, "dev-admin-key")
        , wanderer(balancer.port(), "dev-user-key")
    {
    }

    int target; // a node
    FaultProxy balancer;
    Guest loyal;
    Guest wanderer;
};

} // namespace

class TestRolling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void restartedOneByOne_data();
    void restartedOneByOne(); // F09

private:
    void takeSeats();
    // Installs the program, and has every node end and start again, one after the other.
    void roll(const QString &program);
    void restart(int node);
    void writeDue();
    std::vector<Guest *> guests() const;
    std::vector<Attendee *> members() const;
    bool areAll(const std::function<bool(Attendee &)> &is) const;
    qint64 longestGapMs(Guest Table::*guest) const;
    QSet<qint64> processes();
    // What the nodes run, as the kernel says.
    QSet<QString> programs();

    Cluster m_cluster;
    std::vector<std::unique_ptr<Table>> m_tables; // by node
    QElapsedTimer m_time; // since the first message
    int m_said = 0;
    qint64 m_slowestEndMs = 0;
};

void TestRolling::initTestCase()
{
    const auto started = m_cluster.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
}

void TestRolling::takeSeats()
{
    m_tables.clear();
    for (int node = 0; node < nodes; ++node) {
        Table &table = *m_tables.emplace_back(std::make_unique<Table>(node, m_cluster.port(node)));
        QVERIFY(table.loyal.attendee.enter(common));
        QVERIFY(table.wanderer.attendee.enter(common) && table.wanderer.attendee.enter(wandering));
    }
    m_said = 0;
    m_slowestEndMs = 0;
    m_time.start();
    for (Guest *guest : guests())
        guest->sinceHeard.start();
}

std::vector<Guest *> TestRolling::guests() const
{
    std::vector<Guest *> all;
    for (const auto &table : m_tables)
        all.insert(all.end(), { &table->loyal, &table->wanderer });
    return all;
}

std::vector<Attendee *> TestRolling::members() const
{
    std::vector<Attendee *> all;
    for (Guest *guest : guests())
        all.push_back(&guest->attendee);
    return all;
}

bool TestRolling::areAll(const std::function<bool(Attendee &)> &is) const
{
    const auto all = members();
    return std::all_of(all.begin(), all.end(), [&](Attendee *member) { return is(*member); });
}

qint64 TestRolling::longestGapMs(Guest Table::*guest) const
{
    qint64 longest = 0;
    for (const auto &table : m_tables)
        longest = std::max(longest, (table.get()->*guest).longestGapMs);
    return longest;
}

QSet<qint64> TestRolling::processes()
{
    QSet<qint64> ids;
    for (int node = 0; node < nodes; ++node)
        ids.insert(m_cluster.node(node).pid());
    return ids;
}

QSet<QString> TestRolling::programs()
{
    QSet<QString> paths;
    for (const qint64 id : processes())
        paths.insert(QFileInfo(u"/proc/%1/exe"_s.arg(id)).symLinkTarget());
    return paths;
}

void TestRolling::writeDue()
{
    const auto all = members();
    for (; m_said < m_time.elapsed() * perSecond / 1'000; ++m_said) {
        Attendee &member = *all[size_t(m_said) % all.size()];
        const bool isWandering = member.heard().contains(wandering) && m_said / int(all.size()) % 2;
        if (member.client().unconfirmed() < mostWaiting)
            member.say(isWandering ? wandering : common, QByteArray::number(m_said));
    }
}

void TestRolling::restart(int node)
{
    for (const auto &table : m_tables) {
        if (table->target != node)
            continue;
        table->target = (node + 1) % nodes;
        table->balancer.setTarget(m_cluster.port(table->target));
    }
    ServerProcess &process = m_cluster.node(node);
    QElapsedTimer time;
    time.start();
    process.terminate();
    QVERIFY2(becomes([&] { return process.waitForEnd(0) != -2; }, drainMs), m_cluster.logs());
    m_slowestEndMs = std::max(m_slowestEndMs, time.elapsed());
    QCOMPARE(process.waitForEnd(0), 0);
    m_cluster.launch(node);
    QVERIFY2(becomes([&] { return answerTo(m_cluster.port(node), "/ready").startsWith("200 "); }), m_cluster.logs());
}

void TestRolling::roll(const QString &program)
{
    const QSet<QString> before = programs();
    const QSet<qint64> ended = processes();
    m_cluster.install(program);
    for (int node = 0; node < nodes; ++node) {
        restart(node);
        if (QTest::currentTestFailed())
            return;
        const QSet<QString> expected = node < nodes - 1 ? before + QSet{ program } : QSet{ program };
        QVERIFY2(programs() == expected, "fault not observed: the versions are not those that were to run");
    }
    QVERIFY2(processes().size() == nodes && !processes().intersects(ended), "fault not observed: a node goes on");
    QVERIFY2(becomes([&] {
        return areAll([](Attendee &member) { return member.client().state().kind == LinkStatus::Kind::Connected; });
    }), m_cluster.logs());
}

void TestRolling::restartedOneByOne_data()
{
    const QString here = QFileInfo(ServerProcess::program()).canonicalFilePath();
    const QString previous
        = QFileInfo(qEnvironmentVariable("CONVERSA_SOURCE") + u"/build/previous/conversa-server"_s).canonicalFilePath();
    QTest::addColumn<QStringList>("programs"); // at the start, and after each round
    QTest::newRow("F09 one version") << QStringList(scaled(4, 11, 51), here);
    const int rounds = scaled(0, 3, 21);
    if (rounds == 0)
        return;
    QStringList alternating{ previous };
    while (alternating.size() <= rounds)
        alternating.append(alternating.last() == here ? previous : here);
    QTest::newRow("F09 two versions") << alternating;
}

void TestRolling::restartedOneByOne()
{
    QFETCH(QStringList, programs);
    QVERIFY2(!programs.contains(QString()), "there is no older server: tests/fault/previous builds it");
    m_cluster.install(programs.takeFirst());
    QVERIFY2(m_cluster.begin(nodes) && m_cluster.knowEachOther(), m_cluster.logs());
    takeSeats();
    if (QTest::currentTestFailed())
        return;
    QTimer writing;
    connect(&writing, &QTimer::timeout, this, &TestRolling::writeDue);
    writing.start(5);
    for (const QString &program : programs) {
        roll(program);
        if (QTest::currentTestFailed())
            return;
    }
    writing.stop();
    QVERIFY2(becomes([&] { return areAll([](Attendee &member) { return member.client().unconfirmed() == 0; }); }),
        m_cluster.logs());
    const qint64 tookMs = m_time.elapsed();
    QVERIFY2(haveHeardAll(m_cluster, members(), 60'000), m_cluster.logs());
    const Verdict verdict = judge(m_cluster, members());
    qInfo("%s %s, restarts=%lld end=%lld ms gap=%lld ms, with a balancer %lld, seconds=%lld", verdict.line("F09").constData(),
        QTest::currentDataTag() + 4, qint64(programs.size()) * nodes, m_slowestEndMs, longestGapMs(&Table::loyal),
        longestGapMs(&Table::wanderer), tookMs / 1'000);
    QVERIFY(verdict.isGood());
    QVERIFY(areAll([&](Attendee &member) { return member.connections() > programs.size(); }));
}

QTEST_GUILESS_MAIN(TestRolling)
#include "tst_rolling.moc"
