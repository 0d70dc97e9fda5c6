// SPDX-License-Identifier: Apache-2.0
// The console's window against a real server and real clients, as a person would use it; and what it leaves behind in the home
// folder afterwards: no key.
// Seen red: a cell that begins like a formula left as it is (formulasAreQuotedInCsv).
#include "app/language.h"
#include "app/mainwindow.h"
#include "app/theme.h"
#include "model/chatstate.h"
#include "model/profilestore.h"
#include "model/settings.h"
#include "page/connectionspage.h"
#include "page/disconnectdialog.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QDir>
#include <QDirIterator>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>

using namespace conversa;
using namespace conversa::console;
using namespace conversa::test;

namespace {

const QByteArray adminKey = "dev-admin-key";

} // namespace

class TestEndToEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void agentSeesThreePages();
    void adminSeesFigures();
    void connectionIsFoundAndClosed();
    void htmlIsShownAsText();
    void formulasAreQuotedInCsv();
    void serverComesBack();
    void noKeyIsLeftBehind();

private:
    template <typename T>
    T *page(const char *name) const
    {
        return qobject_cast<T *>(m_window->findChild<Page *>(QString::fromLatin1(name)));
    }
    QString address() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_server.port()); }

    ServerProcess m_server;
    Language m_language;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<LiveState> m_live;
    std::unique_ptr<ChatState> m_chat;
    std::unique_ptr<ProfileStore> m_profiles;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

void TestEndToEnd::initTestCase()
{
    QVERIFY(QDir().mkpath(m_server.file(QStringLiteral("home"))));
    qputenv("HOME", m_server.file(QStringLiteral("home")).toUtf8());
    qputenv("XDG_CONFIG_HOME", m_server.file(QStringLiteral("home/config")).toUtf8());
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_server.file(QStringLiteral("home/config")));
    QCoreApplication::setOrganizationName(QStringLiteral("conversa"));
    QCoreApplication::setApplicationName(QStringLiteral("conversa-console"));
    QVERIFY(m_server.start());
    m_theme = std::make_unique<Theme>();
    m_live = std::make_unique<LiveState>();
    m_chat = std::make_unique<ChatState>(*m_live);
    m_profiles = std::make_unique<ProfileStore>();
    m_settings = std::make_unique<Settings>();
    m_settings->setLanguage(QStringLiteral("en"));
    m_window = std::make_unique<MainWindow>(Surroundings{*m_live, *m_chat, *m_profiles, *m_settings}, m_language, *m_theme);
    m_window->show();
}

void TestEndToEnd::agentSeesThreePages()
{
    m_window->open(address(), "dev-user-key");
    QTRY_COMPARE(m_live->access(), Access::Agent);
    QStringList names;
    for (const Page *each : pagesFor(m_window->pages(), m_live->access()))
        names << each->objectName();
    QCOMPARE(names, (QStringList{QStringLiteral("inbox"), QStringLiteral("chat"), QStringLiteral("settings")}));
    QCOMPARE(m_window->currentPage()->objectName(), QStringLiteral("inbox"));
}

void TestEndToEnd::adminSeesFigures()
{
    m_window->open(address(), adminKey);
    QTRY_COMPARE(m_live->access(), Access::Admin);
    QTRY_COMPARE(m_live->link().state, LinkState::Connected);
    QTRY_VERIFY(m_live->stats().now().has_value());
    QTRY_COMPARE(m_window->currentPage()->state(), PageState::Ready);
}

void TestEndToEnd::connectionIsFoundAndClosed()
{
    WsClient client(m_server.port(), {.token = "dev-user-key", .query = "client=seen/1"});
    WsClient other(m_server.port(), {.token = "dev-user-key", .query = "client=other/1"});
    QVERIFY(client.sync() && other.sync());
    m_window->goTo(QStringLiteral("connections"), QStringLiteral("client:seen"));
    auto *connections = page<ConnectionsPage>("connections");
    TablePane &pane = connections->connected().pane();
    QTRY_COMPARE(pane.model().total(), 1);
    QTRY_COMPARE(connections->connected().state(), PageState::Ready);
    QTRY_COMPARE(pane.model().index(0, pane.model().columnOf("client")).data().toString(), QStringLiteral("seen/1"));
    pane.view().selectRow(0);
    auto *button = connections->findChild<QPushButton *>(QStringLiteral("disconnectChosen"));
    QTRY_VERIFY(button->isEnabled());
    button->click();
    auto *dialog = connections->findChild<DisconnectDialog *>();
    QVERIFY(dialog);
    auto *go = dialog->findChild<QPushButton *>(QStringLiteral("disconnect"));
    QTRY_VERIFY(go->text().startsWith(QStringLiteral("Disconnect 1 connection")));
    dialog->findChild<QLineEdit *>(QStringLiteral("reason"))->setText(QStringLiteral("bye"));
    QTRY_VERIFY(go->isEnabled());
    go->click();
    QTRY_COMPARE(pane.model().total(), 0);
    QTRY_COMPARE(connections->connected().state(), PageState::NoMatch);
    QCOMPARE(client.waitForClose(), 4503);
    QVERIFY(other.sync());
    // How it ended stands among those that are closed.
    auto *tabs = connections->findChild<QTabWidget *>();
    tabs->setCurrentIndex(1);
    TablePane &closed = connections->closed().pane();
    closed.filter().setFilter(QStringLiteral("client:seen"));
    QTRY_COMPARE(closed.model().total(), 1);
    const auto text = [&](std::string_view field) { return closed.model().index(0, closed.model().columnOf(field)).data().toString(); };
    QTRY_COMPARE(text("code"), QStringLiteral("4503"));
    QCOMPARE(text("reason"), QStringLiteral("bye"));
    tabs->setCurrentIndex(0);
}

// Row B145 of the catalogue: what a client calls itself is never markup.
void TestEndToEnd::htmlIsShownAsText()
{
    WsClient client(m_server.port(), {.token = "dev-user-key", .query = "client=%3Cb%3Ebold%3C/b%3E"});
    QVERIFY(client.sync());
    m_window->goTo(QStringLiteral("connections"), QStringLiteral("client:bold"));
    TablePane &pane = page<ConnectionsPage>("connections")->connected().pane();
    QTRY_COMPARE(pane.model().total(), 1);
    const QModelIndex cell = pane.model().index(0, pane.model().columnOf("client"));
    QTRY_COMPARE(cell.data().toString(), QStringLiteral("<b>bold</b>"));
    QVERIFY(!cell.data(Qt::ToolTipRole).toString().contains(QLatin1Char('<')));
    pane.view().selectRow(0);
    for (const QLabel *label : m_window->findChildren<QLabel *>()) {
        if (label->text().contains(QLatin1String("<b>")))
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    pane.view().clearSelection();
    pane.filter().setFilter({});
}

// Row B145 too.
void TestEndToEnd::formulasAreQuotedInCsv()
{
    WsClient client(m_server.port(), {.token = "dev-user-key", .query = "client=%3D1%2B1,%22x%22"});
    QVERIFY(client.sync());
    m_window->goTo(QStringLiteral("connections"), QStringLiteral("client:1+1"));
    TablePane &pane = page<ConnectionsPage>("connections")->connected().pane();
    QTRY_COMPARE(pane.model().index(0, pane.model().columnOf("client")).data().toString(), QStringLiteral("=1+1,\"x\""));
    const QByteArray csv = pane.rowsAsCsv();
    QVERIFY2(csv.startsWith("user_name,role,state,"), csv);
    const QByteArray cell = "\"'=1+1,\"\"x\"\"\"";
    QVERIFY2(csv.contains(cell), csv);
    pane.filter().setFilter({});
}

void TestEndToEnd::serverComesBack()
{
    auto *connections = page<ConnectionsPage>("connections");
    QTRY_COMPARE(connections->connected().state(), PageState::Ready);
    const QStringList port{QStringLiteral("--listen=127.0.0.1:%1").arg(m_server.port())};
    m_server.kill();
    QTRY_COMPARE(connections->connected().state(), PageState::Stale);
    QVERIFY(m_server.start(port));
    m_live->retryNow();
    QTRY_COMPARE_WITH_TIMEOUT(connections->connected().state(), PageState::Ready, 40'000);
}

void TestEndToEnd::noKeyIsLeftBehind()
{
    m_window->close();
    m_window.reset();
    m_settings.reset();
    int files = 0;
    QDirIterator each(m_server.file(QStringLiteral("home")), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        QFile file(each.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        ++files;
        const QByteArray content = file.readAll();
        QVERIFY2(!content.contains(adminKey) && !content.contains("dev-user-key"), qPrintable(file.fileName()));
    }
    QVERIFY(files > 0);
}

QTEST_MAIN(TestEndToEnd)
#include "tst_endtoend.moc"
