// SPDX-License-Identifier: Apache-2.0
// The page of the log on a real server: its states, lines as they are written, following, pausing and filtering.
// Seen red: scrolling down whether it follows or not (followsUntilSomebodyReads), rows taken while it is paused (pauses), a gap
// counted among what a filter finds (hasItsStates), nothing asked for by "Try again" (failsAndTriesAgain).
#include "console/pagebench.h"
#include "page/leveldialog.h"
#include "page/logspage.h"
#include "support/fakeadmin.h"

#include <QScrollBar>

using namespace conversa;
using namespace conversa::console;
using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestLogsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init();
    void cleanup();
    void hasItsStates();
    void failsAndTriesAgain();
    void isForOperators();
    void followsUntilSomebodyReads();
    void pauses();
    void lendsALogLevel();
    void showsMarkupAsText();

private:
    QAbstractItemModel &rows() { return m_page->pane().model(); }
    qsizetype gaps() { return rows().match(rows().index(0, 0), RowTable::IsGap, true, -1).size(); }
    QScrollBar &bar() { return *m_page->pane().view().verticalScrollBar(); }
    // Two lines in the log each.
    void knock(int times)
    {
        for (int i = 0; i < times; ++i)
            QVERIFY(WsClient(m_bench->server.port()).isOpen());
    }

    std::unique_ptr<PageBench> m_bench;
    std::unique_ptr<LogsPage> m_page;
};

void TestLogsPage::init()
{
    m_bench = std::make_unique<PageBench>();
    QVERIFY2(m_bench->start(), m_bench->server.log());
    m_page = std::make_unique<LogsPage>(m_bench->live);
    m_page->resize(1'200, 500);
    m_page->show();
}

void TestLogsPage::cleanup()
{
    m_page.reset();
    m_bench.reset();
}

void TestLogsPage::hasItsStates()
{
    const QAbstractItemModelTester tester(&rows(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(m_page->state(), PageState::Loading);
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    QTRY_VERIFY(m_page->state() == PageState::FirstUse || m_page->state() == PageState::Ready);
    buttonOf(*m_page, "clear")->click();
    QTRY_COMPARE(m_page->state(), PageState::FirstUse);
    picture(*m_page, u"logs-first"_s);
    knock(5);
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    picture(*m_page, u"logs"_s);
    // Who comes back to the page finds a mark for what was written meanwhile: no filter hides it, and it matches none.
    QCOMPARE(gaps(), 0);
    m_page->hide();
    m_page->show();
    QTRY_COMPARE(gaps(), 1);
    m_page->lookFor(u"event:nothing"_s);
    QTRY_COMPARE(m_page->state(), PageState::NoMatch);
    stateButton(*m_page)->click();
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    m_bench->server.kill();
    QTRY_COMPARE(m_page->state(), PageState::Stale);
    QVERIFY(rows().rowCount() > 0);
}

// A server that is too busy to tell, and then is not.
void TestLogsPage::failsAndTriesAgain()
{
    FakeAdmin busy({ .connections = 1 });
    busy.setRefused(AdminTopic::Logs, Error{ ErrorCode::Unavailable, "Too busy for this; try again in a moment." });
    QVERIFY(busy.listen() > 0);
    m_bench->live.open({ QUrl(u"http://127.0.0.1:%1"_s.arg(busy.port())), "key" });
    QTRY_COMPARE(m_page->state(), PageState::Failed);
    picture(*m_page, u"logs-failed"_s);
    busy.setRefused(AdminTopic::Logs, {});
    stateButton(*m_page)->click();
    QTRY_COMPARE(m_page->state(), PageState::FirstUse);
}

void TestLogsPage::isForOperators()
{
    QVERIFY(m_bench->connectAs(m_bench->keyOf(u"admin"_s, u"shop"_s)));
    QTRY_COMPARE(m_page->state(), PageState::NoPermission);
}

void TestLogsPage::followsUntilSomebodyReads()
{
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    QTRY_COMPARE(m_bench->live.logs().freshness(), Freshness::Live);
    knock(40);
    QTRY_VERIFY(rows().rowCount() >= 80);
    QTRY_COMPARE(bar().value(), bar().maximum());
    bar().setValue(3);
    QVERIFY(!buttonOf(*m_page, "follow")->isChecked());
    const int before = rows().rowCount();
    knock(10);
    QTRY_VERIFY(rows().rowCount() >= before + 20);
    QCOMPARE(bar().value(), 3);
    buttonOf(*m_page, "follow")->click();
    QTRY_COMPARE(bar().value(), bar().maximum());
    QVERIFY(buttonOf(*m_page, "follow")->isChecked());
}

void TestLogsPage::pauses()
{
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    QTRY_COMPARE(m_bench->live.logs().freshness(), Freshness::Live);
    knock(3);
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    m_page->setPaused(true);
    QCOMPARE(buttonOf(*m_page, "pause")->text(), u"&Go on"_s);
    const int before = rows().rowCount();
    // Another stream over the same socket tells when the log's lines must be here: by its second batch.
    RowRing<EventRow> &witness = m_bench->live.events();
    witness.setWatched(true);
    QTRY_COMPARE(witness.freshness(), Freshness::Live);
    for (int batch = 1; batch <= 2; ++batch) {
        knock(5);
        QTRY_VERIFY(witness.rowCount() >= 10 * batch);
    }
    QVERIFY(m_page->findChild<QLabel *>(u"figures"_s)->text().contains("paused"_L1));
    QVERIFY(rows().rowCount() <= before + 2);
    m_page->setPaused(false);
    QTRY_VERIFY(rows().rowCount() >= before + 18);
}

void TestLogsPage::lendsALogLevel()
{
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    const auto remarks = remarksOf(*m_page);
    buttonOf(*m_page, "logLevel")->click();
    buttonOf(*m_page->findChild<LevelDialog *>(), "set")->click();
    QTRY_COMPARE(remarks->size(), 1);
    QVERIFY(m_bench->server.waitForLog("log_level_lent level=debug"));
}

void TestLogsPage::showsMarkupAsText()
{
    for (const QLabel *label : m_page->findChildren<QLabel *>())
        QVERIFY(label->textFormat() == Qt::PlainText || label->text().isEmpty());
}

QTEST_MAIN(TestLogsPage)
#include "tst_logspage.moc"
