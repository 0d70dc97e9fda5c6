// SPDX-License-Identifier: Apache-2.0
// What becomes of a batch of marks. Seen red: every mark a move of its own (manyMarksAreOneMove), the first mark's
// connection kept (toldByTheLastThatAsked).
#include "chat/receiptservice.h"
#include "store/memorystore.h"
#include "support/appendrequests.h"

#include <QTest>

using namespace conversa;
using test::Conversation;

namespace {

// Counts what it is asked to move.
class CountingStore : public MemoryStore
{
public:
    CountingStore()
        : MemoryStore(std::make_shared<MemoryData>())
    {
    }
    Result<std::vector<WatermarkMoved>> moveWatermarks(std::span<const WatermarkMove> moves) override
    {
        moved += moves.size();
        return MemoryStore::moveWatermarks(moves);
    }
    Result<std::vector<qint64>> seqsOf(std::span<const MessagePlace> places) override
    {
        ++asked;
        return MemoryStore::seqsOf(places);
    }

    size_t moved = 0;
    int asked = 0;
};

} // namespace

class TestReceipts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void manyMarksAreOneMove();
    void bothMarksOfAUserAreOneMove();
    void toldByTheLastThatAsked();
    void unknownMessagesAreNamed();
    void nothingMovesTwice();
    void idsAreLookedUpOnlyWhereGiven();

private:
    MarkRequest mark(Mark mark, qint64 seq) const { return { m_talk.key, m_talk.agent, Role::Agent, {}, { m_talk.key.session, mark, {}, seq }, {} }; }
    MarkRequest mark(Mark mark, MessageId id) const { return { m_talk.key, m_talk.agent, Role::Agent, {}, { m_talk.key.session, mark, id, {} }, {} }; }

    std::unique_ptr<CountingStore> m_store;
    Conversation m_talk;
    std::vector<MessageId> m_ids;
};

void TestReceipts::init()
{
    m_store = std::make_unique<CountingStore>();
    m_talk = {};
    m_ids.clear();
    for (int i = 0; i < 10; ++i) {
        const std::vector batch{ m_talk.fromAgent("x") };
        m_ids.push_back(m_store->append(batch)->front()->message.id);
    }
}

void TestReceipts::manyMarksAreOneMove()
{
    std::vector<MarkRequest> batch;
    for (int i = 0; i < 10; ++i)
        batch.push_back(mark(Mark::Read, m_ids[size_t((i * 7) % 10)]));
    const auto outcome = storeMarks(*m_store, batch);
    QVERIFY(outcome);
    QCOMPARE(m_store->moved, size_t(1));
    QCOMPARE(m_store->asked, 1);
    QCOMPARE(outcome->moved.size(), size_t(1));
    QCOMPARE(outcome->moved[0].message.seq, 10);
}

void TestReceipts::bothMarksOfAUserAreOneMove()
{
    const auto outcome = storeMarks(*m_store, { mark(Mark::Delivered, 7), mark(Mark::Read, 5), mark(Mark::Delivered, 6) });
    QVERIFY(outcome);
    QCOMPARE(m_store->moved, size_t(1));
    QCOMPARE(outcome->moved.size(), size_t(2));
    QVERIFY(outcome->moved[0].mark == Mark::Delivered && outcome->moved[0].message.seq == 7);
    QVERIFY(outcome->moved[1].mark == Mark::Read && outcome->moved[1].message.seq == 5);
}

void TestReceipts::toldByTheLastThatAsked()
{
    const auto outcome = storeMarks(*m_store, { mark(Mark::Read, 3), mark(Mark::Read, 2) });
    QCOMPARE(outcome->moved[0].request, size_t(1));
    QCOMPARE(outcome->moved[0].message.seq, 3);
}

void TestReceipts::unknownMessagesAreNamed()
{
    const auto outcome
        = storeMarks(*m_store, { mark(Mark::Read, MessageId{ Uuid::random() }), mark(Mark::Read, m_ids[1]) });
    QCOMPARE(outcome->unknown, std::vector<size_t>{ 0 });
    QCOMPARE(outcome->moved[0].message.seq, 2);
    const auto none = storeMarks(*m_store, { mark(Mark::Read, MessageId{ Uuid::random() }) });
    QCOMPARE(none->unknown.size(), size_t(1));
    QVERIFY(none->moved.empty());
    QCOMPARE(m_store->moved, size_t(1));
}

void TestReceipts::nothingMovesTwice()
{
    QCOMPARE(storeMarks(*m_store, { mark(Mark::Read, 4) })->moved.size(), size_t(1));
    QVERIFY(storeMarks(*m_store, { mark(Mark::Read, 4), mark(Mark::Delivered, 3) })->moved.empty());
}

void TestReceipts::idsAreLookedUpOnlyWhereGiven()
{
    QVERIFY(storeMarks(*m_store, { mark(Mark::Read, 4) }));
    QCOMPARE(m_store->asked, 0);
}

QTEST_GUILESS_MAIN(TestReceipts)
#include "tst_receipts.moc"
