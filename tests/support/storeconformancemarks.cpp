// SPDX-License-Identifier: Apache-2.0
// How far users have got: watermarks. Seen red: not held at the last message (watermarkStopsAtTheLastMessage), the lower
// mark taken (watermarksOnlyMoveForward), all users on one side (eachSideHasItsFurthestMark).
#include "support/storeconformance.h"

#include <QTest>

namespace conversa::test {

namespace {

WatermarkMove delivered(const SessionKey &key, UserId user, qint64 seq)
{
    return { key, user, Role::Agent, seq, 0 };
}

WatermarkMove read(const SessionKey &key, UserId user, qint64 seq)
{
    return { key, user, Role::Agent, 0, seq };
}

WatermarkMoved moved(MessageStore &store, const WatermarkMove &move)
{
    const auto results = store.moveWatermarks(std::vector{ move });
    if (results && results->size() == 1)
        return results->front();
    QTest::qFail(results ? "wrong number of results" : results.error().message.constData(), __FILE__, __LINE__);
    return {};
}

std::vector<Watermark> watermarks(MessageStore &store, const SessionKey &key)
{
    const auto joined = store.joinedSession(key);
    return joined && *joined ? (*joined)->watermarks : std::vector<Watermark>();
}

} // namespace

std::vector<MessageId> StoreConformance::appendMany(const Conversation &talk, int count)
{
    std::vector<MessageId> ids;
    for (int i = 0; i < count; ++i)
        ids.push_back(append(talk.fromAgent(QByteArray::number(i)))->message.id);
    return ids;
}

void StoreConformance::messagesAreFoundByTheirId()
{
    const Conversation talk;
    const Conversation other;
    const auto ids = appendMany(talk, 3);
    const auto theirs = appendMany(other, 1);
    const auto seqs = store().seqsOf(std::vector<MessagePlace>{ { talk.key, ids[2] }, { talk.key, theirs[0] },
        { talk.key, ids[0] }, { other.key, theirs[0] }, { other.key, MessageId{ Uuid::random() } } });
    QVERIFY(seqs);
    QCOMPARE(*seqs, (std::vector<qint64>{ 3, 0, 1, 1, 0 }));
}

void StoreConformance::watermarksOnlyMoveForward()
{
    const Conversation talk;
    const auto ids = appendMany(talk, 5);
    QCOMPARE(moved(store(), delivered(talk.key, talk.agent, 3)).delivered, (MarkedMessage{ ids[2], 3 }));
    QCOMPARE(moved(store(), delivered(talk.key, talk.agent, 3)), WatermarkMoved{});
    QCOMPARE(moved(store(), delivered(talk.key, talk.agent, 2)), WatermarkMoved{});
    QCOMPARE(moved(store(), read(talk.key, talk.agent, 2)).read, (MarkedMessage{ ids[1], 2 }));
    QCOMPARE(moved(store(), read(talk.key, talk.agent, 1)), WatermarkMoved{});
    QCOMPARE(moved(store(), delivered(talk.key, talk.agent, 5)).delivered, (MarkedMessage{ ids[4], 5 }));
    QCOMPARE(watermarks(store(), talk.key), (std::vector<Watermark>{ { talk.agent, Role::Agent, 5, 2 } }));
}

void StoreConformance::readImpliesDelivered()
{
    const Conversation talk;
    const auto ids = appendMany(talk, 5);
    const auto both = moved(store(), { talk.key, talk.agent, Role::Agent, 4, 2 });
    QCOMPARE(both.delivered, (MarkedMessage{ ids[3], 4 }));
    QCOMPARE(both.read, (MarkedMessage{ ids[1], 2 }));
    const auto all = moved(store(), read(talk.key, talk.agent, 5));
    QVERIFY(!all.delivered);
    QCOMPARE(all.read, (MarkedMessage{ ids[4], 5 }));
    QCOMPARE(moved(store(), delivered(talk.key, talk.agent, 5)), WatermarkMoved{});
    QCOMPARE(watermarks(store(), talk.key), (std::vector<Watermark>{ { talk.agent, Role::Agent, 5, 5 } }));
}

void StoreConformance::watermarkStopsAtTheLastMessage()
{
    const Conversation talk;
    const auto ids = appendMany(talk, 2);
    QCOMPARE(moved(store(), read(talk.key, talk.agent, 9'007'199'254'740'991)).read, (MarkedMessage{ ids[1], 2 }));
    const auto later = appendMany(talk, 1);
    QCOMPARE(watermarks(store(), talk.key), (std::vector<Watermark>{ { talk.agent, Role::Agent, 2, 2 } }));
    QCOMPARE(moved(store(), read(talk.key, talk.agent, 3)).read, (MarkedMessage{ later[0], 3 }));
}

void StoreConformance::watermarkNeedsASession()
{
    const Conversation talk;
    QCOMPARE(moved(store(), read(talk.key, talk.agent, 1)), WatermarkMoved{});
    QVERIFY(!*store().joinedSession(talk.key));
    QVERIFY(!*store().session(talk.key));
}

void StoreConformance::watermarksAreApart()
{
    const Conversation talk;
    const Conversation second;
    Conversation elsewhere = talk;
    elsewhere.key.tenant = "other";
    for (const Conversation *each : { &talk, &second, static_cast<const Conversation *>(&elsewhere) })
        appendMany(*each, 3);
    const UserId user{ Uuid::random() };
    const auto results = store().moveWatermarks(std::vector{ read(talk.key, talk.agent, 1), read(second.key, talk.agent, 2),
        read(elsewhere.key, talk.agent, 3), delivered(talk.key, user, 2) });
    QVERIFY(results);
    QCOMPARE(results->at(0).read->seq, 1);
    QCOMPARE(results->at(1).read->seq, 2);
    QCOMPARE(results->at(2).read->seq, 3);
    QCOMPARE(results->at(3).delivered->seq, 2);
    QCOMPARE(watermarks(store(), second.key), (std::vector<Watermark>{ { talk.agent, Role::Agent, 2, 2 } }));
    QCOMPARE(watermarks(store(), elsewhere.key), (std::vector<Watermark>{ { talk.agent, Role::Agent, 3, 3 } }));
    QCOMPARE(watermarks(store(), talk.key).size(), size_t(2));
}

void StoreConformance::eachSideHasItsFurthestMark()
{
    const Conversation talk;
    appendMany(talk, 9);
    const auto moves = store().moveWatermarks(std::vector<WatermarkMove>{
        { talk.key, talk.agent, Role::Agent, 5, 2 }, { talk.key, UserId{ Uuid::random() }, Role::Service, 4, 3 },
        { talk.key, talk.contactUser, Role::Contact, 8, 7 } });
    QVERIFY(moves);
    const auto marks = store().sideMarks(talk.key);
    QVERIFY(marks);
    QCOMPARE(marks->business.delivered, 5);
    QCOMPARE(marks->business.read, 3);
    QCOMPARE(marks->contact.delivered, 8);
    QCOMPARE(marks->contact.read, 7);
    const auto none = store().sideMarks({ talk.key.tenant, SessionId{ Uuid::random() } });
    QVERIFY(none && none->contact.delivered == 0 && none->business.delivered == 0);
}

void StoreConformance::joinedSessionTellsItsWatermarks()
{
    const Conversation talk;
    appendMany(talk, 2);
    const auto unmarked = store().joinedSession(talk.key);
    QVERIFY(unmarked && *unmarked);
    QVERIFY((*unmarked)->watermarks.empty());
    std::vector<WatermarkMove> moves;
    for (int i = 0; i < mostWatermarks + 5; ++i)
        moves.push_back(read(talk.key, UserId{ Uuid::random() }, 1 + i % 2));
    QVERIFY(store().moveWatermarks(moves));
    const auto joined = store().joinedSession(talk.key);
    QVERIFY(joined && *joined);
    QCOMPARE((*joined)->state.lastSeq, 2);
    QVERIFY((*joined)->state.contact == talk.contact);
    QCOMPARE((*joined)->watermarks.size(), size_t(mostWatermarks));
}

} // namespace conversa::test
