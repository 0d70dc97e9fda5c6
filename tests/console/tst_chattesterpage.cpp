// SPDX-License-Identifier: Apache-2.0
// The chat tester's page against a real server. Seen red: Enter that begins a line (sendsByEnter), drafts lost with their session
// (keepsDrafts), no word of another agent (saysWhoElseIsThere), messages that no arrow reaches (walkedByArrows), nothing told
// (announces), a composer that keeps the Tab key (tabGoesRound), another session under the eyes of who looks for one that is not here
// (saysWhatItDoesNotFind), a failure behind the panel (saysWhatFailed), a menu that keeps a row's number (menuKeepsItsMessage), a
// button that leads nowhere (leadsToWhatIsReached).
#include "console/chatroom.h"
#include "page/chatpage.h"
#include "page/sessionpanel.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QCompleter>
#include <QContextMenuEvent>
#include <QSignalSpy>

using namespace conversa;
using namespace conversa::console;
using conversa::test::ChatRoom;
using conversa::test::picture;
using namespace Qt::StringLiterals;

namespace {

// The page, shown, with an agent in a session of its own making.
struct Shown
{
    Shown()
        : page(room.live, room.chat)
    {
        page.resize(1280, 760);
        page.setVisible(true);
        QVERIFY(QTest::qWaitForWindowActive(&page));
    }
    // With a server of its own.
    bool begin() { return room.startServer() && enter(); }
    bool enter(const QByteArray &key = "dev-user-key")
    {
        room.connectAs(key);
        return QTest::qWaitFor([&] { return page.state() == PageState::FirstUse; }, 10'000) && start();
    }
    bool start()
    {
        room.chat.startSession(u"Ana & <Co>"_s);
        return QTest::qWaitFor([&] { return room.chat.self() && room.chat.self()->isJoined(); }, 10'000);
    }
    Party *contact()
    {
        Party *party = room.chat.addParty({ u"Ana"_s, PartyIdentity::Kind::Contact });
        return QTest::qWaitFor([&] { return party->isJoined(); }, 10'000) ? party : nullptr;
    }
    template <typename T>
    T &child(const char *name)
    {
        T *found = page.findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return *found;
    }
    Composer &composer() { return child<Composer>("composer"); }
    ConversationView &view() { return child<ConversationView>("conversation"); }
    QVariant last(int role) { return view().model()->index(view().model()->rowCount() - 1, 0).data(role); }

    ChatRoom room;
    ChatPage page;
};

} // namespace

class TestChatPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void states();
    void sendsByEnter();
    void readsWhatItShows();
    void keepsDrafts();
    void offersCannedTexts();
    void replies();
    void saysWhoElseIsThere();
    void walkedByArrows();
    void announces();
    void tabGoesRound();
    void runsAScenario();
    void upToEightParties();
    void saysWhatItDoesNotFind();
    void saysWhatFailed();
    void menuKeepsItsMessage();
    void leadsToWhatIsReached();
};

void TestChatPage::states()
{
    Shown shown;
    QVERIFY(shown.room.startServer());
    QCOMPARE(shown.page.state(), PageState::Loading);
    shown.room.connectAs("dev-contact-key");
    QTRY_COMPARE(shown.page.state(), PageState::NoPermission);
    picture(shown.page, u"chat-nopermission"_s);
    QVERIFY(shown.enter());
    QTRY_COMPARE(shown.page.state(), PageState::Ready);
    shown.room.server().kill();
    QTRY_COMPARE(shown.page.state(), PageState::Stale);
    picture(shown.page, u"chat-stale"_s);
}

void TestChatPage::sendsByEnter()
{
    Shown shown;
    QVERIFY(shown.begin());
    Party *ana = shown.contact();
    QVERIFY(ana);
    QTRY_VERIFY(shown.child<QPushButton>("send").isEnabled());
    QTest::keyClicks(&shown.composer(), u"Two"_s);
    QTest::keyClick(&shown.composer(), Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(&shown.composer(), u"lines"_s);
    QTRY_COMPARE(ana->attendance().typing(ana->user()).size(), 1);
    QTest::keyClick(&shown.composer(), Qt::Key_Return);
    QCOMPARE(shown.composer().toPlainText(), QString());
    QTRY_COMPARE(shown.last(Conversation::StatusRole).toInt(), int(ChatStatus::Sent));
    QCOMPARE(shown.last(Qt::DisplayRole).toString(), u"Two\nlines"_s);
    QTest::keyClick(&shown.composer(), Qt::Key_Return);
    QCOMPARE(shown.view().model()->rowCount(), 1);
    ana->mark(Mark::Read);
    QTRY_COMPARE(shown.last(Conversation::StatusRole).toInt(), int(ChatStatus::Read));
}

void TestChatPage::readsWhatItShows()
{
    Shown shown;
    QVERIFY(shown.begin());
    Party *ana = shown.contact();
    QVERIFY(ana);
    ana->say(u"<b>Hello</b> & welcome"_s);
    QTRY_COMPARE(shown.view().model()->rowCount(), 1);
    QCOMPARE(shown.last(Qt::DisplayRole).toString(), u"<b>Hello</b> & welcome"_s);
    Conversation &hers = ana->conversation();
    QTRY_COMPARE(hers.index(0).data(Conversation::StatusRole).toInt(), int(ChatStatus::Read));
}

void TestChatPage::keepsDrafts()
{
    Shown shown;
    QVERIFY(shown.begin());
    const InboxRow first = *shown.room.chat.session();
    shown.composer().setPlainText(u"not sent yet"_s);
    shown.room.chat.startSession(u"Rui"_s);
    QTRY_COMPARE(shown.room.chat.session()->contactName, QByteArray("Rui"));
    QCOMPARE(shown.composer().toPlainText(), QString());
    {
        Composer afterRestart;
        afterRestart.setSession(QString::fromLatin1(first.session.toByteArray()));
        QCOMPARE(afterRestart.toPlainText(), u"not sent yet"_s);
    }
    shown.room.chat.open(first);
    QCOMPARE(shown.composer().toPlainText(), u"not sent yet"_s);
    QTRY_VERIFY(shown.room.chat.self()->isJoined());
    shown.composer().send();
    QVERIFY(!QSettings().contains(u"drafts/"_s + QString::fromLatin1(first.session.toByteArray())));
}

void TestChatPage::offersCannedTexts()
{
    Shown shown;
    QVERIFY(shown.begin());
    shown.composer().canned().keep(u"order"_s, u"Your order is on its way."_s);
    shown.composer().setFocus();
    QTest::keyClicks(&shown.composer(), u"/or"_s);
    auto *popup = qobject_cast<QAbstractItemView *>(QApplication::activePopupWidget());
    QTRY_VERIFY((popup = qobject_cast<QAbstractItemView *>(QApplication::activePopupWidget())));
    QTest::keyClick(popup, Qt::Key_Return);
    QCOMPARE(shown.composer().toPlainText(), u"Your order is on its way."_s);
    QCOMPARE(shown.view().model()->rowCount(), 0);
}

void TestChatPage::replies()
{
    Shown shown;
    QVERIFY(shown.begin());
    Party *ana = shown.contact();
    QVERIFY(ana);
    ana->say(u"Where is my order?"_s);
    QTRY_COMPARE(shown.view().model()->rowCount(), 1);
    shown.view().setFocus();
    shown.view().setCurrentIndex(shown.view().model()->index(0, 0));
    QTest::keyClick(&shown.view(), Qt::Key_R);
    QTest::keyClicks(&shown.composer(), u"On its way."_s);
    picture(shown.page, u"chat-reply"_s);
    QTest::keyClick(&shown.composer(), Qt::Key_Return);
    QTRY_COMPARE(ana->conversation().rowCount(), 2);
    QCOMPARE(ana->conversation().index(1).data(Conversation::QuoteTextRole).toString(), u"Where is my order?"_s);
    ana->typed();
    QTRY_VERIFY(!shown.child<QLabel>("typing").text().isEmpty());
    picture(shown.page, u"chat-ready"_s);
}

void TestChatPage::saysWhoElseIsThere()
{
    Shown shown;
    QVERIFY(shown.begin());
    auto &collision = shown.child<QFrame>("collision");
    QVERIFY(!collision.isVisible());
    Party *other = shown.room.chat.addParty({ u"Rui"_s }, "dev-admin-key");
    QTRY_VERIFY(collision.isVisible());
    QTRY_VERIFY(other->isJoined());
    const auto &words = shown.child<QLabel>("collisionText");
    const QString looking = words.text();
    other->typed();
    QTRY_VERIFY(words.text() != looking);
    picture(shown.page, u"chat-collision"_s);
    other->leave();
    QTRY_VERIFY_WITH_TIMEOUT(!collision.isVisible(), 15'000);
}

void TestChatPage::walkedByArrows()
{
    Shown shown;
    QVERIFY(shown.begin());
    for (const QString &text : { u"one"_s, u"two"_s, u"three"_s })
        shown.room.chat.self()->say(text);
    QTRY_COMPARE(shown.room.chat.self()->conversation().lastSeq(), 3);
    shown.view().setFocus();
    QTest::keyClick(&shown.view(), Qt::Key_End);
    QTest::keyClick(&shown.view(), Qt::Key_Up);
    QCOMPARE(shown.view().currentIndex().row(), 1);
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&shown.view());
    QVERIFY(list && list->childCount() == 3);
    const QString text = list->child(1)->text(QAccessible::Name);
    QVERIFY2(text.endsWith(u": two"_s) && text.contains(u"sent"_s), qPrintable(text));
}

void TestChatPage::announces()
{
    Shown shown;
    QVERIFY(shown.begin());
    Party *ana = shown.contact();
    QVERIFY(ana);
    // What stands in its name is what a screen reader is told.
    const auto &announcer = shown.child<QLabel>("announcer");
    shown.room.chat.self()->say(u"mine"_s);
    QTRY_COMPARE(ana->conversation().lastSeq(), 1);
    QVERIFY(announcer.accessibleName().isEmpty());
    ana->say(u"hers"_s);
    shown.room.chat.self()->say(u"mine too"_s);
    QTRY_VERIFY(announcer.accessibleName().endsWith(u": hers"_s));
}

void TestChatPage::tabGoesRound()
{
    Shown shown;
    QVERIFY(shown.begin());
    QTRY_VERIFY(shown.child<QPushButton>("send").isEnabled());
    shown.composer().setFocus();
    QSet<QWidget *> visited;
    do {
        QWidget *focused = QApplication::focusWidget();
        QVERIFY(focused);
        QVERIFY2(!visited.contains(focused), qPrintable(focused->objectName()));
        visited.insert(focused);
        QTest::keyClick(focused, Qt::Key_Tab);
    } while (QApplication::focusWidget() != &shown.composer());
    for (const char *name : { "conversation", "send", "addParty", "inboxView", "inboxFilter", "closeSession" })
        QVERIFY2(visited.contains(&shown.child<QWidget>(name)), name);
}

void TestChatPage::runsAScenario()
{
    Shown shown;
    QVERIFY(shown.begin());
    const auto scenario = readScenario(R"({"name":"Short","parties":[{"name":"Maria","role":"agent"},{"name":"Ana","role":"contact"}],
        "steps":[{"do":"join","party":"Maria"},{"do":"join","party":"Ana"},{"do":"send","party":"Ana","text":"Hello"},
        {"do":"expect","party":"Maria","event":"message","text":"Hello"}]})");
    QVERIFY(scenario);
    auto &tabs = shown.child<QTabWidget>("chatSide");
    tabs.setCurrentIndex(2);
    auto *panel = qobject_cast<ScenarioPanel *>(tabs.widget(2));
    panel->run(*scenario);
    auto &steps = shown.child<QListWidget>("scenarioSteps");
    QTRY_COMPARE_WITH_TIMEOUT(steps.count(), 4, 20'000);
    QVERIFY(steps.item(3)->text().startsWith(u"PASS"_s));
    picture(shown.page, u"chat-scenario"_s);
    tabs.setCurrentIndex(1);
    QTRY_VERIFY(shown.room.chat.tester().latency().count(LatencySamples::Kind::Ping) > 1);
    shown.room.chat.self()->say(u"Hello"_s);
    QTRY_VERIFY(shown.room.chat.tester().latency().count(LatencySamples::Kind::Ack) > 0);
    picture(shown.page, u"chat-latency"_s);
}

void TestChatPage::upToEightParties()
{
    Shown shown;
    QVERIFY(shown.begin());
    for (int i = 1; i < 8; ++i)
        QVERIFY(shown.room.chat.addParty({ u"Device %1"_s.arg(i), PartyIdentity::Kind::Device }));
    QVERIFY(!shown.room.chat.addParty({ u"one too many"_s, PartyIdentity::Kind::Device }));
    QVERIFY(!shown.child<QToolButton>("addParty").isEnabled());
    QCOMPARE(shown.page.findChildren<QToolButton *>(u"party"_s).size(), 8);
    QTRY_VERIFY(std::all_of(shown.room.chat.tester().parties().begin(), shown.room.chat.tester().parties().end(), [](Party *party) { return party->isJoined(); }));
    QVERIFY(shown.page.width() <= 1280);
    picture(shown.page, u"chat-eight"_s);
    shown.room.chat.tester().remove(shown.room.chat.tester().parties().back());
    QCOMPARE(shown.page.findChildren<QToolButton *>(u"party"_s).size(), 7);
    QVERIFY(shown.child<QToolButton>("addParty").isEnabled());
}

void TestChatPage::saysWhatItDoesNotFind()
{
    Shown shown;
    QVERIFY(shown.begin());
    const QString open = QString::fromLatin1(shown.room.chat.session()->session.toByteArray());
    QSignalSpy remarks(&shown.page, &Page::remarked);
    const auto &none = shown.child<QLabel>("noSessions");
    QVERIFY(!none.isVisible());
    shown.page.lookFor(open);
    QCOMPARE(remarks.size(), 0);
    shown.page.lookFor(QString::fromLatin1(Uuid::random().toByteArray()));
    QCOMPARE(remarks.size(), 1);
    shown.room.chat.inbox().setText(u"nobody"_s);
    QVERIFY(none.isVisible() && none.text().contains(u'1'));
    shown.page.clearFilter();
    QVERIFY(!none.isVisible());
    shown.room.chat.closeSession(true);
    QTRY_VERIFY(none.isVisible());
    QCOMPARE(shown.page.state(), PageState::Ready);
    shown.page.lookFor(open);
    QCOMPARE(remarks.size(), 1);
}

void TestChatPage::saysWhatFailed()
{
    Shown shown;
    QVERIFY(shown.room.startServer());
    shown.room.connectAs("dev-user-key");
    QTRY_COMPARE(shown.page.state(), PageState::FirstUse);
    QSignalSpy remarks(&shown.page, &Page::remarked);
    shown.room.server().kill();
    shown.room.chat.startSession(u"Ana"_s);
    QTRY_COMPARE(remarks.size(), 1);
    QVERIFY(!remarks[0][0].toString().isEmpty());
}

void TestChatPage::menuKeepsItsMessage()
{
    Conversation conversation;
    ConversationView view;
    const auto message = [](qint64 seq) {
        return ReceivedMessage{ .id = { Uuid::random() }, .session = {}, .contact = {}, .text = "Hello", .timestampMs = seq, .seq = seq };
    };
    conversation.merge(message(2));
    view.show(conversation);
    view.setCurrentIndex(conversation.index(0));
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QApplication::sendEvent(&view, &event);
    auto *menu = view.findChild<QMenu *>();
    QVERIFY(menu);
    conversation.merge(message(1));
    QSignalSpy replies(&view, &ConversationView::replyRequested);
    QAction *reply = menu->actions().front();
    reply->trigger();
    QCOMPARE(replies.size(), 1);
    QCOMPARE(replies[0][0].toInt(), 1);
    conversation.forgetStored();
    reply->trigger();
    QCOMPARE(replies.size(), 1);
    menu->close();
}

void TestChatPage::leadsToWhatIsReached()
{
    ChatRoom room;
    SessionPanel panel(room.live);
    const auto &chat = *panel.findChild<QPushButton *>(u"openChat"_s);
    SessionRow row;
    row.id = SessionId{ Uuid::random() };
    panel.show(row);
    QVERIFY(chat.isEnabled());
    row.tenant = "of somebody else";
    panel.show(row);
    QVERIFY(!chat.isEnabled());
    QVERIFY(!chat.toolTip().isEmpty());
}

QTEST_MAIN(TestChatPage)
#include "tst_chattesterpage.moc"
