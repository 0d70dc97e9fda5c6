// SPDX-License-Identifier: Apache-2.0
// Seen red: the key as the name of the profile, the palette without the look's menu, a profile that two windows show, rows that
// stay as they are, pages whatever the server has, a production server without the red edge and with a red page.
#include "app/language.h"
#include "app/mainwindow.h"
#include "app/singleinstance.h"
#include "app/theme.h"
#include "model/chatstate.h"
#include "model/profilestore.h"
#include "model/settings.h"
#include "page/page.h"
#include "page/signs.h"
#include "support/fakeadmin.h"

#include <QFile>
#include <QLineEdit>
#include <QHeaderView>
#include <QListView>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace conversa::console;
using conversa::test::FakeAdmin;

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void remembersItsPlaceButNeverTheKey();
    void everyCommandIsInThePalette();
    void switchesTheLookAtOnce();
    void switchesTheLanguageAtOnce();
    void rowsOfTablesAreAsHighAsChosen();
    void oneWindowForAProfile();
    void whatTheServerLacksHasNoPage();
    void redEdgeForProduction();

private:
    QByteArray settingsFile() const;
    QAction *choice(const MainWindow &window, const QVariant &value) const;

    QTemporaryDir m_home;
    LiveState m_live;
    ChatState m_chat{ m_live };
    std::unique_ptr<ProfileStore> m_profiles;
    std::unique_ptr<Settings> m_settings;
    Language m_language;
    std::unique_ptr<Theme> m_theme;
};

void TestMainWindow::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_home.path());
    QCoreApplication::setOrganizationName(QStringLiteral("conversa"));
    QCoreApplication::setApplicationName(QStringLiteral("conversa-console"));
    m_profiles = std::make_unique<ProfileStore>();
    m_settings = std::make_unique<Settings>();
    m_theme = std::make_unique<Theme>();
}

QByteArray TestMainWindow::settingsFile() const
{
    QFile file(QSettings().fileName());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QAction *TestMainWindow::choice(const MainWindow &window, const QVariant &value) const
{
    const auto actions = window.findChildren<QAction *>();
    const auto found = std::find_if(actions.begin(), actions.end(), [&](QAction *a) { return a->data() == value; });
    return found == actions.end() ? nullptr : *found;
}

void TestMainWindow::remembersItsPlaceButNeverTheKey()
{
    {
        MainWindow window({ m_live, m_chat, *m_profiles, *m_settings }, m_language, *m_theme);
        window.show();
        window.open(QStringLiteral("http://127.0.0.1:9"), "very-secret-key");
        window.close();
    }
    m_live.close();
    QVERIFY(settingsFile().contains("geometry"));
    QVERIFY(!settingsFile().contains("secret"));
}

void TestMainWindow::everyCommandIsInThePalette()
{
    MainWindow window({ m_live, m_chat, *m_profiles, *m_settings }, m_language, *m_theme);
    window.show();
    auto *palette = window.findChild<CommandPalette *>();
    palette->open();
    const auto *list = palette->findChild<QListView *>();
    const int all = list->model()->rowCount();
    QVERIFY(all > 10);
    auto *typed = palette->findChild<QLineEdit *>();
    QTest::keyClicks(typed, QStringLiteral("darklook"));
    QCOMPARE(list->model()->rowCount(), 0);
    typed->clear();
    QTest::keyClicks(typed, QStringLiteral("lookdark"));
    QCOMPARE(list->model()->rowCount(), 1);
    QTest::keyClick(typed, Qt::Key_Return);
    QTRY_VERIFY(window.palette().color(QPalette::Window).lightness() < 80);
    palette->open();
    typed->setText(QStringLiteral("550e8400-e29b-41d4-a716-446655440000"));
    QCOMPARE(list->model()->rowCount(), 5);
}

void TestMainWindow::switchesTheLookAtOnce()
{
    MainWindow window({ m_live, m_chat, *m_profiles, *m_settings }, m_language, *m_theme);
    window.show();
    choice(window, int(Look::Dark))->trigger();
    QTRY_VERIFY(window.palette().color(QPalette::Window).lightness() < 80);
    choice(window, int(Look::Light))->trigger();
    QTRY_VERIFY(window.palette().color(QPalette::Window).lightness() > 200);
}

void TestMainWindow::switchesTheLanguageAtOnce()
{
    MainWindow window({ m_live, m_chat, *m_profiles, *m_settings }, m_language, *m_theme);
    choice(window, QStringLiteral("pt_BR"))->trigger();
    QTRY_COMPARE(window.windowTitle(), QStringLiteral("Console do Conversa"));
    QCOMPARE(QLocale().toString(12480), QStringLiteral("12.480"));
    choice(window, QStringLiteral("en"))->trigger();
    QTRY_COMPARE(window.windowTitle(), QStringLiteral("Conversa console"));
}

void TestMainWindow::rowsOfTablesAreAsHighAsChosen()
{
    MainWindow window({ m_live, m_chat, *m_profiles, *m_settings }, m_language, *m_theme);
    const auto tables = window.findChildren<QTableView *>(QStringLiteral("table"));
    QVERIFY(!tables.isEmpty());
    const int before = tables.first()->verticalHeader()->defaultSectionSize();
    m_settings->setDensity(Density::Compact);
    for (const QTableView *table : tables)
        QVERIFY(table->verticalHeader()->defaultSectionSize() < before);
    m_settings->setDensity(Density::Comfortable);
    QCOMPARE(tables.first()->verticalHeader()->defaultSectionSize(), before);
}

void TestMainWindow::oneWindowForAProfile()
{
    qputenv("XDG_RUNTIME_DIR", m_home.path().toUtf8());
    SingleInstance one, other;
    MainWindow first({ m_live, m_chat, *m_profiles, *m_settings }, m_language, *m_theme);
    LiveState live;
    ChatState chat(live);
    MainWindow second({ live, chat, *m_profiles, *m_settings }, m_language, *m_theme);
    first.setInstance(one);
    second.setInstance(other);
    QSignalSpy taken(&second, &MainWindow::profileTaken);
    first.open(QStringLiteral("http://127.0.0.1:9"), "dev-admin-key");
    first.hide();
    second.open(QStringLiteral("http://127.0.0.1:9"), "dev-admin-key");
    QCOMPARE(taken.size(), 1);
    QCOMPARE(live.link().state, LinkState::Disconnected);
    QTRY_VERIFY(first.isVisible());
    second.open(QStringLiteral("http://127.0.0.1:10"), "dev-admin-key");
    QCOMPARE(taken.size(), 1);
    m_live.close();
}

// Nor does what only the server knows.
void TestMainWindow::whatTheServerLacksHasNoPage()
{
    FakeAdmin server({ .connections = 1, .lacks = { QStringLiteral("audit"), QStringLiteral("frames") } });
    QVERIFY(server.listen() > 0);
    MainWindow window({ m_live, m_chat, *m_profiles, *m_settings }, m_language, *m_theme);
    window.open(QStringLiteral("http://127.0.0.1:%1").arg(server.port()), "key");
    QTRY_COMPARE(m_live.link().state, LinkState::Connected);
    QStringList names;
    for (const Page *page : pagesFor(window.pages(), m_live.capabilities()))
        names << page->objectName();
    const QString seen = QStringLiteral("overview connections sessions inbox chat nodes keys security logs settings connect");
    QCOMPARE(names.join(QLatin1Char(' ')), seen);
    window.goTo(QStringLiteral("audit"));
    QVERIFY(window.currentPage()->objectName() != QLatin1String("audit"));
    m_live.close();
}

void TestMainWindow::redEdgeForProduction()
{
    Profile production = newProfile(QUrl(QStringLiteral("http://127.0.0.1:11")));
    production.tag = ColorTag::Production;
    production.keyPlace = KeyPlace::Memory;
    QVERIFY(m_profiles->save(production));
    MainWindow window({ m_live, m_chat, *m_profiles, *m_settings }, m_language, *m_theme);
    window.resize(900, 600);
    window.show();
    const auto *frame = window.centralWidget();
    const auto colorAt = [&](const QPoint &place) { return window.grab().toImage().pixelColor(frame->mapTo(&window, place)); };
    const QColor ground = colorAt({ frame->width() - 10, frame->height() - 10 });
    window.open(QStringLiteral("http://127.0.0.1:11"), "dev-admin-key");
    const QColor edge = toneColor(Tone::Bad, window.palette());
    QTRY_COMPARE(colorAt({ 1, frame->height() / 2 }), edge);
    QCOMPARE(colorAt({ frame->width() - 2, frame->height() / 2 }), edge);
    QCOMPARE(colorAt({ frame->width() - 10, frame->height() - 10 }), ground); // and nothing else
    window.open(QStringLiteral("http://127.0.0.1:12"), "dev-admin-key");
    QTRY_VERIFY(colorAt({ 1, frame->height() / 2 }) != edge);
    m_live.close();
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
