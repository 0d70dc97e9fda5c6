// SPDX-License-Identifier: Apache-2.0
// What a client sends, and sends again: never without its client_message_id, in the order of sending, as fast as the
// server lets it. Seen red: a lost connection that changes nothing, a refusal that does not hold back what stands
// behind, without the window, without the pace, a bucket that is not emptied.
#include "client/outbox.h"

#include <QTest>

using namespace conversa;

namespace {

const SessionId session{ Uuid::random() };
const SessionId otherSession{ Uuid::random() };
const Outbox::Limits fast{ .pace = { 0, 0 } };

bool any(SessionId)
{
    return true;
}

SendMessage message(const QByteArray &id, SessionId to = session)
{
    return { to, { Uuid::random() }, "text of " + id, {}, id };
}

Outbox filled(const Outbox::Limits &limits, int count)
{
    Outbox outbox(limits, Backoff(1));
    for (int i = 0; i < count; ++i) {
        if (!outbox.add(message(QByteArray::number(i))))
            qFatal("message %d was refused", i);
    }
    return outbox;
}

// Everything that goes out now, one id after the other.
QByteArray sent(Outbox &outbox, qint64 now, const Outbox::Ready &ready = any)
{
    QByteArray ids;
    while (const SendMessage *next = outbox.next(now, ready))
        ids += next->clientMessageId + ' ';
    return ids.trimmed();
}

ErrorReply refusal(ErrorCode code, std::optional<qint64> retryAfterMs = {})
{
    return { { code, "no", {}, retryAfterMs }, {}, traits(code).retryable };
}

} // namespace

class TestOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsInOrderOnce();
    void sendsAgainAfterAReconnect();
    void sendsAgainWhatIsNotAnswered();
    void waitsWhenRefused();
    void waitsLongerEachTime();
    void givesUpWhatIsRefusedForGood();
    void keepsItsBounds();
    void keepsItsPace();
    void waitsForTheSession();
};

void TestOutbox::sendsInOrderOnce()
{
    Outbox outbox = filled(fast, 3);
    QCOMPARE(sent(outbox, 10), QByteArray("0 1 2"));
    QCOMPARE(sent(outbox, 11), QByteArray());
    QVERIFY(outbox.confirm("1"));
    QVERIFY(!outbox.confirm("1"));
    QCOMPARE(outbox.size(), 2);
    QVERIFY(outbox.confirm("0") && outbox.confirm("2"));
    QCOMPARE(outbox.size(), 0);
    QVERIFY(!outbox.dueMs(any));
}

void TestOutbox::sendsAgainAfterAReconnect()
{
    Outbox outbox = filled(fast, 3);
    sent(outbox, 10);
    outbox.confirm("1");
    outbox.onConnectionLost();
    QVERIFY(outbox.dueMs(any) <= 11);
    QCOMPARE(sent(outbox, 11), QByteArray("0 2"));
}

void TestOutbox::sendsAgainWhatIsNotAnswered()
{
    Outbox outbox = filled(fast, 1);
    sent(outbox, 10);
    QCOMPARE(*outbox.dueMs(any), 10 + Outbox::patienceMs);
    QCOMPARE(sent(outbox, 9 + Outbox::patienceMs), QByteArray());
    QCOMPARE(sent(outbox, 10 + Outbox::patienceMs), QByteArray("0"));
}

void TestOutbox::waitsWhenRefused()
{
    Outbox outbox = filled(fast, 2);
    sent(outbox, 10);
    QCOMPARE(outbox.refuse("0", refusal(ErrorCode::RateLimited, 250), 20), Outbox::Refusal::Retried);
    QVERIFY(outbox.add(message("2")));
    QCOMPARE(*outbox.dueMs(any), 270);
    QCOMPARE(sent(outbox, 269), QByteArray());
    QCOMPARE(sent(outbox, 270), QByteArray("0 2"));
}

void TestOutbox::waitsLongerEachTime()
{
    Outbox outbox = filled(fast, 1);
    qint64 now = 0;
    qint64 longest = 0;
    for (int i = 0; i < 40; ++i) {
        QCOMPARE(sent(outbox, now), QByteArray("0"));
        QCOMPARE(outbox.refuse("0", refusal(ErrorCode::Unavailable), now), Outbox::Refusal::Retried);
        const qint64 wait = *outbox.dueMs(any) - now;
        QVERIFY(wait >= 500 && wait <= (i == 0 ? 1'000 : 30'000));
        longest = std::max(longest, wait);
        now += wait;
    }
    QVERIFY(longest > 20'000);
    sent(outbox, now);
    outbox.confirm("0");
    QVERIFY(outbox.add(message("1")));
    sent(outbox, now);
    outbox.refuse("1", refusal(ErrorCode::SendFailed), now);
    QVERIFY(*outbox.dueMs(any) - now <= 1'000);
}

void TestOutbox::givesUpWhatIsRefusedForGood()
{
    Outbox outbox = filled(fast, 2);
    sent(outbox, 10);
    QCOMPARE(outbox.refuse("0", refusal(ErrorCode::Conflict), 20), Outbox::Refusal::GivenUp);
    QCOMPARE(outbox.refuse("0", refusal(ErrorCode::Conflict), 20), Outbox::Refusal::Unknown);
    QCOMPARE(outbox.size(), 1);
    outbox.onConnectionLost();
    QCOMPARE(sent(outbox, 21), QByteArray("1"));
}

void TestOutbox::keepsItsBounds()
{
    Outbox outbox = filled({ .messages = 3, .text = 100, .unanswered = 2, .pace = {} }, 3);
    const auto full = outbox.add(message("3"));
    QVERIFY(!full && full.error().code == ErrorCode::LimitExceeded);
    SendMessage large = message("4");
    large.text = QByteArray(101, 'x');
    const auto refused = outbox.add(large);
    QVERIFY(!refused && refused.error().code == ErrorCode::MessageTooLarge);
    QCOMPARE(sent(outbox, 1), QByteArray("0 1"));
    outbox.confirm("0");
    QCOMPARE(sent(outbox, 1), QByteArray("2"));
}

void TestOutbox::keepsItsPace()
{
    Outbox outbox = filled({ .pace = { 20, 4 } }, 30);
    QCOMPARE(sent(outbox, 1'000), QByteArray("0 1 2 3"));
    QCOMPARE(*outbox.dueMs(any), 1'050);
    QCOMPARE(sent(outbox, 1'100), QByteArray("4 5"));
    QCOMPARE(sent(outbox, 9'000), QByteArray("6 7 8 9"));
    // Whoever was too fast begins with nothing in hand.
    Outbox hasty = filled({ .pace = { 20, 4 } }, 1);
    sent(hasty, 1'000);
    hasty.refuse("0", refusal(ErrorCode::RateLimited, 10), 1'000);
    QCOMPARE(sent(hasty, 1'010), QByteArray());
    QCOMPARE(sent(hasty, 1'050), QByteArray("0"));
}

void TestOutbox::waitsForTheSession()
{
    Outbox outbox = filled(fast, 1);
    QVERIFY(outbox.add(message("elsewhere", otherSession)));
    const auto ready = [](SessionId to) { return to == otherSession; };
    const auto none = [](SessionId) { return false; };
    QVERIFY(!outbox.dueMs(none));
    QCOMPARE(sent(outbox, 1, none), QByteArray());
    QCOMPARE(sent(outbox, 1, ready), QByteArray("elsewhere"));
    QCOMPARE(sent(outbox, 1), QByteArray("0"));
}

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
