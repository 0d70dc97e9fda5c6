// SPDX-License-Identifier: Apache-2.0
// The page of sessions on a real server with real clients: its states, one session's members, receipts and history, and what can be
// done to it and taken back.
// Seen red: older messages never asked for (walksThroughTheHistory), a remark without its undo (removesAndTakesBack), an operator
// let through to the messages (anOperatorReadsNothing), a receipt of the wrong mark (showsWhoIsThereAndWhoHasRead), a history that is given up with one
// request (historyGoesOnAfterACut).
#include "console/pagebench.h"
#include "page/sessionspage.h"

#include <QInputDialog>
#include <QScrollBar>
#include <QSignalSpy>

using namespace conversa;
using namespace conversa::console;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray session = "550e8400-e29b-41d4-a716-446655440000";
const QByteArray contact = "660e8400-e29b-41d4-a716-446655440000";

QJsonObject request(const char *type, QJsonObject payload = {})
{
    payload.insert(u"session_id"_s, QString::fromLatin1(session));
    return { { u"type"_s, QLatin1String(type) }, { u"payload"_s, payload } };
}

} // namespace

class TestSessionsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void hasItsStates();
    void isClosedToAgents();
    void showsWhoIsThereAndWhoHasRead();
    void walksThroughTheHistory();
    void searchesInIt();
    void followsNewMessages();
    void historyGoesOnAfterACut();
    void anOperatorReadsNothing();
    void removesAndTakesBack();
    void closesAndReopens();
    void postsANotice();
    void leadsToTheChat();
    void showsMarkupAsText();

private:
    TablePane &pane(const char *name) { return *m_page->findChild<TablePane *>(QLatin1String(name)); }
    std::unique_ptr<WsClient> enter(const QByteArray &key)
    {
        auto client = std::make_unique<WsClient>(m_bench->server.port(), Handshake{ .token = key, .query = "text=plain" });
        client->sendJson(request("join_session"));
        return client->waitFor("session_joined").isEmpty() ? nullptr : std::move(client);
    }
    void say(WsClient &client, const QString &text)
    {
        client.sendJson(request("send_message", { { u"contact_id"_s, QString::fromLatin1(contact) }, { u"text"_s, text } }));
        QVERIFY(!client.waitFor("message_sent").isEmpty());
    }
    void sayMany(WsClient &client, int count)
    {
        for (int i = 1; i <= count; ++i)
            client.sendJson(request("send_message", { { u"contact_id"_s, QString::fromLatin1(contact) }, { u"text"_s, u"message %1"_s.arg(i) } }));
        QVERIFY(client.sync());
        QTRY_COMPARE(client.sync() ? client.received("message_sent").size() : -1, count);
    }
    // The one session is selected, and what is in it has come.
    void choose()
    {
        QTRY_COMPARE(m_page->state(), PageState::Ready);
        select(m_page->pane(), 0);
        QVERIFY(m_page->findChild<SessionPanel *>()->isVisible());
    }

    std::unique_ptr<PageBench> m_bench;
    std::unique_ptr<SessionsPage> m_page;
    QByteArray m_admin;
    QByteArray m_agent;
    QByteArray m_contact;
};

void TestSessionsPage::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English));
}

void TestSessionsPage::init()
{
    m_bench = std::make_unique<PageBench>();
    QVERIFY2(m_bench->start(), m_bench->server.log());
    m_admin = m_bench->keyOf(u"admin"_s, u"shop"_s);
    m_agent = m_bench->keyOf(u"agent"_s, u"shop"_s, { u"--user-name=Maria"_s });
    m_contact = m_bench->keyOf(u"contact"_s, u"shop"_s, { u"--user-name=Ana <b>"_s, u"--contact="_s + QString::fromLatin1(contact) });
    m_page = std::make_unique<SessionsPage>(m_bench->live);
    m_page->resize(1'200, 800);
    m_page->show();
}

void TestSessionsPage::cleanup()
{
    m_page.reset();
    m_bench.reset();
}

void TestSessionsPage::hasItsStates()
{
    const QAbstractItemModelTester tester(&m_page->pane().model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(m_page->state(), PageState::Loading);
    QVERIFY(m_bench->connectAs(m_admin));
    QTRY_COMPARE(m_page->state(), PageState::FirstUse);
    picture(*m_page, u"sessions-first"_s);
    const auto agent = enter(m_agent);
    QVERIFY(agent);
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    walkThroughStates(*m_page, *m_bench, u"tenant:nowhere"_s);
    QCOMPARE(m_page->pane().model().rowCount(), 1);
}

void TestSessionsPage::isClosedToAgents()
{
    QVERIFY(m_bench->connectAs(m_agent));
    QTRY_COMPARE(m_page->state(), PageState::NoPermission);
}

void TestSessionsPage::showsWhoIsThereAndWhoHasRead()
{
    QVERIFY(m_bench->connectAs(m_admin));
    const auto agent = enter(m_agent);
    QVERIFY(agent);
    say(*agent, u"Good morning"_s);
    say(*agent, u"Are you there?"_s);
    const auto ana = enter(m_contact);
    QVERIFY(ana);
    choose();
    TablePane &members = pane("members");
    const QAbstractItemModelTester tester(&members.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(members.model().rowCount(), 2);
    const int anaAt = cell(members, 0, "name") == "Maria"_L1 ? 1 : 0;
    QCOMPARE(cell(members, anaAt, "name"), u"Ana <b>"_s);
    ana->sendJson(request("mark_read", { { u"up_to_seq"_s, 1 } }));
    ana->sendJson(request("mark_delivered", { { u"up_to_seq"_s, 2 } }));
    ana->sendJson(request("typing", { { u"contact_id"_s, QString::fromLatin1(contact) }, { u"is_typing"_s, true } }));
    QVERIFY(ana->sync());
    QTRY_COMPARE(cell(members, anaAt, "state"), u"types"_s);
    buttonOf(*m_page, "newest")->click();
    m_page->findChild<SessionPanel *>()->reload();
    QTRY_COMPARE(cell(members, anaAt, "read"), u"1"_s);
    QCOMPARE(cell(members, anaAt, "delivered"), u"2"_s);
    QCOMPARE(cell(members, anaAt, "newest"), u"delivered"_s);
    picture(*m_page, u"sessions"_s);
}

void TestSessionsPage::walksThroughTheHistory()
{
    QVERIFY(m_bench->connectAs(m_admin));
    const auto agent = enter(m_agent);
    QVERIFY(agent);
    sayMany(*agent, 350);
    choose();
    TablePane &history = pane("history");
    const QAbstractItemModelTester tester(&history.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto &messages = static_cast<HistoryTable &>(history.model());
    QTRY_COMPARE(messages.rowCount(), 100);
    QCOMPARE(cell(history, 0, "place"), u"251"_s);
    QTRY_COMPARE(history.view().verticalScrollBar()->value(), history.view().verticalScrollBar()->maximum());
    // What is read keeps its place when older messages come before it.
    history.view().scrollToTop();
    QTRY_COMPARE(messages.rowCount(), 200);
    QTRY_COMPARE(cell(history, history.view().rowAt(0), "place"), u"251"_s);
    buttonOf(*m_page, "oldest")->click();
    QTRY_COMPARE(cell(history, 0, "place"), u"1"_s);
    QVERIFY(messages.hasNewer() && !messages.hasOlder());
    while (messages.hasNewer()) {
        const int before = messages.rowCount();
        history.view().scrollToBottom();
        QTRY_VERIFY(messages.rowCount() > before || !messages.hasNewer());
    }
    QCOMPARE(messages.rowCount(), 350);
    for (int row = 0; row < 350; ++row)
        QCOMPARE(cell(history, row, "message"), u"message %1"_s.arg(row + 1));
    buttonOf(*m_page, "newest")->click();
    QTRY_COMPARE(cell(history, 0, "place"), u"251"_s);
}

void TestSessionsPage::searchesInIt()
{
    QVERIFY(m_bench->connectAs(m_admin));
    const auto agent = enter(m_agent);
    QVERIFY(agent);
    sayMany(*agent, 250);
    choose();
    QTRY_COMPARE(pane("history").model().rowCount(), 100);
    // It lies on the first page, which is not here yet.
    pane("history").filter().setFilter(u"\"message 17\""_s);
    QTRY_COMPARE(pane("history").model().rowCount(), 11); // 17, 170 to 179
    QCOMPARE(cell(pane("history"), 0, "message"), u"message 17"_s);
}

void TestSessionsPage::followsNewMessages()
{
    QVERIFY(m_bench->connectAs(m_admin));
    const auto agent = enter(m_agent);
    QVERIFY(agent);
    say(*agent, u"one"_s);
    choose();
    QTRY_COMPARE(pane("history").model().rowCount(), 1);
    say(*agent, u"two"_s);
    QTRY_COMPARE(pane("history").model().rowCount(), 2);
    QCOMPARE(cell(pane("history"), 1, "message"), u"two"_s);
}

void TestSessionsPage::historyGoesOnAfterACut()
{
    QVERIFY(m_bench->connectAs(m_admin));
    const QString there = u"--listen=127.0.0.1:%1"_s.arg(m_bench->server.port());
    auto agent = enter(m_agent);
    QVERIFY(agent);
    sayMany(*agent, 150);
    HistoryTable history(m_bench->live.rest());
    history.open(*SessionId::parse(session.toStdString()));
    QTRY_COMPARE(history.rowCount(), 100);
    history.setVisible(10, 20); // away from the top
    m_bench->server.terminate();
    QCOMPARE(m_bench->server.waitForEnd(), 0);
    history.setVisible(0, 10);
    QTRY_COMPARE(history.freshness(), Freshness::Stale);
    history.setVisible(0, 10);
    HistoryTable other(m_bench->live.rest()); // fails after the one before
    other.open(*SessionId::parse(session.toStdString()));
    QTRY_COMPARE(other.freshness(), Freshness::Refused);
    QCOMPARE(history.freshness(), Freshness::Stale);
    QVERIFY(m_bench->server.start({ there, m_bench->database() }));
    history.setVisible(0, 10);
    QTRY_COMPARE(history.rowCount(), 150);
    QCOMPARE(history.freshness(), Freshness::Live);
    m_bench->server.terminate();
    QCOMPARE(m_bench->server.waitForEnd(), 0);
    history.follow(151);
    QTRY_COMPARE(history.freshness(), Freshness::Stale);
    QVERIFY(m_bench->server.start({ there, m_bench->database() }));
    agent = enter(m_agent);
    QVERIFY(agent);
    say(*agent, u"one more"_s);
    QTRY_VERIFY((history.follow(151), history.rowCount() == 151)); // a kept connection of the old server may fail once more
}

void TestSessionsPage::anOperatorReadsNothing()
{
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    const auto agent = enter(m_agent);
    QVERIFY(agent);
    say(*agent, u"private"_s);
    choose();
    QTRY_COMPARE(pane("members").model().rowCount(), 1);
    QVERIFY(!pane("history").view().isVisible());
    QVERIFY(pane("history").findChild<StatePanel *>()->headline().contains("does not reach"_L1));
    QVERIFY(!buttonOf(*m_page, "closeSession")->isEnabled());
    QCOMPARE(pane("history").model().rowCount(), 0);
    picture(*m_page, u"sessions-operator"_s);
}

void TestSessionsPage::removesAndTakesBack()
{
    QVERIFY(m_bench->connectAs(m_admin));
    const auto remarks = remarksOf(*m_page);
    const auto agent = enter(m_agent);
    QVERIFY(agent);
    choose();
    QTRY_COMPARE(pane("members").model().rowCount(), 1);
    QVERIFY(!buttonOf(*m_page, "removeMember")->isEnabled());
    select(pane("members"), 0);
    buttonOf(*m_page, "removeMember")->click();
    QTRY_COMPARE(remarks->size(), 1);
    QVERIFY(remarks->front().text.startsWith("Maria"_L1));
    QVERIFY(!agent->waitFor("session_left").isEmpty());
    WsClient out(m_bench->server.port(), { .token = m_agent });
    out.sendJson(request("join_session"));
    QCOMPARE(out.waitFor("error")["payload"_L1]["code"_L1].toString(), u"forbidden"_s);
    remarks->front().undo();
    QTRY_COMPARE(remarks->size(), 2);
    QCOMPARE(remarks->back().text, u"The member may come back."_s);
    QVERIFY(enter(m_agent));
}

void TestSessionsPage::closesAndReopens()
{
    QVERIFY(m_bench->connectAs(m_admin));
    const auto remarks = remarksOf(*m_page);
    const auto agent = enter(m_agent);
    QVERIFY(agent);
    say(*agent, u"hello"_s);
    choose();
    buttonOf(*m_page, "closeSession")->click();
    QTRY_COMPARE(remarks->size(), 1);
    QVERIFY(!agent->waitFor("session_closed").isEmpty());
    QTRY_COMPARE(buttonOf(*m_page, "closeSession")->text(), u"Reo&pen session"_s);
    remarks->front().undo();
    QVERIFY(QTest::qWaitFor([&] { return remarks->size() == 2; }));
    QVERIFY(!agent->waitFor("session_reopened").isEmpty());
}

void TestSessionsPage::postsANotice()
{
    QVERIFY(m_bench->connectAs(m_admin));
    const auto remarks = remarksOf(*m_page);
    const auto agent = enter(m_agent);
    QVERIFY(agent);
    choose();
    buttonOf(*m_page, "notice")->click();
    auto *dialog = m_page->findChild<QInputDialog *>(u"noticeDialog"_s);
    QVERIFY(dialog);
    dialog->setTextValue(u"Back at 9"_s);
    dialog->accept();
    QTRY_COMPARE(remarks->size(), 1);
    QCOMPARE(agent->waitFor("notice")["payload"_L1]["text"_L1].toString(), u"Back at 9"_s);
}

void TestSessionsPage::leadsToTheChat()
{
    QVERIFY(m_bench->connectAs(m_admin));
    const QSignalSpy jumps(m_page.get(), &Page::jumpRequested);
    const auto agent = enter(m_agent);
    QVERIFY(agent);
    choose();
    buttonOf(*m_page, "openChat")->click();
    QCOMPARE(jumps.size(), 1);
    QCOMPARE(jumps[0][0].toString(), u"chat"_s);
    QCOMPARE(jumps[0][1].toString(), QString::fromLatin1(session));
}

void TestSessionsPage::showsMarkupAsText()
{
    QVERIFY(m_bench->connectAs(m_admin));
    const auto agent = enter(m_agent);
    QVERIFY(agent);
    say(*agent, u"Tom & \"Jerry\" <b>'s</b>"_s);
    choose();
    QTRY_COMPARE(pane("history").model().rowCount(), 1);
    QCOMPARE(cell(pane("history"), 0, "message"), u"Tom & \"Jerry\" <b>'s</b>"_s);
    for (const QLabel *label : m_page->findChildren<QLabel *>())
        QVERIFY(label->textFormat() == Qt::PlainText || !label->pixmap().isNull());
}

QTEST_MAIN(TestSessionsPage)
#include "tst_sessionspage.moc"
