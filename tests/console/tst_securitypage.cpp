// SPDX-License-Identifier: Apache-2.0
// The page of security events on a real server: its states, who offends most, bans that hold and are taken back, and the line for
// nftables.
// Seen red: a ban without its undo (bansANetwork), offenders that stay as they were (countsAndOffenders).
#include "console/pagebench.h"
#include "page/securitypage.h"

#include <QClipboard>
#include <QJsonArray>

using namespace conversa;
using namespace conversa::console;
using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestSecurityPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init();
    void cleanup();
    void hasItsStates();
    void isClosedToAgents();
    void countsAndOffenders();
    void bansANetwork();
    void bansAUser();
    void copiesTheRule_data();
    void copiesTheRule();

private:
    TablePane &restrictions() { return *m_page->findChild<TablePane *>(u"restrictions"_s); }
    QTreeWidget &offenders() { return *m_page->findChild<QTreeWidget *>(u"offenders"_s); }
    void offend(int times)
    {
        for (int i = 0; i < times; ++i)
            QCOMPARE(WsClient(m_bench->server.port(), { .token = "wrong-" + QByteArray::number(i), .from = "127.0.7.9" }).status(), 401);
    }
    // Chooses the row whose first cell begins so.
    bool choose(const QString &name)
    {
        for (QTreeWidgetItemIterator each(&offenders()); *each; ++each) {
            if ((*each)->parent() && (*each)->text(0).startsWith(name)) {
                offenders().setCurrentItem(*each);
                return true;
            }
        }
        return false;
    }

    std::unique_ptr<PageBench> m_bench;
    std::unique_ptr<SecurityPage> m_page;
};

void TestSecurityPage::init()
{
    m_bench = std::make_unique<PageBench>();
    QVERIFY2(m_bench->start(), m_bench->server.log());
    m_page = std::make_unique<SecurityPage>(m_bench->live);
    m_page->resize(1'240, 760);
    m_page->show();
}

void TestSecurityPage::cleanup()
{
    m_page.reset();
    m_bench.reset();
}

void TestSecurityPage::hasItsStates()
{
    const QAbstractItemModelTester tester(&m_page->pane().model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(m_page->state(), PageState::Loading);
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    QTRY_COMPARE(m_page->state(), PageState::FirstUse);
    picture(*m_page, u"security-first"_s);
    offend(2);
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    walkThroughStates(*m_page, *m_bench, u"security:origin"_s);
}

void TestSecurityPage::isClosedToAgents()
{
    QVERIFY(m_bench->connectAs("dev-user-key"));
    QTRY_COMPARE(m_page->state(), PageState::NoPermission);
}

void TestSecurityPage::countsAndOffenders()
{
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    offend(4);
    QTRY_VERIFY(choose(u"bad key"_s));
    QTRY_COMPARE(offenders().currentItem()->text(1), u"4"_s);
    QTRY_VERIFY(choose(u"127.0.7.0/24"_s));
    offend(3);
    // What was chosen stays so while the numbers grow.
    QTRY_COMPARE(offenders().currentItem()->text(1), u"7"_s);
    QCOMPARE(offenders().currentItem()->text(0), u"127.0.7.0/24"_s);
    buttonOf(*m_page, "showEvents")->click();
    QCOMPARE(m_page->pane().filterText(), u"ip:127.0.7.0/24"_s);
    QTRY_COMPARE(m_page->state(), PageState::Ready);
}

void TestSecurityPage::bansANetwork()
{
    const QAbstractItemModelTester tester(&restrictions().model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    const auto remarks = remarksOf(*m_page);
    offend(2);
    QTRY_VERIFY(choose(u"127.0.7.0/24"_s));
    buttonOf(*m_page, "ban")->click();
    QTRY_COMPARE(remarks->size(), 1);
    QCOMPARE(remarks->front().text, u"127.0.7.0/24 is banned for 1 h."_s);
    QTRY_COMPARE(restrictions().model().rowCount(), 1);
    QCOMPARE(cell(restrictions(), 0, "target"), u"127.0.7.0/24"_s);
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    picture(*m_page, u"security"_s);
    QCOMPARE(WsClient(m_bench->server.port(), { .from = "127.0.7.9" }).status(), 403);
    QVERIFY(WsClient(m_bench->server.port()).isOpen());
    remarks->front().undo();
    QTRY_COMPARE(restrictions().model().rowCount(), 0);
    QVERIFY(WsClient(m_bench->server.port(), { .from = "127.0.7.9" }).isOpen());
}

void TestSecurityPage::bansAUser()
{
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    const auto remarks = remarksOf(*m_page);
    const QByteArray key = m_bench->keyOf(u"agent"_s, u"shop"_s);
    WsClient agent(m_bench->server.port(), { .token = key });
    agent.sendText("{");
    agent.sendText("{");
    QVERIFY(agent.sync());
    QTRY_VERIFY(m_page->pane().model().rowCount() > 0);
    const QString user = m_page->pane().model().index(0, m_page->pane().model().columnOf("user")).data().toString();
    QTRY_VERIFY(choose(user));
    buttonOf(*m_page, "ban")->click();
    QTRY_COMPARE(remarks->size(), 1);
    QCOMPARE(agent.waitForClose(), 4503);
    QTRY_COMPARE(restrictions().model().rowCount(), 1);
    QCOMPARE(cell(restrictions(), 0, "tenant"), u"shop"_s);
    select(restrictions(), 0);
    buttonOf(*m_page, "takeBack")->click();
    QTRY_COMPARE(restrictions().model().rowCount(), 0);
    QVERIFY(WsClient(m_bench->server.port(), { .token = key }).isOpen());
}

void TestSecurityPage::copiesTheRule_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("line");
    QTest::newRow("IPv4") << u"10.1.2.0/24"_s << u"nft add rule inet filter input ip saddr 10.1.2.0/24 drop"_s;
    QTest::newRow("IPv6") << u"2001:db8::/48"_s << u"nft add rule inet filter input ip6 saddr 2001:db8::/48 drop"_s;
}

void TestSecurityPage::copiesTheRule()
{
    QFETCH(const QString, network);
    QFETCH(const QString, line);
    auto &list = *m_page->findChild<OffenderList *>();
    list.setReport({ { u"offenders"_s, QJsonObject{ { u"networks"_s, QJsonArray{ QJsonObject{ { u"network"_s, network }, { u"times"_s, 3 } } } } } } });
    QVERIFY(choose(network));
    buttonOf(*m_page, "copyRule")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), line);
}

QTEST_MAIN(TestSecurityPage)
#include "tst_securitypage.moc"
