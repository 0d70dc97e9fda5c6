// SPDX-License-Identifier: Apache-2.0
// When a client joins a session, and again; when it asks for what is missing; what it says of typing and receipts.
// Seen red: a refused join that is never tried again, a gap asked for in every turn, typing said at every key, marks
// that move back or are not said again on a new connection.
#include "client/membership.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace conversa;

namespace {

const SessionId session{ Uuid::random() };
const ContactId contact{ Uuid::random() };
const Epoch epoch{ Uuid::random() };

// The types of what is sent, with what tells them apart.
QByteArray said(const QByteArrayList &frames)
{
    QByteArray text;
    for (const QByteArray &frame : frames) {
        const QJsonObject envelope = QJsonDocument::fromJson(frame).object();
        const QJsonObject payload = envelope[QLatin1String("payload")].toObject();
        text += envelope[QLatin1String("type")].toString().toUtf8();
        for (const char *key : { "after_seq", "up_to_seq", "is_typing" }) {
            const QJsonValue value = payload[QLatin1String(key)];
            if (!value.isUndefined())
                text += ' ' + value.toVariant().toByteArray();
        }
        text += ", ";
    }
    text.chop(2 * (text.size() > 0));
    return text;
}

SessionJoined answer(qint64 lastSeq, bool recovered)
{
    return { .session = session, .lastSeq = lastSeq, .epoch = epoch, .recovered = recovered };
}

ReceivedMessage message(qint64 seq)
{
    return { .id = { Uuid::random() }, .session = session, .contact = contact, .seq = seq };
}

ErrorReply refusal(ErrorCode code, std::optional<qint64> retryAfterMs = {})
{
    return { { code, "no", {}, retryAfterMs }, {}, traits(code).retryable };
}

Membership joinedAt(qint64 seq)
{
    Membership member(session, {}, Backoff(1));
    member.due(0);
    member.onJoined(answer(seq, false), 0);
    return member;
}

} // namespace

class TestMembership : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joins();
    void joinsAgainFromWhereItWas();
    void repeatsAJoinNobodyAnswers();
    void obeysARefusal();
    void waitsForASessionToBegin();
    void asksForAGap();
    void leavesProgressAlone();
    void saysTyping();
    void saysMarks();
    void stopsMarksNobodyKnows();
};

void TestMembership::joins()
{
    Membership member(session, {}, Backoff(1));
    QVERIFY(member.dueMs() == 0 && !member.isReady());
    QCOMPARE(said(member.due(0)), QByteArray("join_session"));
    QCOMPARE(said(member.due(1)), QByteArray());
    member.onJoined(answer(4, false), 2);
    QVERIFY(member.isReady() && member.isJoined() && !member.dueMs());
}

void TestMembership::joinsAgainFromWhereItWas()
{
    Membership member = joinedAt(4);
    member.onMessage(message(5), 1);
    QCOMPARE(member.takeMessages(1).size(), size_t(1));
    member.onConnectionLost();
    QVERIFY(!member.isReady());
    QCOMPARE(said(member.due(2)), QByteArray("join_session 5"));
}

void TestMembership::repeatsAJoinNobodyAnswers()
{
    Membership member(session, {}, Backoff(1));
    member.due(10);
    QVERIFY(member.dueMs() == 10 + Membership::patienceMs);
    QCOMPARE(said(member.due(10 + Membership::patienceMs)), QByteArray("join_session"));
}

void TestMembership::obeysARefusal()
{
    Membership member(session, {}, Backoff(1));
    member.due(0);
    QVERIFY(!member.onJoinRefused(refusal(ErrorCode::RateLimited, 300), 10));
    QVERIFY(member.dueMs() == 310 && !member.isReady());
    QCOMPARE(said(member.due(309)), QByteArray());
    QCOMPARE(said(member.due(310)), QByteArray("join_session"));
    QVERIFY(member.onJoinRefused(refusal(ErrorCode::Forbidden), 320));
    QVERIFY(!member.dueMs() && member.isReady());
}

void TestMembership::waitsForASessionToBegin()
{
    Membership member(session, {}, Backoff(1));
    member.due(0);
    QVERIFY(!member.onJoinRefused(refusal(ErrorCode::NotFound), 10));
    QVERIFY(member.dueMs() >= 510 && member.dueMs() <= 1'010);
    // The own first message makes the session, and is not missed.
    QVERIFY(member.isReady());
    member.onOwnStored();
    member.onMessage(message(1), 20);
    QCOMPARE(member.takeMessages(20).size(), size_t(1));
    QCOMPARE(said(member.due(20)), QByteArray("join_session 1"));
    QVERIFY(!member.onJoined(answer(1, true), 21));
}

void TestMembership::asksForAGap()
{
    Membership member = joinedAt(4);
    member.onMessage(message(7), 100);
    QVERIFY(member.takeMessages(100).empty());
    QCOMPARE(said(member.due(99 + Membership::gapMs)), QByteArray());
    QCOMPARE(said(member.due(100 + Membership::gapMs)), QByteArray("get_history 4"));
    QCOMPARE(said(member.due(200 + Membership::gapMs)), QByteArray());
    // A page that ends before the gap does: the next one at once.
    member.onGapFilled({ message(5) }, 300);
    QCOMPARE(member.takeMessages(300).size(), size_t(1));
    member.onGapFilled({ message(6), message(7) }, 400);
    QCOMPARE(member.takeMessages(400).size(), size_t(2));
    QVERIFY(!member.dueMs());
}

void TestMembership::leavesProgressAlone()
{
    Membership member = joinedAt(0);
    member.onConnectionLost();
    member.due(0);
    member.onJoined(answer(100, true), 0);
    // A replay that goes on is no gap, however long it takes.
    for (qint64 seq = 1; seq <= 100; ++seq) {
        const qint64 now = seq * (Membership::gapMs - 1);
        QCOMPARE(said(member.due(now)), QByteArray());
        member.onMessage(message(seq), now);
        QCOMPARE(member.takeMessages(now).size(), size_t(1));
    }
    QVERIFY(!member.dueMs());
}

void TestMembership::saysTyping()
{
    Membership member = joinedAt(0);
    QByteArray all;
    // A key each 100 ms for 10 s, then silence.
    for (qint64 now = 1'000; now < 20'000; now += 100) {
        if (now < 11'000)
            member.typed(contact, now);
        const QByteArray frames = said(member.due(now));
        if (!frames.isEmpty())
            all += frames + " at " + QByteArray::number(now) + '\n';
    }
    QCOMPARE(all,
        QByteArray("typing true at 1000\ntyping true at 4000\ntyping true at 7000\ntyping true at 10000\n"
                   "typing false at 14900\n"));
    member.typed(contact, 30'000);
    QCOMPARE(said(member.due(30'000)), QByteArray("typing true"));
    member.onSent(); // ends it on the server too
    QVERIFY(!member.dueMs());
    member.typed(contact, 30'100);
    member.stopTyping();
    QCOMPARE(said(member.due(30'100)), QByteArray("typing false"));
    member.stopTyping();
    QCOMPARE(said(member.due(30'200)), QByteArray());
}

void TestMembership::saysMarks()
{
    Membership member = joinedAt(0);
    member.mark(Mark::Delivered, 3);
    member.mark(Mark::Read, 2);
    QCOMPARE(said(member.due(1'000)), QByteArray("mark_delivered 3, mark_read 2"));
    member.mark(Mark::Read, 1);
    QCOMPARE(said(member.due(2'000)), QByteArray());
    member.mark(Mark::Read, 4);
    QCOMPARE(said(member.due(2'000)), QByteArray("mark_read 4"));
    // Quick ones become one.
    for (qint64 seq = 5; seq <= 50; ++seq) {
        member.mark(Mark::Read, seq);
        QCOMPARE(said(member.due(2'000 + seq)), QByteArray());
    }
    QVERIFY(member.dueMs() == 2'200);
    QCOMPARE(said(member.due(2'200)), QByteArray("mark_read 50"));
    member.mark(Mark::Read, 7);
    member.onConnectionLost();
    member.due(3'000);
    QCOMPARE(said(member.due(3'000)), QByteArray());
    member.onJoined(answer(50, true), 3'000);
    QVERIFY(said(member.due(3'000)).endsWith("mark_delivered 3, mark_read 50"));
}

void TestMembership::stopsMarksNobodyKnows()
{
    Membership member = joinedAt(0);
    member.forgetMarks(Mark::Delivered);
    member.mark(Mark::Delivered, 3);
    member.mark(Mark::Read, 3);
    QCOMPARE(said(member.due(1'000)), QByteArray("mark_read 3"));
    QVERIFY(!member.dueMs());
    member.onConnectionLost();
    member.due(2'000);
    member.onJoined(answer(3, true), 2'000);
    QVERIFY(said(member.due(2'000)).contains("mark_delivered 3"));
}

QTEST_GUILESS_MAIN(TestMembership)
#include "tst_membership.moc"
