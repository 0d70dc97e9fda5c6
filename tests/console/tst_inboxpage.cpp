// SPDX-License-Identifier: Apache-2.0
// The inbox against a real server, in each of its states. Seen red: rows that come only by asking (hearsOfNews), what changed while
// the server was away (comesBack), a failed page that shows as empty (states), parties that stay behind at a server (beginsAnew), the
// session of a server that was left (forgetsItsQuestions), a refused key that loads for ever (refused), an empty field over a
// narrowed list (sharesItsFilter).
#include "console/chatroom.h"
#include "page/inboxpage.h"

#include <QSignalSpy>

using namespace conversa;
using namespace conversa::console;
using conversa::test::ChatRoom;
using conversa::test::picture;
using namespace Qt::StringLiterals;

class TestInboxPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void states();
    void hearsOfNews();
    void opens();
    void comesBack();
    void beginsAnew();
    void forgetsItsQuestions();
    void refused();
    void sharesItsFilter();
};

namespace {

struct Shown
{
    explicit Shown(ChatRoom &room)
        : page(room.chat)
        , view(*page.findChild<QListView *>(u"inboxView"_s))
        , filter(*page.findChild<QLineEdit *>(u"inboxFilter"_s))
    {
        page.resize(900, 560);
        page.setVisible(true);
    }
    InboxPage page;
    QListView &view;
    QLineEdit &filter;
};

} // namespace

void TestInboxPage::states()
{
    ChatRoom room;
    QVERIFY(room.startServer());
    Shown shown(room);
    QCOMPARE(shown.page.state(), PageState::Loading);
    room.connectAs("dev-contact-key");
    QTRY_COMPARE(shown.page.state(), PageState::NoPermission);
    room.connectAs("dev-user-key", 500);
    QTRY_COMPARE(shown.page.state(), PageState::FirstUse);
    picture(shown.page, u"inbox-firstuse"_s);
    room.write("Ana", "Where is my order?");
    QTRY_COMPARE(shown.page.state(), PageState::Ready);
    QTest::keyClicks(&shown.filter, u"nobody"_s);
    QTRY_COMPARE(shown.page.state(), PageState::NoMatch);
    picture(shown.page, u"inbox-nomatch"_s);
    shown.page.clearFilter();
    QTRY_COMPARE(shown.page.state(), PageState::Ready);
    room.server().stop();
    shown.page.refresh();
    QTRY_COMPARE(shown.page.state(), PageState::Failed);
    room.server().proceed();
    room.server().kill();
    QTRY_COMPARE_WITH_TIMEOUT(shown.page.state(), PageState::Stale, 20'000);
    picture(shown.page, u"inbox-stale"_s);
}

void TestInboxPage::hearsOfNews()
{
    ChatRoom room;
    QVERIFY(room.startServer());
    Shown shown(room);
    room.connectAs("dev-user-key");
    QTRY_COMPARE(shown.page.state(), PageState::FirstUse);
    QSignalSpy news(&room.chat.inbox(), &InboxModel::contactWrote);
    room.write("Ana & <Co>", "Where is my <b>order</b>?");
    QTRY_COMPARE(news.size(), 1);
    QCOMPARE(news[0][0].value<InboxRow>().contactName, QByteArray("Ana & <Co>"));
    QCOMPARE(shown.view.model()->index(0, 0).data(InboxModel::LastTextRole).toString(), u"Where is my <b>order</b>?"_s);
    room.write("Rui", "Hello?");
    QTRY_COMPARE(shown.view.model()->rowCount(), 2);
    QTRY_COMPARE(shown.view.model()->index(0, 0).data(InboxModel::UnreadRole).toLongLong(), 1);
    QVERIFY(!shown.view.model()->index(0, 0).data(InboxModel::WaitingRole).toString().isEmpty());
    picture(shown.page, u"inbox-ready"_s);
}

void TestInboxPage::opens()
{
    ChatRoom room;
    QVERIFY(room.startServer());
    Shown shown(room);
    room.connectAs("dev-user-key");
    QTRY_COMPARE(shown.page.state(), PageState::FirstUse);
    room.write("Ana", "Hello?");
    QTRY_COMPARE(shown.page.state(), PageState::Ready);
    QSignalSpy jumps(&shown.page, &Page::jumpRequested);
    shown.view.setFocus();
    shown.view.setCurrentIndex(shown.view.model()->index(0, 0));
    QTest::keyClick(&shown.view, Qt::Key_Return);
    QCOMPARE(jumps.size(), 1);
    QCOMPARE(jumps[0][0].toString(), u"chat"_s);
    QVERIFY(room.chat.session());
    QTRY_VERIFY(room.chat.self()->isJoined());
    room.chat.self()->say(u"Yes?"_s);
    room.chat.self()->mark(Mark::Read);
    QTRY_VERIFY(shown.view.model()->index(0, 0).data(InboxModel::WaitingRole).toString().isEmpty());
}

void TestInboxPage::comesBack()
{
    ChatRoom room;
    const QStringList arguments{ u"--database.url=sqlite://"_s + room.server().file(u"inbox.db"_s) };
    QVERIFY(room.server().start(arguments));
    const quint16 port = room.server().port();
    Shown shown(room);
    room.connectAs("dev-user-key");
    QTRY_COMPARE(shown.page.state(), PageState::FirstUse);
    room.write("Ana", "Hello?");
    QTRY_COMPARE(shown.page.state(), PageState::Ready);
    const SessionId session = room.chat.inbox().row(0).session;
    room.server().kill();
    QTRY_COMPARE(shown.page.state(), PageState::Stale);
    QVERIFY(room.server().start(arguments + QStringList{ u"--listen=127.0.0.1:%1"_s.arg(port) }));
    {
        ChatRoom elsewhere;
        elsewhere.live.open({ .address = QUrl(u"http://127.0.0.1:%1"_s.arg(port)), .key = "dev-admin-key" });
        ChatRest(elsewhere.live.rest()).setClosed(session, true, &elsewhere.live, [](const Answer<InboxRow> &) {});
        elsewhere.write("Rui", "Anybody?");
        QTRY_COMPARE(elsewhere.chat.inbox().total(), size_t(1));
    }
    room.live.retryNow();
    QTRY_VERIFY_WITH_TIMEOUT(shown.view.model()->rowCount() == 1 && shown.view.model()->index(0, 0).data().toString() == u"Rui"_s, 20'000);
}

void TestInboxPage::beginsAnew()
{
    ChatRoom room;
    QVERIFY(room.startServer());
    Shown shown(room);
    room.connectAs("dev-user-key");
    QTRY_COMPARE(shown.page.state(), PageState::FirstUse);
    room.write("Ana", "Hello?");
    QTRY_COMPARE(shown.page.state(), PageState::Ready);
    room.chat.open(room.chat.inbox().row(0));
    QVERIFY(room.chat.addParty({ u"Ana"_s, PartyIdentity::Kind::Contact }));
    QSignalSpy selves(&room.chat, &ChatState::selfChanged);
    room.live.close();
    QVERIFY(room.chat.tester().parties().empty());
    QVERIFY(!room.chat.self() && !room.chat.session() && !room.chat.isInboxLoaded());
    QCOMPARE(room.chat.inbox().total(), size_t(0));
    QCOMPARE(shown.page.state(), PageState::Loading);
    QCOMPARE(selves.size(), 1);
    room.connectAs("dev-user-key");
    QTRY_COMPARE(shown.page.state(), PageState::Ready);
    QCOMPARE(room.chat.tester().parties().size(), size_t(1));
    QCOMPARE(room.chat.tester().parties().front(), room.chat.self());
}

void TestInboxPage::forgetsItsQuestions()
{
    ChatRoom room;
    QVERIFY(room.startServer());
    Shown shown(room);
    room.connectAs("dev-user-key");
    QTRY_COMPARE(shown.page.state(), PageState::FirstUse);
    QSignalSpy failures(&room.chat, &ChatState::failed);
    room.chat.startSession(u"Rui"_s);
    room.connectAs("dev-user-key");
    // The server did it all the same.
    QTRY_COMPARE(shown.page.state(), PageState::Ready);
    QVERIFY(!room.chat.session());
    QCOMPARE(failures.size(), 0);
}

void TestInboxPage::refused()
{
    ChatRoom room;
    QVERIFY(room.startServer());
    Shown shown(room);
    room.connectAs("no-such-key");
    QTRY_COMPARE(shown.page.state(), PageState::Failed);
    QCOMPARE(room.chat.link().problem, Problem::KeyRefused);
}

void TestInboxPage::sharesItsFilter()
{
    ChatRoom room;
    Shown shown(room);
    InboxList other(room.chat.inbox());
    auto &text = *other.findChild<QLineEdit *>(u"inboxFilter"_s);
    auto &show = *other.findChild<QComboBox *>(u"inboxShow"_s);
    QTest::keyClicks(&shown.filter, u"ana "_s);
    QTRY_COMPARE(text.text(), u"ana"_s);
    QCOMPARE(shown.filter.text(), u"ana "_s);
    shown.page.findChild<QComboBox *>(u"inboxShow"_s)->setCurrentIndex(2);
    QCOMPARE(show.currentIndex(), 2);
    QCOMPARE(InboxList(room.chat.inbox()).findChild<QLineEdit *>(u"inboxFilter"_s)->text(), u"ana"_s);
    other.clearFilter();
    QCOMPARE(shown.filter.text(), QString());
    QCOMPARE(shown.page.findChild<QComboBox *>(u"inboxShow"_s)->currentIndex(), 0);
}

QTEST_MAIN(TestInboxPage)
#include "tst_inboxpage.moc"
