// SPDX-License-Identifier: Apache-2.0
// Seen red: writing the key field to QSettings beside the address.
#include "app/language.h"
#include "app/mainwindow.h"
#include "app/theme.h"

#include <QFile>
#include <QLineEdit>
#include <QMenuBar>
#include <QPushButton>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace conversa::console;

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void remembersTheAddressButNeverTheKey();
    void doesNotKeepAnAddressThatHidesAKey();
    void switchesTheLookAtOnce();
    void switchesTheLanguageAtOnce();

private:
    QByteArray settingsFile() const;
    QAction *choice(const MainWindow &window, const QString &value) const;

    QTemporaryDir m_home;
    Language m_language;
    std::unique_ptr<Theme> m_theme;
};

void TestMainWindow::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_home.path());
    QCoreApplication::setOrganizationName(QStringLiteral("conversa"));
    QCoreApplication::setApplicationName(QStringLiteral("conversa-console"));
    m_theme = std::make_unique<Theme>();
}

QByteArray TestMainWindow::settingsFile() const
{
    QFile file(QSettings().fileName());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QAction *TestMainWindow::choice(const MainWindow &window, const QString &value) const
{
    const auto actions = window.menuBar()->findChildren<QAction *>();
    const auto found = std::find_if(actions.begin(), actions.end(), [&](QAction *a) { return a->data() == value; });
    return found == actions.end() ? nullptr : *found;
}

void TestMainWindow::remembersTheAddressButNeverTheKey()
{
    {
        MainWindow window(m_language, *m_theme);
        window.open(QStringLiteral("http://127.0.0.1:9"), QStringLiteral("very-secret-key"));
        window.show();
        window.close();
    }
    QVERIFY(settingsFile().contains("127.0.0.1:9"));
    QVERIFY(settingsFile().contains("geometry"));
    QVERIFY(!settingsFile().contains("secret"));
    MainWindow again(m_language, *m_theme);
    again.open({}, {});
    QCOMPARE(again.findChild<QLineEdit *>(QStringLiteral("address"))->text(), QStringLiteral("http://127.0.0.1:9"));
    QVERIFY(again.findChild<QLineEdit *>(QStringLiteral("key"))->text().isEmpty());
}

void TestMainWindow::doesNotKeepAnAddressThatHidesAKey()
{
    MainWindow window(m_language, *m_theme);
    window.open(QStringLiteral("http://me:very-secret-key@127.0.0.1:9"), {});
    window.show();
    window.close();
    QVERIFY(!settingsFile().contains("secret"));
}

void TestMainWindow::switchesTheLookAtOnce()
{
    MainWindow window(m_language, *m_theme);
    window.show();
    choice(window, QStringLiteral("dark"))->trigger();
    QTRY_VERIFY(window.palette().color(QPalette::Window).lightness() < 80);
    choice(window, QStringLiteral("light"))->trigger();
    QTRY_VERIFY(window.palette().color(QPalette::Window).lightness() > 200);
}

void TestMainWindow::switchesTheLanguageAtOnce()
{
    MainWindow window(m_language, *m_theme);
    const auto *button = window.findChild<QPushButton *>(QStringLiteral("connect"));
    choice(window, QStringLiteral("pt_BR"))->trigger();
    QTRY_COMPARE(button->text(), QStringLiteral("&Conectar"));
    QCOMPARE(window.windowTitle(), QStringLiteral("Console do Conversa"));
    QCOMPARE(QLocale().toString(12480), QStringLiteral("12.480"));
    choice(window, QStringLiteral("en"))->trigger();
    QTRY_COMPARE(button->text(), QStringLiteral("&Connect"));
    QCOMPARE(window.windowTitle(), QStringLiteral("Conversa console"));
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
