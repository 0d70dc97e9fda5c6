// SPDX-License-Identifier: Apache-2.0
// Socket notifiers on EpollDispatcher: readiness, hang-ups, descriptors closed and reused, cost.
// Seen red: events not compared with the descriptor's generation (a successor got its predecessor's event); EEXIST or
// ENOENT not retried, a replaced notifier's interest taken as known (deaf); hang-ups for readers only; no look at
// nested polls (stale activation); epoll_ctl at each change; no EPOLL_CTL_DEL.
#include "epolltest.h"

#include <QRegularExpression>
#include <QSocketNotifier>
#include <QTemporaryFile>
#include <QTimer>

#include <atomic>
#include <optional>
#include <vector>

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace conversa::testing;

namespace {

std::atomic<int> controlCalls = 0;

// Two connected stream sockets; each end is closed here unless close() came first.
class Pair
{
public:
    Pair() { socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, m_ends); }
    ~Pair()
    {
        close(0);
        close(1);
    }
    Pair(const Pair &) = delete;
    Pair &operator=(const Pair &) = delete;

    int operator[](int end) const { return m_ends[end]; }
    void close(int end)
    {
        if (m_ends[end] >= 0)
            ::close(std::exchange(m_ends[end], -1));
    }
    void send(int from) const { QCOMPARE(::write(m_ends[from], "x", 1), 1); }
    void receive(int at) const
    {
        char byte = 0;
        QCOMPARE(::read(m_ends[at], &byte, 1), 1);
    }

private:
    int m_ends[2] = { -1, -1 };
};

// A notifier that counts its activations.
class Counter : public QSocketNotifier
{
public:
    Counter(int fd, Type type)
        : QSocketNotifier(fd, type)
    {
        connect(this, &QSocketNotifier::activated, this, [this] {
            ++count;
            then();
        });
    }
    int count = 0;
    std::function<void()> then = [] {};
};

void turn(QEventLoop::ProcessEventsFlags flags = QEventLoop::AllEvents)
{
    dispatcher()->processEvents(flags);
}

} // namespace

// Stands in for the C library's, to count the system calls that notifiers cost.
extern "C" int epoll_ctl(int epoll, int operation, int fd, epoll_event *event) noexcept
{
    ++controlCalls;
    return int(syscall(SYS_epoll_ctl, epoll, operation, fd, event));
}

class EpollNotifiersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { turn(); }
    void readAndWrite();
    void excluded();
    void togglingCostsNothing();
    void lastOneLeavesAtOnce();
    void hangUpReachesAnyType_data();
    void hangUpReachesAnyType();
    void deletedInHandler();
    void successorGetsNoStaleEvent();
    void secondOfATypeTakesThePlace();
    void descriptorReused_data();
    void descriptorReused();
    void closedDescriptorIsRefused();
    void regularFileIsRefused();
    void nestedLoopTakesOver();
    void moreThanOneBatch();
};

void EpollNotifiersTest::readAndWrite()
{
    const Pair pair;
    Counter reader(pair[0], QSocketNotifier::Read);
    Counter writer(pair[0], QSocketNotifier::Write);
    turn();
    QCOMPARE(reader.count, 0);
    QCOMPARE(writer.count, 1);
    pair.send(1);
    turn();
    QCOMPARE(reader.count, 1);
    QCOMPARE(writer.count, 2);
    writer.setEnabled(false);
    turn();
    QCOMPARE(reader.count, 2);
    QCOMPARE(writer.count, 2);
    pair.receive(0);
    turn();
    QCOMPARE(reader.count, 2);
    pair.send(1);
    reader.setEnabled(false);
    turn();
    reader.setEnabled(true);
    turn(QEventLoop::WaitForMoreEvents);
    QCOMPARE(reader.count, 3);
}

void EpollNotifiersTest::excluded()
{
    const Pair pair;
    Counter reader(pair[0], QSocketNotifier::Read);
    pair.send(1);
    QTimer::singleShot(1, this, [] {});
    turn(QEventLoop::ExcludeSocketNotifiers | QEventLoop::WaitForMoreEvents);
    QCOMPARE(reader.count, 0);
    turn();
    QCOMPARE(reader.count, 1);
}

void EpollNotifiersTest::togglingCostsNothing()
{
    const Pair pair;
    Counter reader(pair[0], QSocketNotifier::Read);
    Counter writer(pair[0], QSocketNotifier::Write);
    writer.setEnabled(false);
    turn();
    controlCalls = 0;
    for (int i = 0; i < 10; ++i) {
        writer.setEnabled(true);
        writer.setEnabled(false);
    }
    turn();
    QCOMPARE(controlCalls.load(), 0);
    QCOMPARE(writer.count, 0);
    for (int i = 0; i < 10; ++i)
        turn();
    QCOMPARE(controlCalls.load(), 0);
}

void EpollNotifiersTest::lastOneLeavesAtOnce()
{
    const Pair pair;
    auto reader = std::make_unique<Counter>(pair[0], QSocketNotifier::Read);
    turn();
    controlCalls = 0;
    reader.reset();
    QCOMPARE(controlCalls.load(), 1);
}

void EpollNotifiersTest::hangUpReachesAnyType_data()
{
    QTest::addColumn<QSocketNotifier::Type>("type");
    QTest::newRow("read") << QSocketNotifier::Read;
    QTest::newRow("write") << QSocketNotifier::Write;
    QTest::newRow("exception") << QSocketNotifier::Exception;
}

void EpollNotifiersTest::hangUpReachesAnyType()
{
    QFETCH(QSocketNotifier::Type, type);
    Pair pair;
    Counter notifier(pair[0], type);
    pair.close(1);
    turn(QEventLoop::WaitForMoreEvents);
    QCOMPARE(notifier.count, 1);
    notifier.setEnabled(false);
    turn();
    QCOMPARE(notifier.count, 1);
}

void EpollNotifiersTest::deletedInHandler()
{
    const Pair pair;
    Counter reader(pair[0], QSocketNotifier::Read);
    auto writer = std::make_unique<Counter>(pair[0], QSocketNotifier::Write);
    reader.then = [&] { writer.reset(); };
    writer->then = [] { QFAIL("a notifier disabled in this turn was activated"); };
    pair.send(1);
    turn();
    QCOMPARE(reader.count, 1);
    QVERIFY(!writer);
}

void EpollNotifiersTest::successorGetsNoStaleEvent()
{
    // Both are ready in one poll; whichever handler runs first replaces the other's descriptor by a silent one.
    std::optional<Pair> pairs[2];
    std::optional<Counter> readers[2];
    Pair successor;
    std::optional<Counter> successorReader;
    for (int i = 0; i < 2; ++i) {
        pairs[i].emplace();
        readers[i].emplace((*pairs[i])[0], QSocketNotifier::Read);
        readers[i]->then = [&, i] {
            const int number = (*pairs[1 - i])[0];
            readers[i]->setEnabled(false);
            readers[1 - i].reset();
            QCOMPARE(dup3(successor[0], number, O_CLOEXEC), number);
            successorReader.emplace(number, QSocketNotifier::Read);
        };
        pairs[i]->send(1);
    }
    turn();
    QVERIFY(successorReader);
    QCOMPARE(successorReader->count, 0);
    successor.send(1);
    turn();
    QCOMPARE(successorReader->count, 1);
}

void EpollNotifiersTest::secondOfATypeTakesThePlace()
{
    const Pair pair;
    Counter first(pair[0], QSocketNotifier::Read);
    turn();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("two socket notifiers of type 0")));
    Counter second(pair[0], QSocketNotifier::Read);
    pair.send(1);
    turn();
    QCOMPARE(first.count, 0);
    QCOMPARE(second.count, 1);
    first.setEnabled(false);
    turn();
    QCOMPARE(second.count, 2);
}

void EpollNotifiersTest::descriptorReused_data()
{
    QTest::addColumn<bool>("closedFirst");
    QTest::addColumn<bool>("otherType");
    QTest::addColumn<bool>("watchedBetween");
    QTest::newRow("in order") << false << false << false;
    QTest::newRow("in order, turns between") << false << false << true;
    QTest::newRow("closed under its notifier") << true << false << false;
    QTest::newRow("closed under a notifier of another type") << true << true << false;
    QTest::newRow("closed under its notifier, turns between") << true << false << true;
}

void EpollNotifiersTest::descriptorReused()
{
    QFETCH(bool, closedFirst);
    QFETCH(bool, otherType);
    QFETCH(bool, watchedBetween);
    const Pair successor;
    Pair pair;
    const int number = pair[0];
    auto old = std::make_unique<Counter>(number, otherType ? QSocketNotifier::Exception : QSocketNotifier::Read);
    turn();
    if (!closedFirst)
        old.reset();
    QCOMPARE(dup3(successor[0], number, O_CLOEXEC), number);
    if (watchedBetween)
        turn();
    if (old && !otherType)
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("two socket notifiers of type 0")));
    Counter reader(number, QSocketNotifier::Read);
    successor.send(1);
    turn();
    QCOMPARE(reader.count, 1);
    old.reset();
    turn();
    QCOMPARE(reader.count, 2);
}

void EpollNotifiersTest::closedDescriptorIsRefused()
{
    Pair pair;
    Counter reader(pair[0], QSocketNotifier::Read);
    Counter writer(pair[0], QSocketNotifier::Write);
    pair.close(0);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("cannot be watched: Bad file descriptor")));
    turn();
    QVERIFY(!reader.isEnabled());
    QVERIFY(!writer.isEnabled());
    turn();
}

void EpollNotifiersTest::regularFileIsRefused()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    Counter reader(file.handle(), QSocketNotifier::Read);
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(QStringLiteral("cannot be watched: Operation not permitted")));
    turn();
    QVERIFY(!reader.isEnabled());
}

void EpollNotifiersTest::nestedLoopTakesOver()
{
    const Pair pairs[2];
    std::optional<Counter> readers[2];
    int nested = 0;
    for (int i = 0; i < 2; ++i) {
        readers[i].emplace(pairs[i][0], QSocketNotifier::Read);
        readers[i]->then = [&, i] {
            pairs[i].receive(0);
            if (++nested == 1)
                turn();
        };
        pairs[i].send(1);
    }
    turn();
    QCOMPARE(readers[0]->count, 1);
    QCOMPARE(readers[1]->count, 1);
}

void EpollNotifiersTest::moreThanOneBatch()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    constexpr int kPairs = 1000;
    std::vector<std::unique_ptr<Pair>> pairs;
    std::vector<std::unique_ptr<Counter>> readers;
    for (int i = 0; i < kPairs; ++i) {
        const Pair &pair = *pairs.emplace_back(std::make_unique<Pair>());
        Counter &reader = *readers.emplace_back(std::make_unique<Counter>(pair[0], QSocketNotifier::Read));
        reader.then = [&pair] { pair.receive(0); };
        pair.send(1);
    }
    for (int i = 0; i < 5; ++i)
        turn();
    QVERIFY(std::all_of(readers.begin(), readers.end(), [](const auto &reader) { return reader->count == 1; }));
}

int main(int argc, char *argv[])
{
    return runOnEpoll<EpollNotifiersTest>(argc, argv);
}

#include "tst_epollnotifiers.moc"
