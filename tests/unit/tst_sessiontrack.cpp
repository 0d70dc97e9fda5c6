// SPDX-License-Identifier: Apache-2.0
// A session's messages come out once and in order, however they came in: live, replayed, confirmed, from history,
// doubled, out of order, around a lost connection and into another store. Seen red: without the check for what was
// handed out already, with a page of history that fills nothing asked for again, with held messages kept into another
// store, with the bound of what is held lifted.
#include "client/sessiontrack.h"

#include <QRandomGenerator>
#include <QTest>

using namespace conversa;

namespace {

const SessionId session{ Uuid::random() };
const Epoch first{ Uuid::random() };
const Epoch second{ Uuid::random() };

ReceivedMessage message(qint64 seq)
{
    return { .id = { Uuid::random() }, .session = session, .contact = {}, .seq = seq };
}

SessionJoined joined(qint64 lastSeq, bool recovered, const Epoch &epoch = first, std::optional<qint64> missed = {})
{
    return { .session = session, .lastSeq = lastSeq, .epoch = epoch, .recovered = recovered, .missed = missed };
}

QList<qint64> taken(SessionTrack &track)
{
    QList<qint64> seqs;
    for (const ReceivedMessage &next : track.take())
        seqs.append(next.seq);
    return seqs;
}

// Joined for the first time at `seq`.
SessionTrack trackAt(qint64 seq)
{
    SessionTrack track;
    track.onJoined(joined(seq, false));
    return track;
}

std::vector<ReceivedMessage> page(qint64 from, qint64 to)
{
    std::vector<ReceivedMessage> messages;
    for (qint64 seq = from; seq <= to; ++seq)
        messages.push_back(message(seq));
    return messages;
}

using Seqs = QList<qint64>;

} // namespace

class TestSessionTrack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsAtTheHead();
    void ordersAndDropsDoubles();
    void resumes();
    void resumesFromAnEarlierRun();
    void tellsWhatIsMissed();
    void entersAnotherStore();
    void fillsAGap();
    void passesAGapThatNothingFills();
    void holdsABoundedNumber();
    void beginsAtTheStart();
    void anyOrder();
};

void TestSessionTrack::beginsAtTheHead()
{
    SessionTrack track;
    QVERIFY(!track.joinRequest(session).afterSeq);
    QVERIFY(track.take().empty() && !track.point());
    QVERIFY(!track.onJoined(joined(5, false)));
    track.add(message(6));
    QCOMPARE(taken(track), Seqs{ 6 });
    QCOMPARE(track.point()->seq, 6);
    QCOMPARE(track.point()->epoch, first.toByteArray());
}

void TestSessionTrack::ordersAndDropsDoubles()
{
    SessionTrack track = trackAt(5);
    track.add(message(8)); // message_sent overtakes
    QVERIFY(taken(track).isEmpty() && track.hasGap());
    track.add(message(6));
    track.add(message(6));
    QCOMPARE(taken(track), Seqs{ 6 });
    track.add(message(7));
    track.add(message(5));
    QCOMPARE(taken(track), (Seqs{ 7, 8 }));
    track.add(message(8));
    QVERIFY(taken(track).isEmpty() && !track.hasGap());
}

void TestSessionTrack::resumes()
{
    SessionTrack track = trackAt(5);
    track.add(message(6));
    track.add(message(8));
    taken(track);
    const JoinSession request = track.joinRequest(session);
    QVERIFY(request.afterSeq == 6 && request.epoch == first.toByteArray());
    QVERIFY(!track.onJoined(joined(9, true)));
    QVERIFY(track.hasGap());
    for (const qint64 seq : { 7, 8, 9 })
        track.add(message(seq));
    QCOMPARE(taken(track), (Seqs{ 7, 8, 9 }));
    QVERIFY(!track.hasGap());
}

void TestSessionTrack::resumesFromAnEarlierRun()
{
    SessionTrack track(ResumePoint{ 3, first.toByteArray() });
    QVERIFY(track.joinRequest(session).afterSeq == 3);
    QVERIFY(!track.onJoined(joined(4, true)));
    track.add(message(4));
    QCOMPARE(taken(track), Seqs{ 4 });
}

void TestSessionTrack::tellsWhatIsMissed()
{
    SessionTrack track = trackAt(5);
    const auto missed = track.onJoined(joined(20'005, false, first, 20'000));
    QVERIFY(missed && missed->count == 20'000);
    QVERIFY(missed->afterSeq == 5 && missed->nextSeq == 20'006);
    track.add(message(20'006));
    QCOMPARE(taken(track), Seqs{ 20'006 });
}

void TestSessionTrack::entersAnotherStore()
{
    SessionTrack track = trackAt(50);
    ReceivedMessage old = message(52);
    old.text = "of the old store";
    track.add(old);
    const auto missed = track.onJoined(joined(3, false, second));
    QVERIFY(missed && !missed->count && missed->nextSeq == 4);
    QVERIFY(!track.hasGap());
    QCOMPARE(track.point()->epoch, second.toByteArray());
    for (qint64 seq = 4; seq <= 53; ++seq)
        track.add(message(seq));
    const auto messages = track.take();
    QCOMPARE(messages.size(), size_t(50));
    QVERIFY(std::all_of(messages.begin(), messages.end(), [](const auto &next) { return next.text.isEmpty(); }));
}

void TestSessionTrack::fillsAGap()
{
    SessionTrack track = trackAt(0);
    track.add(message(150));
    QVERIFY(track.gapRequest(session).afterSeq == 0);
    QVERIFY(!track.onHistory(page(1, 100)));
    QCOMPARE(taken(track).size(), 100);
    QVERIFY(track.hasGap() && track.gapRequest(session).afterSeq == 100);
    QVERIFY(!track.onHistory(page(101, 150)));
    QCOMPARE(taken(track).size(), 50);
    QVERIFY(!track.hasGap());
}

void TestSessionTrack::passesAGapThatNothingFills()
{
    SessionTrack track = trackAt(5);
    track.add(message(9));
    const auto missed = track.onHistory(page(8, 9));
    QVERIFY(missed && missed->count == 2 && missed->afterSeq == 5 && missed->nextSeq == 8);
    QCOMPARE(taken(track), (Seqs{ 8, 9 }));
    track.onJoined(joined(12, true));
    QVERIFY(track.onHistory({})->count == 3);
    QVERIFY(!track.hasGap());
}

void TestSessionTrack::holdsABoundedNumber()
{
    SessionTrack track = trackAt(0);
    const auto most = qint64(SessionTrack::mostHeld);
    for (qint64 seq = 2; seq <= most + 500; ++seq)
        track.add(message(seq));
    track.add(message(1));
    QCOMPARE(taken(track).size(), most);
    // The rest is known to exist, and is asked for.
    QVERIFY(track.hasGap() && track.gapRequest(session).afterSeq == most);
    track.onHistory(page(most + 1, most + 500));
    QCOMPARE(taken(track).size(), 500);
    QVERIFY(!track.hasGap());
}

void TestSessionTrack::beginsAtTheStart()
{
    SessionTrack track;
    track.beginAtStart();
    track.add(message(1)); // the own first message, which made the session
    QCOMPARE(taken(track), Seqs{ 1 });
    const JoinSession request = track.joinRequest(session);
    QVERIFY(request.afterSeq == 1 && request.epoch.isEmpty());
    QVERIFY(!track.onJoined(joined(2, true)));
    track.add(message(2));
    QCOMPARE(taken(track), Seqs{ 2 });
    QCOMPARE(track.point()->epoch, first.toByteArray());
}

void TestSessionTrack::anyOrder()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 100; ++round) {
        SessionTrack track = trackAt(0);
        Seqs arrivals;
        for (qint64 seq = 1; seq <= 60; ++seq) {
            for (int copies = random.bounded(1, 4); copies > 0; --copies)
                arrivals.insert(random.bounded(int(arrivals.size()) + 1), seq);
        }
        Seqs out;
        for (const qint64 seq : arrivals) {
            track.add(message(seq));
            out += taken(track);
        }
        QCOMPARE(out.size(), 60);
        QVERIFY(std::is_sorted(out.begin(), out.end()));
    }
}

QTEST_GUILESS_MAIN(TestSessionTrack)
#include "tst_sessiontrack.moc"
