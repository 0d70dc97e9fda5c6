// SPDX-License-Identifier: Apache-2.0
// Seen red: what is stored put behind what is not (settles), a gap that is never counted (gaps), marks of the own side taken
// for the other's (marks), messages of any distance grouped (groups).
#include "model/conversation.h"
#include "model/injector.h"
#include "model/latency.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <numeric>

using namespace conversa;
using namespace conversa::console;
using namespace Qt::StringLiterals;

namespace {

const UserId maria{ *Uuid::parse("770e8400-e29b-41d4-a716-446655440001") };
const UserId ana{ *Uuid::parse("660e8400-e29b-41d4-a716-446655440000") };

ReceivedMessage message(qint64 seq, const QByteArray &text = "text", bool isFromMaria = false)
{
    ReceivedMessage received{ .id = MessageId{ Uuid::random() }, .session = {}, .contact = {}, .text = text };
    received.fromBusiness = isFromMaria;
    if (isFromMaria)
        received.agent = maria;
    received.timestampMs = 1'760'000'000'000 + seq * 1'000;
    received.seq = seq;
    return received;
}

Attendance someAttendance()
{
    Attendance attendance;
    attendance.onUserJoined({ maria, "Maria", Role::Agent });
    attendance.onUserJoined({ ana, "Ana", Role::Contact });
    return attendance;
}

// A conversation as Maria sees it.
struct OfMaria
{
    OfMaria()
    {
        model.setSelf(maria, false);
        model.setAttendance(someAttendance());
    }
    QVariant at(int row, int role) const { return model.index(row).data(role); }
    QStringList texts() const
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all.append(at(row, Qt::DisplayRole).toString());
        return all;
    }

    Conversation model;
    QAbstractItemModelTester tester{ &model, QAbstractItemModelTester::FailureReportingMode::QtTest };
};

} // namespace

class TestConversation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inOrder();
    void settles();
    void failsAndGoesAgain();
    void gaps();
    void marks();
    void groups();
    void quotes();
    void speaks();
    void staysBounded();
    void otherStore();
    void whoTypes();
    void lines();
    void quantiles();
};

void TestConversation::inOrder()
{
    OfMaria seen;
    QSignalSpy resets(&seen.model, &QAbstractItemModel::modelReset);
    for (const qint64 seq : { 2, 3, 1, 3 })
        seen.model.merge(message(seq, QByteArray::number(seq)));
    QCOMPARE(seen.texts(), QStringList({ u"1"_s, u"2"_s, u"3"_s }));
    QCOMPARE(seen.at(0, Conversation::AuthorRole).toString(), u"Ana"_s);
    QCOMPARE(seen.at(0, Conversation::OwnRole).toBool(), false);
    QCOMPARE(resets.size(), 0);
}

void TestConversation::settles()
{
    OfMaria seen;
    seen.model.addSending({ .key = "a", .text = u"mine"_s, .isFromBusiness = true });
    seen.model.addSending({ .key = "b", .text = u"mine too"_s, .isFromBusiness = true });
    QCOMPARE(seen.at(0, Conversation::StatusRole).toInt(), int(ChatStatus::Sending));
    seen.model.merge(message(1, "hers"));
    QCOMPARE(seen.texts(), QStringList({ u"hers"_s, u"mine"_s, u"mine too"_s }));
    ReceivedMessage stored = message(2, "mine too", true);
    stored.clientMessageId = "b";
    seen.model.merge(stored);
    QCOMPARE(seen.texts(), QStringList({ u"hers"_s, u"mine too"_s, u"mine"_s }));
    QCOMPARE(seen.at(1, Conversation::StatusRole).toInt(), int(ChatStatus::Sent));
    QVERIFY(seen.at(1, Conversation::OwnRole).toBool());
    seen.model.merge(stored); // in a history too
    QCOMPARE(seen.model.rowCount(), 3);
}

void TestConversation::failsAndGoesAgain()
{
    OfMaria seen;
    seen.model.addSending({ .key = "a", .text = u"mine"_s, .isFromBusiness = true });
    seen.model.fail("a", u"No."_s);
    QCOMPARE(seen.at(0, Conversation::StatusRole).toInt(), int(ChatStatus::Failed));
    QCOMPARE(seen.at(0, Conversation::ProblemRole).toString(), u"No."_s);
    seen.model.setKey("a", "b");
    QCOMPARE(seen.at(0, Conversation::StatusRole).toInt(), int(ChatStatus::Sending));
    QVERIFY(seen.at(0, Conversation::ProblemRole).toString().isEmpty());
    seen.model.fail("b", u"No."_s);
    seen.model.remove("b");
    QCOMPARE(seen.model.rowCount(), 0);
}

void TestConversation::gaps()
{
    OfMaria seen;
    for (const qint64 seq : { 5, 6, 10 })
        seen.model.merge(message(seq));
    QCOMPARE(seen.at(0, Conversation::GapRole).toLongLong(), 4);
    QCOMPARE(seen.at(1, Conversation::GapRole).toLongLong(), 0);
    QCOMPARE(seen.at(2, Conversation::GapRole).toLongLong(), 3);
    QVERIFY(!seen.at(2, Conversation::GroupedRole).toBool());
    QSignalSpy changes(&seen.model, &QAbstractItemModel::dataChanged);
    seen.model.merge(message(9));
    QCOMPARE(seen.at(2, Conversation::GapRole).toLongLong(), 2);
    QCOMPARE(seen.at(3, Conversation::GapRole).toLongLong(), 0);
    QVERIFY(!changes.isEmpty());
}

void TestConversation::marks()
{
    OfMaria seen;
    seen.model.merge(message(1, "mine", true));
    seen.model.merge(message(2, "mine", true));
    Attendance attendance = someAttendance();
    attendance.onReceipt(Mark::Read, { {}, {}, maria, 2 });
    seen.model.setAttendance(attendance);
    QCOMPARE(seen.at(0, Conversation::StatusRole).toInt(), int(ChatStatus::Sent));
    attendance.onReceipt(Mark::Delivered, { {}, {}, ana, 2 });
    attendance.onReceipt(Mark::Read, { {}, {}, ana, 1 });
    seen.model.setAttendance(attendance);
    QCOMPARE(seen.at(0, Conversation::StatusRole).toInt(), int(ChatStatus::Read));
    QCOMPARE(seen.at(1, Conversation::StatusRole).toInt(), int(ChatStatus::Delivered));
}

void TestConversation::groups()
{
    OfMaria seen;
    seen.model.merge(message(1));
    seen.model.merge(message(2));
    seen.model.merge(message(3, "mine", true));
    ReceivedMessage later = message(4, "mine", true);
    later.timestampMs += Conversation::groupMs;
    seen.model.merge(later);
    ReceivedMessage nextDay = message(5, "mine", true);
    nextDay.timestampMs = later.timestampMs + 86'400'000;
    seen.model.merge(nextDay);
    const auto of = [&](int role) {
        QList<bool> all;
        for (int row = 0; row < seen.model.rowCount(); ++row)
            all.append(seen.at(row, role).toBool());
        return all;
    };
    QCOMPARE(of(Conversation::GroupedRole), QList<bool>({ false, true, false, false, false }));
    QCOMPARE(of(Conversation::NewDayRole), QList<bool>({ true, false, false, false, true }));
}

void TestConversation::quotes()
{
    OfMaria seen;
    const ReceivedMessage first = message(1, "Where?");
    ReceivedMessage answer = message(2, "Here.", true);
    answer.replyTo = first.id;
    seen.model.merge(answer);
    QVERIFY(!seen.at(0, Conversation::QuoteAuthorRole).toString().isEmpty());
    QVERIFY(seen.at(0, Conversation::QuoteTextRole).toString().isEmpty());
    seen.model.merge(first);
    QCOMPARE(seen.at(1, Conversation::QuoteAuthorRole).toString(), u"Ana"_s);
    QCOMPARE(seen.at(1, Conversation::QuoteTextRole).toString(), u"Where?"_s);
    QVERIFY(seen.at(0, Conversation::QuoteAuthorRole).toString().isEmpty());
}

void TestConversation::speaks()
{
    OfMaria seen;
    seen.model.merge(message(1, "Hello", true));
    seen.model.merge(message(2, "<b>Hi</b>"));
    const QString own = seen.at(0, Qt::AccessibleTextRole).toString();
    QVERIFY2(own.startsWith(u"Maria, "_s) && own.endsWith(u", sent: Hello"_s), qPrintable(own));
    const QString other = seen.at(1, Qt::AccessibleTextRole).toString();
    QVERIFY2(other.startsWith(u"Ana, "_s) && other.endsWith(u": <b>Hi</b>"_s), qPrintable(other));
}

void TestConversation::staysBounded()
{
    Conversation model;
    for (qint64 seq = 1; seq <= qint64(Conversation::most) + 3; ++seq)
        model.merge(message(seq));
    QCOMPARE(model.rowCount(), int(Conversation::most));
    QCOMPARE(model.firstSeq(), 4);
    QCOMPARE(model.index(0).data(Conversation::GapRole).toLongLong(), 3);
}

void TestConversation::otherStore()
{
    OfMaria seen;
    seen.model.merge(message(7));
    seen.model.addSending({ .key = "a", .text = u"mine"_s, .isFromBusiness = true });
    seen.model.forgetStored();
    QCOMPARE(seen.texts(), QStringList{ u"mine"_s });
    QCOMPARE(seen.model.lastSeq(), 0);
}

void TestConversation::whoTypes()
{
    Attendance attendance = someAttendance();
    attendance.onUserJoined({ UserId{ Uuid::random() }, "Rui", Role::Agent });
    QCOMPARE(attendance.colleagues(maria), QStringList{ u"Rui"_s });
    attendance.onTyping({ {}, {}, { ana, "Ana" }, true });
    QCOMPARE(attendance.typing(maria), QStringList{ u"Ana"_s });
    QVERIFY(attendance.typing(ana).isEmpty());
    attendance.onMessage(false, {});
    QVERIFY(attendance.typing(maria).isEmpty());
    attendance.onLost();
    QVERIFY(attendance.colleagues(maria).isEmpty());
    QCOMPARE(attendance.nameOf(ana), u"Ana"_s);
}

void TestConversation::lines()
{
    Injector line(7);
    QCOMPARE(line.waitMs(0), std::optional<qint64>(0));
    line.setFaults({ .delayMs = 100, .jitterMs = 50 });
    qint64 last = 0;
    for (qint64 now = 0; now < 1'000; now += 10) {
        const auto wait = line.waitMs(now);
        QVERIFY(wait && *wait >= 100);
        QVERIFY(now + *wait >= last); // nothing overtakes
        last = now + *wait;
    }
    line.setFaults({ .lossPercent = 100 });
    QVERIFY(!line.waitMs(2'000));
}

void TestConversation::quantiles()
{
    using Kind = LatencySamples::Kind;
    LatencySamples samples;
    QVERIFY(!samples.quantileUs(Kind::Ack, 0.5));
    for (qint64 i = 1; i <= 100; ++i)
        samples.add(Kind::Ack, i * 1'000, 0);
    QCOMPARE(samples.quantileUs(Kind::Ack, 0.5), std::optional<qint64>(50'000));
    QCOMPARE(samples.quantileUs(Kind::Ack, 0.99), std::optional<qint64>(99'000));
    const auto counts = samples.histogram(Kind::Ack);
    QCOMPARE(std::accumulate(counts.begin(), counts.end(), qint64(0)), 100);
    samples.add(Kind::Ping, 250, 0);
    QVERIFY(samples.csv().endsWith("1970-01-01T00:00:00.000Z,ack,100000\r\n"));
    QVERIFY(samples.csv().startsWith("time,kind,microseconds\r\n1970-01-01T00:00:00.000Z,ping,250\r\n"));
    for (size_t i = 0; i < LatencySamples::most; ++i)
        samples.add(Kind::Ack, 7, 0);
    QCOMPARE(samples.count(Kind::Ack), qsizetype(LatencySamples::most));
    QCOMPARE(samples.quantileUs(Kind::Ack, 0.99), std::optional<qint64>(7));
}

QTEST_GUILESS_MAIN(TestConversation)
#include "tst_conversation.moc"
