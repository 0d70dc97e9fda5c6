// SPDX-License-Identifier: Apache-2.0
// Rows B145 (nothing is shown as rich text) and F63 (a lost server) of the catalogue.
// Seen red: a label left on AutoText, figures that stay black when the server is gone, and a password field with Normal
// echo.
#include "console/statsserver.h"
#include "page/problemtext.h"
#include "page/statuspage.h"

#include <QSet>
#include <QTest>

using conversa::Backoff;
using namespace conversa::console;
using conversa::test::StatsServer;
using namespace std::chrono_literals;

class TestStatusPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init();
    void showsTheFigures();
    void greysThemWhenTheServerIsGone();
    void saysWhyAndWhatToDo();
    void disconnects();
    void hidesTheKey();
    void everyProblemHasItsSentence();
    void everyControlHasAName();
    void b145_showsMarkupAsText();

private:
    QStringList figures() const;
    bool allStale() const;
    QPushButton *button() const { return m_page->findChild<QPushButton *>(QStringLiteral("connect")); }
    QString word() const { return m_page->findChild<StateBadge *>()->word(); }

    std::unique_ptr<StatsServer> m_server;
    std::unique_ptr<StatusPage> m_page;
};

void TestStatusPage::init()
{
    m_server = std::make_unique<StatsServer>();
    m_page = std::make_unique<StatusPage>(StatsPoller::Clocks{ 10ms, 400ms }, Backoff(1));
    m_page->setAddress(m_server->address());
    m_page->setKey(QStringLiteral("dev-admin-key"));
    m_page->show();
}

QStringList TestStatusPage::figures() const
{
    QStringList figures;
    for (const FigureTile *tile : m_page->findChildren<FigureTile *>())
        figures << tile->figure();
    return figures;
}

bool TestStatusPage::allStale() const
{
    const auto tiles = m_page->findChildren<FigureTile *>();
    return std::all_of(tiles.begin(), tiles.end(), [](const FigureTile *tile) { return tile->isStale(); });
}

void TestStatusPage::showsTheFigures()
{
    m_server->answer("200 OK", R"({"total_clients":12480,"total_sessions":15,"redis_enabled":false})");
    QCOMPARE(word(), QStringLiteral("Disconnected"));
    QTest::mouseClick(button(), Qt::LeftButton);
    QTRY_COMPARE(word(), QStringLiteral("Connected"));
    QCOMPARE(figures(), (QStringList{ QStringLiteral("12,480"), QStringLiteral("15"), QStringLiteral("off") }));
    QVERIFY(!allStale());
    m_server->answer("200 OK", R"({"total_clients":7,"total_sessions":15,"redis_enabled":true})");
    QTRY_COMPARE(figures(), (QStringList{ QStringLiteral("7"), QStringLiteral("15"), QStringLiteral("on") }));
}

void TestStatusPage::greysThemWhenTheServerIsGone()
{
    m_page->connectToServer();
    QTRY_COMPARE(word(), QStringLiteral("Connected"));
    m_server->close();
    QTRY_COMPARE(word(), QStringLiteral("Reconnecting"));
    QVERIFY(allStale());
    QCOMPARE(figures().constFirst(), QStringLiteral("42"));
    QVERIFY(m_page->findChild<Banner *>()->isVisible());
}

void TestStatusPage::saysWhyAndWhatToDo()
{
    m_server->answer("401 Unauthorized", "{}");
    m_page->connectToServer();
    QTRY_COMPARE(word(), QStringLiteral("Not connected"));
    const Banner *banner = m_page->findChild<Banner *>();
    QVERIFY(banner->isVisible());
    QVERIFY(banner->text().contains(QLatin1String("does not accept this key")));
    QVERIFY(banner->text().contains(QLatin1String("conversa-server key create")));
}

void TestStatusPage::disconnects()
{
    m_page->connectToServer();
    QTRY_COMPARE(word(), QStringLiteral("Connected"));
    QTest::mouseClick(button(), Qt::LeftButton);
    QCOMPARE(word(), QStringLiteral("Disconnected"));
    QVERIFY(allStale());
}

void TestStatusPage::hidesTheKey()
{
    const QLineEdit *key = m_page->findChild<QLineEdit *>(QStringLiteral("key"));
    QCOMPARE(key->echoMode(), QLineEdit::Password);
}

void TestStatusPage::everyProblemHasItsSentence()
{
    QSet<QString> headlines;
    for (int i = int(Problem::None) + 1; i <= int(Problem::ConnectionLost); ++i) {
        const ProblemText text = problemText(Problem(i));
        QVERIFY2(!text.advice.isEmpty(), qPrintable(QString::number(i)));
        headlines.insert(text.headline);
    }
    QCOMPARE(headlines.size(), int(Problem::ConnectionLost));
}

void TestStatusPage::everyControlHasAName()
{
    for (const QLineEdit *edit : m_page->findChildren<QLineEdit *>()) {
        const auto labels = m_page->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) { return label->buddy() == edit; }));
    }
    for (const FigureTile *tile : m_page->findChildren<FigureTile *>())
        QVERIFY(tile->accessibleName().contains(QLatin1String(": ")));
}

void TestStatusPage::b145_showsMarkupAsText()
{
    for (const QLabel *label : m_page->findChildren<QLabel *>()) {
        if (label->pixmap().isNull())
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
    }
}

QTEST_MAIN(TestStatusPage)
#include "tst_statuspage.moc"
