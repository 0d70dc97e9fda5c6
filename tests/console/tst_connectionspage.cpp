// SPDX-License-Identifier: Apache-2.0
// The page of connections on a real server, both its tabs: their states, and an export of more than is loaded.
// Seen red: rows that went left standing (liveHaveTheirStates), the topic of the others (closedHaveTheirStates), an export without the
// filter (exportsMoreThanIsLoaded), the mouse's way out as the end of a pause (pausesUntilTold), an arrow without its order
// (sortsByTheKeyboard), the filter of a moment ago (disconnectsWhatStandsInTheField).
#include "console/pagebench.h"
#include "page/connectionspage.h"
#include "support/crowd.h"

#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QTabWidget>

using namespace conversa;
using namespace conversa::console;
using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestConnectionsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init();
    void cleanup();
    void liveHaveTheirStates();
    void closedHaveTheirStates();
    void areClosedToAgents();
    void exportsMoreThanIsLoaded();
    void pausesUntilTold();
    void sortsByTheKeyboard();
    void disconnectsWhatStandsInTheField();

private:
    LiveConnections &connected() { return m_page->connected(); }
    ClosedConnections &closed() { return m_page->closed(); }

    std::unique_ptr<PageBench> m_bench;
    std::unique_ptr<ConnectionsPage> m_page;
};

void TestConnectionsPage::init()
{
    m_bench = std::make_unique<PageBench>();
    QVERIFY2(m_bench->start({ u"--limits.user_connections=1000"_s }), m_bench->server.log());
    m_page = std::make_unique<ConnectionsPage>(m_bench->live);
    m_page->resize(1'240, 700);
    m_page->show();
}

void TestConnectionsPage::cleanup()
{
    m_page.reset();
    m_bench.reset();
}

// Who looks is connected: there is always one.
void TestConnectionsPage::liveHaveTheirStates()
{
    const QAbstractItemModelTester tester(&connected().pane().model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(connected().state(), PageState::Loading);
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    QTRY_COMPARE(connected().state(), PageState::Ready);
    {
        WsClient other(m_bench->server.port(), { .token = "dev-user-key" });
        QTRY_COMPARE(connected().pane().model().rowCount(), 2);
    }
    QTRY_COMPARE(connected().pane().model().rowCount(), 1);
    walkThroughStates(connected(), *m_bench, u"role:contact"_s);
}

void TestConnectionsPage::closedHaveTheirStates()
{
    m_page->findChild<QTabWidget *>()->setCurrentWidget(&closed());
    const QAbstractItemModelTester tester(&closed().pane().model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(closed().state(), PageState::Loading);
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    QTRY_COMPARE(closed().state(), PageState::FirstUse);
    for (int i = 0; i < 3; ++i) {
        WsClient(m_bench->server.port(), { .token = "dev-user-key" }).sendClose(quint16(4'100 + i));
        QTRY_COMPARE(closed().pane().model().rowCount(), i + 1);
    }
    QCOMPARE(closed().state(), PageState::Ready);
    walkThroughStates(closed(), *m_bench, u"role:contact"_s);
}

void TestConnectionsPage::areClosedToAgents()
{
    QVERIFY(m_bench->connectAs("dev-user-key"));
    QTRY_COMPARE(connected().state(), PageState::NoPermission);
    QCOMPARE(closed().state(), PageState::NoPermission);
}

void TestConnectionsPage::exportsMoreThanIsLoaded()
{
    Crowd crowd(m_bench->server.port(), "dev-user-key", "x");
    QVERIFY(crowd.invite(700));
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    connected().lookFor(u"role:agent"_s);
    QTRY_COMPARE(connected().pane().model().total(), 700);
    QVERIFY(connected().pane().model().source());
    const auto remarks = remarksOf(connected());
    const QString path = m_bench->server.file(u"connections.csv"_s);
    exportTo(connected(), path);
    QTRY_COMPARE(remarks->size(), 1);
    QVERIFY2(remarks->constFirst().text.startsWith("700 "_L1), qPrintable(remarks->constFirst().text));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().split('\n');
    QCOMPARE(lines.size(), 702); // the heading, and nothing behind the last row's end
    QVERIFY2(lines[0].startsWith("user_name,role,state,"), lines[0]);
    QVERIFY2(lines[1].startsWith("João Silva,agent,open,"), lines[1]);
}

// The mouse that comes and goes does not end it.
void TestConnectionsPage::pausesUntilTold()
{
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    QTRY_COMPARE(connected().pane().model().rowCount(), 1);
    m_page->setPaused(true);
    QEvent enter(QEvent::Enter), leave(QEvent::Leave);
    QCoreApplication::sendEvent(connected().pane().view().viewport(), &enter);
    QCoreApplication::sendEvent(connected().pane().view().viewport(), &leave);
    std::optional<WsClient> other(std::in_place, m_bench->server.port(), Handshake{ .token = "dev-user-key" });
    QTRY_COMPARE(connected().pane().model().rowCount(), 2); // behind the others it may stand
    other.reset();
    QTRY_VERIFY(connected().pane().model().hasHeldChanges());
    QCOMPARE(connected().pane().model().rowCount(), 2);
    m_page->setPaused(false);
    QTRY_COMPARE(connected().pane().model().rowCount(), 1);
}

void TestConnectionsPage::sortsByTheKeyboard()
{
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    QTRY_COMPARE(connected().state(), PageState::Ready);
    m_page->chooseColumns();
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    menu->actions().constFirst()->menu()->actions().constFirst()->trigger();
    menu->close();
    QCOMPARE(connected().pane().model().wish().sort, u"name"_s);
    const QHeaderView *header = connected().pane().view().horizontalHeader();
    QCOMPARE(header->sortIndicatorSection(), connected().pane().model().columnOf("name"));
    // Another page of the same profile begins with the order that its arrow shows.
    const QByteArray state = connected().pane().saveState();
    connected().pane().model().setWish({});
    connected().pane().restoreState(state);
    QCOMPARE(connected().pane().model().wish().sort, u"name"_s);
}

void TestConnectionsPage::disconnectsWhatStandsInTheField()
{
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    WsClient agent(m_bench->server.port(), { .token = "dev-user-key" });
    connected().lookFor(u"role:agent"_s);
    QTRY_COMPARE(connected().pane().model().rowCount(), 1);
    auto *field = connected().pane().filter().findChild<QLineEdit *>();
    field->setText(u"role:agent ip:10.0."_s);
    buttonOf(connected(), "disconnectAll")->click();
    QVERIFY(!connected().findChild<DisconnectDialog *>());
    field->setText(u"role:agent state:open"_s);
    buttonOf(connected(), "disconnectAll")->click();
    auto *dialog = connected().findChild<DisconnectDialog *>();
    QVERIFY(dialog);
    const auto labels = dialog->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) { return label->text().startsWith("role:agent state:open\n"_L1); }));
    dialog->reject();
}

QTEST_MAIN(TestConnectionsPage)
#include "tst_connectionspage.moc"
