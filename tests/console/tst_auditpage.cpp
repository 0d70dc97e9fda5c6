// SPDX-License-Identifier: Apache-2.0
// The page of the audit log on a real server: its states, what comes while it is looked at, what happened while there was no
// connection, and rows that are missing.
// Seen red: the head not read anew after a cut (nothingIsMissedOverACut), numbers not looked at (marksWhatIsGone), the stream not
// watched (whatHappensComesOnTop), only what is loaded exported (exportsAllOfIt), a file committed whatever came of it
// (exportsNothingByHalves).
#include "console/pagebench.h"
#include "page/auditpage.h"
#include "support/restclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlQuery>

using namespace conversa;
using namespace conversa::console;
using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestAuditPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init();
    void cleanup();
    void hasItsStates();
    void isClosedToAgents();
    void whatHappensComesOnTop();
    void walksThroughTheHistory();
    void exportsAllOfIt_data();
    void exportsAllOfIt();
    void exportsNothingByHalves();
    void nothingIsMissedOverACut();
    void marksWhatIsGone();
    void verifies();
    void aTenantsAdministratorSeesItsOwn();
    void anotherServerHasALogOfItsOwn();

private:
    AuditTable &table() { return m_page->table(); }
    QString proof() { return m_page->findChild<QLabel *>(u"proof"_s)->text(); }
    QString verdict() { return m_page->findChild<VerdictBar *>()->text(); }
    // Something to be recorded, over a connection of its own.
    void knock(int times, const QByteArray &key = "dev-user-key")
    {
        for (int i = 0; i < times; ++i)
            QVERIFY(WsClient(m_bench->server.port(), { .token = key }).isOpen());
    }
    // Every number of every chain that is shown.
    bool isWhole()
    {
        QMap<QString, QSet<qint64>> seen;
        for (int row = 0; row < table().rowCount(); ++row) {
            if (const AuditLine *line = table().row(row); line && line->missing == 0)
                seen[QString::fromLatin1(line->entry.chain.toByteArray())].insert(line->entry.seq);
        }
        return std::all_of(seen.begin(), seen.end(), [](const QSet<qint64> &numbers) { return numbers.size() == *std::max_element(numbers.begin(), numbers.end()) - *std::min_element(numbers.begin(), numbers.end()) + 1; });
    }
    int countOf(const QString &action)
    {
        int count = 0;
        for (int row = 0; row < table().rowCount(); ++row)
            count += cell(m_page->pane(), row, "action") == action ? 1 : 0;
        return count;
    }

    std::unique_ptr<PageBench> m_bench;
    std::unique_ptr<AuditPage> m_page;
    QByteArray m_operator;
};

void TestAuditPage::init()
{
    m_bench = std::make_unique<PageBench>();
    QVERIFY2(m_bench->start(), m_bench->server.log());
    m_operator = m_bench->operatorKey();
    m_page = std::make_unique<AuditPage>(m_bench->live);
    m_page->resize(1'200, 700);
    m_page->show();
}

void TestAuditPage::cleanup()
{
    m_page.reset();
    m_bench.reset();
}

void TestAuditPage::hasItsStates()
{
    const QAbstractItemModelTester tester(&table(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(m_page->state(), PageState::Loading);
    QVERIFY(m_bench->connectAs(m_operator));
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    m_page->lookFor(u"action:nothing"_s);
    QTRY_COMPARE(m_page->state(), PageState::NoMatch);
    stateButton(*m_page)->click();
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    table().setWish({ u"nosuch:1"_s });
    QTRY_COMPARE(m_page->state(), PageState::Failed);
    picture(*m_page, u"audit-failed"_s);
    table().setWish({});
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    m_bench->server.kill();
    QTRY_COMPARE(m_page->state(), PageState::Stale);
    QVERIFY(table().rowCount() > 0);
    picture(*m_page, u"audit-stale"_s);
}

void TestAuditPage::isClosedToAgents()
{
    QVERIFY(m_bench->connectAs("dev-user-key"));
    QTRY_COMPARE(m_page->state(), PageState::NoPermission);
    picture(*m_page, u"audit-nopermission"_s);
}

void TestAuditPage::whatHappensComesOnTop()
{
    QVERIFY(m_bench->connectAs(m_operator));
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    QCOMPARE(WsClient(m_bench->server.port(), { .token = "wrong" }).status(), 401);
    // Sooner than the page would ask by itself.
    QTRY_COMPARE_WITH_TIMEOUT(countOf(u"connection_refused"_s), 1, 2'500);
    QCOMPARE(cell(m_page->pane(), 0, "action"), u"connection_refused"_s);
    select(m_page->pane(), 0);
    picture(*m_page, u"audit"_s);
}

void TestAuditPage::walksThroughTheHistory()
{
    knock(400);
    QVERIFY(m_bench->connectAs(m_operator));
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    QTRY_VERIFY(table().rowCount() >= 500);
    const auto isThere = [this] { return countOf(u"connection_opened"_s) >= 400; };
    for (int i = 0; i < 10 && !isThere(); ++i) {
        const int before = table().rowCount();
        m_page->pane().view().scrollToBottom();
        QTRY_VERIFY(table().rowCount() > before);
    }
    QVERIFY(isThere());
    QVERIFY(isWhole());
    QTRY_VERIFY2(proof().startsWith("Nothing is missing"_L1), qPrintable(proof()));
}

void TestAuditPage::exportsAllOfIt_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("CSV") << u"log.csv"_s;
    QTest::newRow("JSON") << u"log.json"_s;
    QTest::newRow("lines") << u"log.jsonl"_s;
}

// More than the page has loaded.
void TestAuditPage::exportsAllOfIt()
{
    QFETCH(const QString, name);
    knock(400);
    QVERIFY(m_bench->connectAs(m_operator));
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    QTRY_VERIFY(table().rowCount() >= 500);
    const auto remarks = remarksOf(*m_page);
    exportTo(*m_page, m_bench->server.file(name));
    QTRY_COMPARE(remarks->size(), 1);
    QFile file(m_bench->server.file(name));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QCOMPARE(text.count("connection_opened"), 401);
    const qsizetype rows = name.endsWith("json"_L1) ? QJsonDocument::fromJson(text).array().size() : text.count('\n') - (name.endsWith("csv"_L1) ? 1 : 0);
    QVERIFY(rows > table().rowCount());
    QVERIFY2(remarks->constFirst().text.startsWith(QLocale().toString(rows) + u' '), qPrintable(remarks->constFirst().text));
}

void TestAuditPage::exportsNothingByHalves()
{
    knock(400);
    QVERIFY(m_bench->connectAs(m_operator));
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    QTRY_VERIFY(table().source());
    const auto remarks = remarksOf(*m_page);
    m_bench->server.kill();
    exportTo(*m_page, m_bench->server.file(u"log.csv"_s));
    QTRY_COMPARE(remarks->size(), 1);
    QVERIFY2(remarks->constFirst().text.startsWith("Not exported: "_L1), qPrintable(remarks->constFirst().text));
    QVERIFY(!QFile::exists(m_bench->server.file(u"log.csv"_s)));
}

void TestAuditPage::nothingIsMissedOverACut()
{
    QVERIFY(m_bench->connectAs(m_operator));
    knock(3);
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    QTRY_COMPARE(countOf(u"connection_opened"_s), 4);
    // Not by a hole of more than a page: 700 openings, and as many endings.
    m_page->hide();
    knock(700);
    m_page->show();
    QTRY_COMPARE_WITH_TIMEOUT(countOf(u"connection_opened"_s), 704, 20'000);
    QVERIFY(isWhole());
    m_bench->server.kill();
    QTRY_COMPARE(m_page->state(), PageState::Stale);
    QVERIFY(m_bench->server.start({ u"--listen=127.0.0.1:%1"_s.arg(m_bench->server.port()), m_bench->database() }));
    knock(5);
    m_bench->live.retryNow();
    QTRY_COMPARE_WITH_TIMEOUT(m_page->state(), PageState::Ready, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(u"connection_opened"_s), 704 + 5 + 1, 20'000);
    QVERIFY(isWhole());
    QTRY_VERIFY2(proof().contains("2 chain"_L1), qPrintable(proof()));
}

void TestAuditPage::marksWhatIsGone()
{
    knock(10);
    m_bench->server.terminate();
    QCOMPARE(m_bench->server.waitForEnd(), 0);
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"thief"_s);
        database.setDatabaseName(m_bench->server.file(u"console.db"_s));
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(u"DELETE FROM audit_log WHERE seq IN (5, 6)"_s));
    }
    QSqlDatabase::removeDatabase(u"thief"_s);
    QVERIFY(m_bench->start());
    QVERIFY(m_bench->connectAs(m_operator));
    QTRY_VERIFY2(proof().startsWith("2 row(s) are missing"_L1), qPrintable(proof()));
    int gaps = 0;
    for (int row = 0; row < table().rowCount(); ++row)
        gaps += table().index(row, 0).data(RowTable::IsGap).toBool() ? 1 : 0;
    QCOMPARE(gaps, 1);
    buttonOf(*m_page, "verify")->click();
    QTRY_VERIFY2(verdict().startsWith("The log is not as it was written"_L1), qPrintable(verdict()));
    QVERIFY(m_page->findChild<VerdictBar *>()->more().contains("rows 5 to 6 are gone"_L1));
    picture(*m_page, u"audit-gone"_s);
}

void TestAuditPage::verifies()
{
    QVERIFY(m_bench->connectAs(m_operator));
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    buttonOf(*m_page, "verify")->click();
    QTRY_VERIFY2(verdict().startsWith("The log is as it was written"_L1), qPrintable(verdict()));
    picture(*m_page, u"audit-verified"_s);
    buttonOf(*m_page, "closeVerdict")->click();
    QVERIFY(!m_page->findChild<VerdictBar *>()->isVisible());
}

void TestAuditPage::aTenantsAdministratorSeesItsOwn()
{
    knock(1);
    QVERIFY(m_bench->connectAs(m_bench->keyOf(u"admin"_s, u"shop"_s)));
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    for (int row = 0; row < table().rowCount(); ++row)
        QCOMPARE(cell(m_page->pane(), row, "tenant"), u"shop"_s);
    QVERIFY(!buttonOf(*m_page, "verify")->isEnabled());
    QVERIFY(proof().startsWith("Whether anything is missing only an operator"_L1));
}

void TestAuditPage::anotherServerHasALogOfItsOwn()
{
    QVERIFY(m_bench->connectAs(m_operator));
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    buttonOf(*m_page, "verify")->click();
    QTRY_VERIFY2(verdict().startsWith("The log is as it was written"_L1), qPrintable(verdict()));
    PageBench other;
    QVERIFY2(other.start(), other.server.log());
    m_bench->live.open({ QUrl(u"http://127.0.0.1:%1"_s.arg(other.server.port())), other.operatorKey() });
    QCOMPARE(table().rowCount(), 0);
    QCOMPARE(verdict(), QString());
    QCOMPARE(m_page->state(), PageState::Loading);
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    QTRY_VERIFY2(proof().startsWith("Nothing is missing"_L1), qPrintable(proof()));
}

QTEST_MAIN(TestAuditPage)
#include "tst_auditpage.moc"
