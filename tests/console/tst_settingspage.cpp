// SPDX-License-Identifier: Apache-2.0
// Seen red: a field that does not follow a reset, a profile in the diagnostics.
#include "page/diagnostics.h"
#include "page/settingspage.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace conversa::console;
using namespace Qt::StringLiterals;

class TestSettingsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QSettings().clear(); }
    void choosesByKeyboard();
    void showsWhatIsChosen();
    void resets();
    void copiesDiagnostics();
    void everythingHasAName();

private:
    QTemporaryDir m_home;
};

void TestSettingsPage::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_home.path());
    QCoreApplication::setOrganizationName(u"conversa"_s);
    QCoreApplication::setApplicationName(u"conversa-console"_s);
}

void TestSettingsPage::choosesByKeyboard()
{
    Settings settings;
    SettingsPage page(settings);
    page.setVisible(true);
    for (const char *box : { "look", "language", "density", "exportFormat" })
        QTest::keyClick(page.findChild<QComboBox *>(QString::fromLatin1(box)), Qt::Key_Down);
    for (const char *box : { "notice1", "masksTexts", "masksPeople" })
        QTest::keyClick(page.findChild<QCheckBox *>(QString::fromLatin1(box)), Qt::Key_Space);
    QTest::keyClick(page.findChild<QSpinBox *>(u"framesKept"_s), Qt::Key_Up);
    QTest::keyClick(page.findChild<QSpinBox *>(u"logRowsKept"_s), Qt::Key_Down);
    QCOMPARE(settings.look(), Look::Light);
    QCOMPARE(settings.language(), u"en"_s);
    QCOMPARE(settings.density(), Density::Compact);
    QCOMPARE(settings.exportFormat(), ExportFormat::Json);
    QVERIFY(!settings.notifies(Notice::ConnectionLost));
    QVERIFY(settings.notifies(Notice::Security));
    QVERIFY(!settings.masksTexts());
    QVERIFY(!settings.masksPeople());
    QCOMPARE(settings.framesKept(), 101'000);
    QCOMPARE(settings.logRowsKept(), 49'000);
}

void TestSettingsPage::showsWhatIsChosen()
{
    Settings settings;
    settings.setLanguage(u"pt_BR"_s);
    SettingsPage page(settings);
    QCOMPARE(page.findChild<QComboBox *>(u"language"_s)->currentText(), u"Português (Brasil)"_s);
    settings.setLook(Look::HighContrast); // from somewhere else, as the menu
    QCOMPARE(page.findChild<QComboBox *>(u"look"_s)->currentText(), u"high contrast"_s);
}

void TestSettingsPage::resets()
{
    Settings settings;
    settings.setMasksTexts(false);
    settings.setFramesKept(2'000);
    SettingsPage page(settings);
    page.findChild<QPushButton *>(u"reset"_s)->click();
    QVERIFY(settings.masksTexts());
    QVERIFY(page.findChild<QCheckBox *>(u"masksTexts"_s)->isChecked());
    QCOMPARE(page.findChild<QSpinBox *>(u"framesKept"_s)->value(), 100'000);
}

void TestSettingsPage::copiesDiagnostics()
{
    QSettings().setValue(u"profiles/x"_s, u"https://very-secret.example.org"_s);
    Settings settings;
    SettingsPage page(settings);
    QSignalSpy remarked(&page, &Page::remarked);
    page.findChild<QPushButton *>(u"copyDiagnostics"_s)->click();
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY(text.contains(u"conversa-console "_s));
    QVERIFY(text.contains(QString::fromLatin1(qVersion())));
    QVERIFY(!text.contains(u"secret"_s));
    QVERIFY(!text.contains(qEnvironmentVariable("USER", u"root"_s)));
    QVERIFY(!text.contains(QSysInfo::machineHostName()));
    QCOMPARE(remarked.size(), 1);
}

void TestSettingsPage::everythingHasAName()
{
    Settings settings;
    SettingsPage page(settings);
    page.setVisible(true);
    for (QWidget *widget : page.findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(u"qt_"_s))
            continue;
        const QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(seen && !seen->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
    }
}

QTEST_MAIN(TestSettingsPage)
#include "tst_settingspage.moc"
