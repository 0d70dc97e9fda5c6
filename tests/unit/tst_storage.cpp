// SPDX-License-Identifier: Apache-2.0
// The storage threads over a store that hangs and fails. Seen red: the watch not started (deadlines), the queue's limit
// left out (F35), a lane not marked busy (sessionsKeepTheirOrder), uncertain sessions told before the store is back.
#include "store/storage.h"
#include "support/appendrequests.h"
#include "support/fakestore.h"
#include "support/outcomes.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>

using namespace conversa;
using test::Conversation;
using test::StoreControls;

class TestStorage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void storesAndAnswers();
    void takesWhatIsQueuedAsOneBatch();
    void batchLimitHolds();
    void sessionsKeepTheirOrder();
    void overloadIsRefusedAtOnce();
    void hungStoreIsAnsweredInTime();
    void whatWaitsIsAnsweredInTime();
    void lateCommitIsDeliveredUnconfirmed();
    void unknownCommitIsToldWhenTheStoreIsBack();
    void lostStoreFailsWhatIsInFlight();
    void startsWithoutItsStore();
    void startFailsForGood();
    void fewerConnectionsServeAll();
    void oneOfEachKindComesFirst();
    void readsRunOnce();
    void hungReadIsBrokenOff();
    void waitingReadsAreAnsweredInTime();
    void readsAreRefusedWhenTheLineIsLong();
    void readsFailAtOnceWhileTheStoreIsAway();
    void stopFinishesWhatIsQueued();
    void stopDoesNotWaitForEver();
    void nothingIsTakenAfterStop();

private:
    void start(StorageSettings settings);
    void send(const Conversation &talk, int count = 1);

    std::shared_ptr<StoreControls> m_controls;
    std::unique_ptr<test::Outcomes> m_outcomes;
    std::unique_ptr<Storage> m_storage;
    std::atomic<int> m_uncertain = 0;
    const StorageSettings m_patient{ 2, 1, 10'000, 512, 60'000 };
    const StorageSettings m_hasty{ 1, 1, 10'000, 512, 150 };
};

void TestStorage::init()
{
    m_controls = std::make_shared<StoreControls>();
    m_outcomes = std::make_unique<test::Outcomes>();
    m_uncertain = 0;
}

void TestStorage::cleanup()
{
    m_controls->release();
    m_storage.reset();
    QVERIFY(m_controls->isFlawless());
}

void TestStorage::start(StorageSettings settings)
{
    m_storage = std::make_unique<Storage>(test::fakeStoreFactory(m_controls), settings, Clock::system());
    m_storage->setOnAppended(m_outcomes->handler());
    m_storage->setOnUncertain([this](const std::vector<SessionKey> &keys) { m_uncertain += int(keys.size()); });
    QVERIFY(m_storage->start());
    QVERIFY(m_storage->isAvailable());
    QVERIFY(!m_storage->epoch().isNull());
}

void TestStorage::send(const Conversation &talk, int count)
{
    std::vector<std::pair<AppendRequest, AppendTicket>> batch;
    for (int i = 0; i < count; ++i)
        batch.emplace_back(talk.fromAgent("text"), AppendTicket{ 0, {}, Audience::Escaped, QByteArray::number(i) });
    m_storage->append(std::move(batch));
}

void TestStorage::storesAndAnswers()
{
    start(m_patient);
    const ConnectionId connection{ Uuid::random() };
    const Conversation talk;
    m_storage->append(talk.fromAgent("hello"), { 3, connection, Audience::Plain, "r1" });
    QTRY_COMPARE(m_outcomes->count(), size_t(1));
    const AppendOutcome outcome = m_outcomes->all().front();
    QVERIFY(outcome.confirm);
    QCOMPARE(outcome.result->message.seq, 1);
    QCOMPARE(outcome.result->message.text, "hello");
    QCOMPARE(outcome.ticket.thread, 3u);
    QVERIFY(outcome.ticket.connection == connection);
    QCOMPARE(outcome.ticket.requestId, "r1");
    QTRY_COMPARE(m_storage->queued(), 0);
}

void TestStorage::takesWhatIsQueuedAsOneBatch()
{
    start({ 1, 1, 10'000, 512, 60'000 });
    m_controls->hold();
    send(Conversation());
    QTRY_COMPARE(m_controls->held(), 1);
    for (int i = 0; i < 100; ++i)
        send(Conversation());
    QCOMPARE(m_storage->queued(), 101);
    m_controls->release();
    QTRY_COMPARE(m_outcomes->stored(), size_t(101));
    QCOMPARE(m_controls->batches(), (std::vector<size_t>{ 1, 100 }));
}

void TestStorage::batchLimitHolds()
{
    start({ 1, 1, 10'000, 64, 60'000 });
    send(Conversation(), 1000);
    QTRY_COMPARE(m_outcomes->stored(), size_t(1000));
    const auto batches = m_controls->batches();
    QVERIFY(*std::max_element(batches.begin(), batches.end()) <= 64);
}

void TestStorage::sessionsKeepTheirOrder()
{
    start({ 4, 1, 100'000, 64, 60'000 });
    const std::vector<Conversation> talks(20);
    for (int round = 0; round < 50; ++round) {
        for (const Conversation &talk : talks)
            send(talk, 5);
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_outcomes->stored(), size_t(20 * 50 * 5), 30'000);
    QHash<SessionKey, qint64> last;
    for (const AppendOutcome &outcome : m_outcomes->all()) {
        const ChatMessage &message = outcome.result->message;
        QCOMPARE(message.seq, ++last[message.key]);
        QCOMPARE(outcome.ticket.requestId.toInt(), int((message.seq - 1) % 5));
    }
}

void TestStorage::overloadIsRefusedAtOnce()
{
    // F35
    start({ 1, 1, 10, 512, 60'000 });
    m_controls->hold();
    const Conversation talk;
    send(talk);
    QTRY_COMPARE(m_controls->held(), 1);
    send(talk, 15);
    QCOMPARE(m_outcomes->failed(ErrorCode::Overloaded), size_t(5));
    QVERIFY(m_outcomes->all().front().result.error().retryAfterMs.value_or(0) > 0);
    QCOMPARE(m_storage->queued(), 11);
    m_controls->release();
    QTRY_COMPARE(m_outcomes->stored(), size_t(11));
}

void TestStorage::hungStoreIsAnsweredInTime()
{
    // F28
    start(m_hasty);
    m_controls->hold();
    QElapsedTimer time;
    time.start();
    send(Conversation(), 3);
    QTRY_COMPARE(m_outcomes->failed(ErrorCode::SendFailed), size_t(3));
    QVERIFY(time.elapsed() >= 150);
    QVERIFY(m_outcomes->all().front().result.error().message.contains("in time"));
    QTRY_COMPARE(m_controls->interrupts(), 1);
    m_controls->release();
    send(Conversation());
    QTRY_COMPARE(m_outcomes->stored(), size_t(1));
    QCOMPARE(m_outcomes->count(), size_t(4));
    QCOMPARE(m_uncertain, 0);
}

void TestStorage::whatWaitsIsAnsweredInTime()
{
    start(m_hasty);
    m_controls->setReachable(false);
    send(Conversation(), 3);
    QTRY_COMPARE(m_outcomes->failed(ErrorCode::SendFailed), size_t(3));
    QCOMPARE(m_storage->queued(), 0);
    QVERIFY(m_controls->batches().empty());
    QTRY_VERIFY(!m_storage->isAvailable());
    m_controls->setReachable(true);
    QTRY_VERIFY(m_storage->isAvailable());
}

void TestStorage::lateCommitIsDeliveredUnconfirmed()
{
    start(m_hasty);
    m_controls->setBrokenOff(StoreControls::BrokenOff::Stored);
    m_controls->hold();
    send(Conversation());
    QTRY_COMPARE(m_outcomes->count(), size_t(2));
    const auto outcomes = m_outcomes->all();
    QVERIFY(!outcomes[0].result && outcomes[0].confirm);
    QVERIFY(outcomes[1].result && !outcomes[1].confirm);
}

void TestStorage::unknownCommitIsToldWhenTheStoreIsBack()
{
    start({ 1, 1, 10'000, 512, 60'000 });
    m_controls->setBrokenOff(StoreControls::BrokenOff::Unknown);
    m_controls->hold();
    const Conversation talk;
    send(talk, 2);
    QTRY_COMPARE(m_controls->held(), 1);
    m_controls->setReachable(false);
    QTRY_COMPARE(m_outcomes->failed(ErrorCode::SendFailed), size_t(2));
    QTRY_VERIFY(!m_storage->isAvailable());
    QCOMPARE(m_uncertain, 0);
    m_controls->setReachable(true);
    QTRY_COMPARE(m_uncertain, 1);
    QCOMPARE(m_outcomes->count(), size_t(2));
}

void TestStorage::lostStoreFailsWhatIsInFlight()
{
    // F26
    start({ 1, 1, 10'000, 512, 60'000 });
    m_controls->hold();
    send(Conversation());
    QTRY_COMPARE(m_controls->held(), 1);
    send(Conversation());
    m_controls->setReachable(false);
    QTRY_COMPARE(m_outcomes->failed(ErrorCode::SendFailed), size_t(1));
    // What had not begun waits for the store.
    QCOMPARE(m_storage->queued(), 1);
    m_controls->release();
    m_controls->setReachable(true);
    QTRY_COMPARE(m_outcomes->stored(), size_t(1));
}

void TestStorage::startsWithoutItsStore()
{
    m_controls->setReachable(false);
    m_storage = std::make_unique<Storage>(test::fakeStoreFactory(m_controls), m_patient, Clock::system());
    m_storage->setOnAppended(m_outcomes->handler());
    QCOMPARE(m_storage->start().error().code, ErrorCode::Unavailable);
    QVERIFY(!m_storage->isAvailable());
    send(Conversation());
    QCOMPARE(m_outcomes->count(), size_t(0));
    m_controls->setReachable(true);
    QTRY_COMPARE(m_outcomes->stored(), size_t(1));
    QTRY_VERIFY(m_storage->isAvailable());
}

void TestStorage::startFailsForGood()
{
    m_controls->setOpenError(ErrorCode::Internal);
    m_storage = std::make_unique<Storage>(test::fakeStoreFactory(m_controls), m_patient, Clock::system());
    QCOMPARE(m_storage->start().error().code, ErrorCode::Internal);
    m_storage->stop(0);
}

void TestStorage::fewerConnectionsServeAll()
{
    // F29: both writers' connections are lost, and the store has room for one of them.
    start(m_patient);
    m_controls->setReachable(false);
    m_controls->setMostConnections(3); // two of them are the reader's and that of the small writes
    for (int i = 0; i < 20; ++i)
        send(Conversation());
    QTRY_VERIFY(!m_storage->isAvailable());
    m_controls->setReachable(true);
    QTRY_COMPARE(m_outcomes->stored(), size_t(20));
}

void TestStorage::oneOfEachKindComesFirst()
{
    // F29: the store comes up with room for two connections of five.
    for (int times = 0; times < 10; ++times) {
        m_controls = std::make_shared<StoreControls>();
        m_controls->setReachable(false);
        m_controls->setMostConnections(2);
        m_storage = std::make_unique<Storage>(
            test::fakeStoreFactory(m_controls), StorageSettings{ 2, 2 }, Clock::system());
        QVERIFY(!m_storage->start());
        m_controls->setReachable(true);
        QTRY_VERIFY(m_storage->isAvailable());
    }
}

void TestStorage::readsRunOnce()
{
    start(m_patient);
    std::atomic<int> answered = 0;
    for (int i = 0; i < 50; ++i)
        m_storage->read([&](Result<MessageStore *> store) { answered += store && (*store)->ping(); });
    QTRY_COMPARE(answered.load(), 50);
}

void TestStorage::hungReadIsBrokenOff()
{
    start(m_hasty);
    m_controls->hold();
    std::atomic<int> calls = 0;
    std::atomic<bool> failed = false;
    m_storage->read([&](Result<MessageStore *> store) {
        ++calls;
        failed = store && !(*store)->session(Conversation().key);
    });
    QTRY_VERIFY(failed);
    QCOMPARE(calls.load(), 1);
    m_controls->release();
    m_storage->read([&](Result<MessageStore *> store) { calls += store && (*store)->session(Conversation().key); });
    QTRY_COMPARE(calls.load(), 2);
}

void TestStorage::waitingReadsAreAnsweredInTime()
{
    start(m_hasty);
    m_controls->hold();
    std::atomic<int> late = 0;
    const auto ask = [&](Result<MessageStore *> store) {
        late += store ? !(*store)->session(Conversation().key) : store.error().code == ErrorCode::Overloaded;
    };
    for (int i = 0; i < 5; ++i)
        m_storage->read(ask);
    QTRY_COMPARE(late.load(), 5);
}

void TestStorage::readsAreRefusedWhenTheLineIsLong()
{
    const auto now = std::make_shared<std::atomic<qint64>>(1'000);
    m_storage = std::make_unique<Storage>(test::fakeStoreFactory(m_controls), StorageSettings{ 1, 1, 100, 512, 60'000 },
        Clock{ [now] { return now->load(); }, Clock::system().wallMs });
    QVERIFY(m_storage->start());
    m_controls->hold();
    const auto ask = [](Result<MessageStore *> store) { return store && (*store)->session(Conversation().key); };
    m_storage->read(ask);
    QTRY_COMPARE(m_controls->held(), 1);
    m_storage->read(ask);
    *now += 30'001; // more than half of the deadline
    QCOMPARE(m_storage->readWaitMs(), 30'001);
    QSet<qint64> waits;
    for (int i = 0; i < 10; ++i)
        m_storage->read([&](const Result<MessageStore *> &store) { waits.insert(store.error().retryAfterMs.value_or(0)); });
    QVERIFY(waits.size() == 10 && !waits.contains(0));
}

void TestStorage::readsFailAtOnceWhileTheStoreIsAway()
{
    start(m_patient);
    m_controls->setReachable(false);
    std::atomic<int> refused = 0;
    const auto ask
        = [&](Result<MessageStore *> store) { refused += !store && store.error().code == ErrorCode::Unavailable; };
    m_storage->read(ask);
    QTRY_COMPARE(refused.load(), 1);
    m_storage->read(ask);
    QCOMPARE(refused.load(), 2);
}

void TestStorage::stopFinishesWhatIsQueued()
{
    start(m_patient);
    for (int i = 0; i < 500; ++i)
        send(Conversation());
    m_storage->stop(10'000);
    QCOMPARE(m_outcomes->stored(), size_t(500));
}

void TestStorage::stopDoesNotWaitForEver()
{
    start(m_patient);
    m_controls->hold();
    const Conversation talk;
    send(talk);
    QTRY_COMPARE(m_controls->held(), 1);
    send(talk, 4);
    m_storage->stop(50);
    QCOMPARE(m_outcomes->failed(ErrorCode::SendFailed), size_t(5));
}

void TestStorage::nothingIsTakenAfterStop()
{
    start(m_patient);
    m_storage->stop(1'000);
    send(Conversation());
    QCOMPARE(m_outcomes->failed(ErrorCode::Unavailable), size_t(1));
    int refused = 0;
    m_storage->read([&](Result<MessageStore *> store) { refused += !store; });
    QCOMPARE(refused, 1);
}

QTEST_GUILESS_MAIN(TestStorage)
#include "tst_storage.moc"
