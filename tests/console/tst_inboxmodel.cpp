// SPDX-License-Identifier: Apache-2.0
// Seen red: rows left where they were when they changed (inOrder), what is gone kept (wholeLists), names left as HTML
// (readsRest), news of an old message told again (tellsNews), live rows that a list ends (keepsWhatCameMeanwhile), closed ones that
// a slow page brings back (closedOnesStayAway), rows counted in place of those that came (readsOnWhenFull), a filter that nobody
// hears of (tellsItsFilter).
#include "model/inboxmodel.h"
#include "protocol/serverreader.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace conversa;
using namespace conversa::console;
using namespace Qt::StringLiterals;

namespace {

const UserId maria{ *Uuid::parse("770e8400-e29b-41d4-a716-446655440001") };

SessionId session(int number)
{
    std::array<quint8, 16> bytes{};
    bytes[14] = quint8(number >> 8);
    bytes[15] = quint8(number);
    return SessionId{ Uuid::fromBytes(bytes) };
}

InboxRow row(int number, qint64 changedMs, qint64 unread = 0)
{
    InboxRow made{ .session = session(number), .contactName = "Contact " + QByteArray::number(number), .unread = unread, .changedMs = changedMs };
    if (unread > 0)
        made.last = LastMessage{ .id = {}, .seq = changedMs, .text = "Hello", .timestampMs = changedMs };
    return made;
}

struct Shown
{
    QStringList names() const
    {
        QStringList all;
        for (int at = 0; at < model.rowCount(); ++at)
            all.append(model.index(at).data().toString().section(u' ', 1));
        return all;
    }
    InboxModel model;
    QAbstractItemModelTester tester{ &model, QAbstractItemModelTester::FailureReportingMode::QtTest };
    QSignalSpy resets{ &model, &QAbstractItemModel::modelReset };
};

} // namespace

class TestInboxModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inOrder();
    void wholeLists();
    void keepsWhatCameMeanwhile();
    void readsOnWhenFull();
    void filters();
    void tellsItsFilter();
    void counts();
    void tellsNews();
    void waits();
    void closedOnesGo();
    void closedOnesStayAway();
    void readsRest();
};

void TestInboxModel::inOrder()
{
    Shown shown;
    for (int i = 1; i <= 4; ++i)
        shown.model.merge(row(i, i));
    QCOMPARE(shown.names(), QStringList({ u"4"_s, u"3"_s, u"2"_s, u"1"_s }));
    shown.model.merge(row(1, 9));
    shown.model.merge(row(4, 2));
    QCOMPARE(shown.names(), QStringList({ u"1"_s, u"3"_s, u"2"_s, u"4"_s }));
    QCOMPARE(shown.resets.size(), 0);
}

void TestInboxModel::wholeLists()
{
    Shown shown;
    shown.model.merge(row(1, 1));
    shown.model.merge(row(2, 2));
    shown.model.beginWhole();
    shown.model.mergeWhole({ row(3, 3) });
    shown.model.mergeWhole({ row(2, 4) });
    shown.model.endWhole();
    QCOMPARE(shown.names(), QStringList({ u"2"_s, u"3"_s }));
    QCOMPARE(shown.resets.size(), 0);
}

void TestInboxModel::keepsWhatCameMeanwhile()
{
    Shown shown;
    shown.model.mergeWhole({ row(1, 1), row(2, 2), row(4, 4) });
    shown.model.beginWhole();
    shown.model.merge(row(3, 9));
    shown.model.merge(row(1, 8));
    shown.model.mergeWhole({ row(1, 5), row(2, 2) });
    shown.model.endWhole();
    QCOMPARE(shown.names(), QStringList({ u"3"_s, u"1"_s, u"2"_s }));
    QCOMPARE(shown.model.find(session(1))->changedMs, 8);
    shown.model.beginWhole();
    shown.model.mergeWhole({ row(2, 9) });
    shown.model.endWhole();
    QCOMPARE(shown.names(), QStringList{ u"2"_s });
}

void TestInboxModel::readsOnWhenFull()
{
    InboxModel model;
    model.setShow(InboxModel::Show::Waiting); // or each row would be placed
    std::vector<InboxRow> all;
    for (int i = 1; i <= int(InboxModel::most); ++i)
        all.push_back(row(i, i));
    model.mergeWhole(all);
    QCOMPARE(model.total(), InboxModel::most);
    model.beginWhole();
    model.mergeWhole({ row(6'000, 9'000), row(5'000, 5'000) });
    QCOMPARE(model.came(), size_t(2));
    QCOMPARE(model.total(), InboxModel::most);
    QVERIFY(model.find(session(6'000)));
    QVERIFY(!model.find(session(1)));
    model.merge(row(6'001, 1));
    QVERIFY(!model.find(session(6'001)));
    model.endWhole();
    QCOMPARE(model.total(), size_t(2));
}

void TestInboxModel::tellsItsFilter()
{
    Shown shown;
    QSignalSpy changes(&shown.model, &InboxModel::filterChanged);
    shown.model.setText(u" ana "_s);
    QCOMPARE(shown.model.text(), u"ana"_s);
    shown.model.setShow(InboxModel::Show::Mine);
    QCOMPARE(shown.model.show(), InboxModel::Show::Mine);
    QCOMPARE(changes.size(), 2);
    shown.model.setText(u"ana"_s);
    shown.model.setShow(InboxModel::Show::Mine);
    QCOMPARE(changes.size(), 2);
}

void TestInboxModel::filters()
{
    Shown shown;
    InboxRow mine = row(1, 1);
    mine.last = LastMessage{ .id = {}, .seq = 1, .text = "It left <b>today</b>", .fromBusiness = true, .agent = maria };
    InboxRow waiting = row(2, 2, 3);
    waiting.waitingSinceMs = 1;
    shown.model.mergeWhole({ mine, waiting, row(3, 3) });
    shown.model.setShow(InboxModel::Show::Waiting);
    QCOMPARE(shown.names(), QStringList{ u"2"_s });
    shown.model.setShow(InboxModel::Show::Unread);
    QCOMPARE(shown.names(), QStringList{ u"2"_s });
    shown.model.setShow(InboxModel::Show::Mine);
    QVERIFY(shown.names().isEmpty());
    shown.model.setSelf(maria);
    QCOMPARE(shown.names(), QStringList{ u"1"_s });
    shown.model.setShow(InboxModel::Show::All);
    shown.model.setText(u"<B>today"_s);
    QCOMPARE(shown.names(), QStringList{ u"1"_s });
    QCOMPARE(shown.model.total(), size_t(3));
    waiting.last->text = "today";
    shown.model.setText(u"today"_s);
    shown.model.merge(waiting);
    QCOMPARE(shown.names(), QStringList({ u"2"_s, u"1"_s }));
}

void TestInboxModel::counts()
{
    Shown shown;
    QSignalSpy changes(&shown.model, &InboxModel::countsChanged);
    InboxRow waiting = row(1, 1, 2);
    waiting.waitingSinceMs = 1;
    shown.model.mergeWhole({ waiting, row(2, 2, 5) });
    QCOMPARE(shown.model.unread(), 7);
    QCOMPARE(shown.model.waiting(), 1);
    QCOMPARE(changes.size(), 1);
    shown.model.merge(row(2, 3, 5));
    QCOMPARE(changes.size(), 1);
}

void TestInboxModel::tellsNews()
{
    Shown shown;
    shown.model.mergeWhole({ row(1, 1, 1) });
    QSignalSpy news(&shown.model, &InboxModel::contactWrote);
    shown.model.merge(row(1, 1, 1));
    QCOMPARE(news.size(), 0);
    shown.model.merge(row(1, 2, 2));
    shown.model.merge(row(2, 3, 1));
    QCOMPARE(news.size(), 2);
}

void TestInboxModel::waits()
{
    QCOMPARE(waitingText(59'999), u"< 1 min"_s);
    QCOMPARE(waitingText(60'000), u"1 min"_s);
    QCOMPARE(waitingText(125 * 60'000), u"2 h 5 min"_s);
    Shown shown;
    InboxRow waiting = row(1, 1, 2);
    waiting.waitingSinceMs = 1'000'000;
    shown.model.mergeWhole({ waiting });
    shown.model.tick(1'000'000 + 3 * 60'000);
    QCOMPARE(shown.model.index(0).data(InboxModel::WaitingRole).toString(), u"3 min"_s);
    QCOMPARE(shown.model.index(0).data(Qt::AccessibleTextRole).toString(), u"Contact 1, 2 unread, waiting for 3 min, Hello"_s);
}

void TestInboxModel::closedOnesGo()
{
    Shown shown;
    shown.model.mergeWhole({ row(1, 1), row(2, 2) });
    InboxRow closed = row(1, 3, 4);
    closed.closed = true;
    QSignalSpy changes(&shown.model, &InboxModel::countsChanged);
    shown.model.merge(closed);
    QCOMPARE(shown.names(), QStringList{ u"2"_s });
    QCOMPARE(shown.model.unread(), 0);
    QCOMPARE(shown.model.total(), size_t(1));
    QCOMPARE(changes.size(), 1);
}

void TestInboxModel::closedOnesStayAway()
{
    Shown shown;
    shown.model.mergeWhole({ row(1, 1, 1), row(2, 2) });
    QSignalSpy news(&shown.model, &InboxModel::contactWrote);
    InboxRow closed = row(1, 1, 1);
    closed.closed = true;
    closed.changedMs = 9;
    shown.model.beginWhole();
    shown.model.merge(closed);
    shown.model.mergeWhole({ row(2, 2), row(1, 1, 1) });
    shown.model.endWhole();
    QCOMPARE(shown.names(), QStringList{ u"2"_s });
    // Open again, it has nothing new to say.
    InboxRow open = closed;
    open.closed = false;
    open.changedMs = 10;
    shown.model.merge(open);
    QCOMPARE(shown.names(), QStringList({ u"1"_s, u"2"_s }));
    QCOMPARE(news.size(), 0);
}

void TestInboxModel::readsRest()
{
    InboxRow odd = row(1, 1, 1);
    odd.contact = ContactId{ Uuid::random() };
    odd.contactName = "Tom & <Jerry>";
    odd.last->text = "\"a\" &amp; 'b' &lt;";
    odd.last->id = MessageId{ Uuid::random() };
    QByteArray body;
    encodeInboxBody(body, { odd, row(2, 2) }, "next");
    const auto page = readInboxRows(body);
    QVERIFY(page);
    QCOMPARE(page->rows.size(), size_t(2));
    QVERIFY(page->rows[0] == odd);
    QCOMPARE(page->next, QByteArray("next"));
    QVERIFY(!readInboxRows("{\"sessions\":[{}]}"));
    QVERIFY(!readInboxRows("[]"));
    QByteArray one;
    encodeInboxRow(one, odd);
    QVERIFY(*readInboxRow(one) == odd);
}

QTEST_GUILESS_MAIN(TestInboxModel)
#include "tst_inboxmodel.moc"
