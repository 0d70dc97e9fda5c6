// SPDX-License-Identifier: Apache-2.0
// The page of servers on real ones: its states, versions that differ and servers that have fallen silent, and what an operator has
// them do.
// Seen red: silent servers not counted (flagsWhoIsSilent), the drained server's connections left out of the question (drains),
// restart_needed not told (reloads).
#include "console/pagebench.h"
#include "page/confirm.h"
#include "page/leveldialog.h"
#include "page/nodespage.h"

#include <QFile>

using namespace conversa;
using namespace conversa::console;
using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestNodesPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init();
    void cleanup();
    void hasItsStates();
    void isForOperators();
    void reloads();
    void lendsALogLevel();
    void drains();
    void flagsWhoIsSilent();

private:
    VerdictBar &bar(const char *name) { return *m_page->findChild<VerdictBar *>(QLatin1String(name)); }
    void writeConfig(const QByteArray &text)
    {
        QFile file(m_bench->server.file(u"server.toml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }

    std::unique_ptr<PageBench> m_bench;
    std::unique_ptr<NodesPage> m_page;
};

void TestNodesPage::init()
{
    m_bench = std::make_unique<PageBench>();
    writeConfig("[limits]\nenabled = false\n");
    QVERIFY2(m_bench->start({ u"--config="_s + m_bench->server.file(u"server.toml"_s), u"--node.id=node-a"_s }), m_bench->server.log());
    m_page = std::make_unique<NodesPage>(m_bench->live);
    m_page->resize(1'100, 600);
    m_page->show();
}

void TestNodesPage::cleanup()
{
    m_page.reset();
    m_bench.reset();
}

void TestNodesPage::hasItsStates()
{
    const QAbstractItemModelTester tester(&m_page->pane().model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(m_page->state(), PageState::Loading);
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    QCOMPARE(m_page->pane().model().rowCount(), 1);
    picture(*m_page, u"nodes"_s);
    walkThroughStates(*m_page, *m_bench, u"state:silent"_s);
    QCOMPARE(m_page->pane().model().rowCount(), 1);
}

void TestNodesPage::isForOperators()
{
    QVERIFY(m_bench->connectAs(m_bench->keyOf(u"admin"_s, u"shop"_s)));
    QTRY_COMPARE(m_page->state(), PageState::NoPermission);
    picture(*m_page, u"nodes-nopermission"_s);
}

void TestNodesPage::reloads()
{
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    buttonOf(*m_page, "reload")->click();
    QTRY_VERIFY2(bar("result").more().contains("nothing has changed"_L1), qPrintable(bar("result").more()));
    writeConfig("[limits]\nenabled = false\ntext = 2048\n[sessions]\ninactivity = \"2h\"\n");
    buttonOf(*m_page, "reload")->click();
    QTRY_VERIFY2(bar("result").more().contains("changed: limits.text; waits for a restart: sessions.inactivity"_L1), qPrintable(bar("result").more()));
    picture(*m_page, u"nodes-reloaded"_s);
    writeConfig("[limits]\nno_such_key = 1\n");
    buttonOf(*m_page, "reload")->click();
    QTRY_VERIFY2(bar("result").more().contains("keeps what it had"_L1), qPrintable(bar("result").more()));
}

void TestNodesPage::lendsALogLevel()
{
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    const auto remarks = remarksOf(*m_page);
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    buttonOf(*m_page, "logLevel")->click();
    auto *dialog = m_page->findChild<LevelDialog *>();
    QVERIFY(dialog);
    picture(*dialog, u"level"_s);
    buttonOf(*dialog, "set")->click();
    QTRY_COMPARE(remarks->size(), 1);
    QVERIFY(m_bench->server.waitForLog("log_level_lent level=debug"));
}

void TestNodesPage::drains()
{
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    WsClient one(m_bench->server.port());
    WsClient two(m_bench->server.port());
    QVERIFY(one.isOpen() && two.isOpen());
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    QTRY_COMPARE(cell(m_page->pane(), 0, "clients"), u"3"_s); // and the console's own
    QVERIFY(!buttonOf(*m_page, "drain")->isEnabled());
    select(m_page->pane(), 0);
    buttonOf(*m_page, "drain")->click();
    auto *question = m_page->findChild<ConfirmDialog *>();
    QVERIFY(question);
    QCOMPARE(buttonOf(*question, "act")->text(), u"&Drain %1 and close 3 connection(s)"_s.arg(cell(m_page->pane(), 0, "node")));
    QVERIFY(buttonOf(*question, "cancel")->isDefault());
    picture(*question, u"nodes-drain"_s);
    const auto remarks = remarksOf(*m_page);
    buttonOf(*question, "act")->click();
    QTRY_COMPARE(remarks->size(), 1);
    QVERIFY2(remarks->front().text.endsWith("is draining."_L1), qPrintable(remarks->front().text));
    QCOMPARE(one.waitForClose(), 1001);
    QCOMPARE(two.waitForClose(), 1001);
    QCOMPARE(m_bench->server.waitForEnd(), 0);
}

void TestNodesPage::flagsWhoIsSilent()
{
    const auto node = [](const char *name, const char *version, NodeState state = NodeState::Up) {
        NodeRow row;
        row.name = name;
        row.version = version;
        row.state = state;
        return row;
    };
    QVERIFY(healthOf({ node("a", "1.0"), node("b", "1.0") }).sentence.isEmpty());
    const NodeHealth mixed = healthOf({ node("a", "1.0"), node("b", "1.1"), node("c", "1.1") });
    QCOMPARE(mixed.sentence, u"The servers are not of one version: 1.0 on 1 server(s), 1.1 on 2 server(s)"_s);
    QCOMPARE(mixed.sign, Sign::Triangle);
    // Of a server that is gone the version is no matter.
    const NodeHealth silent = healthOf({ node("a", "1.0"), node("b", "1.1", NodeState::Silent) });
    QCOMPARE(silent.sentence, u"1 server(s) have fallen silent: b"_s);
    QCOMPARE(silent.sign, Sign::Cross);
    QVERIFY(silent.more.isEmpty());
}

QTEST_MAIN(TestNodesPage)
#include "tst_nodespage.moc"
