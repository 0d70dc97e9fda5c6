// SPDX-License-Identifier: Apache-2.0
// Seen red: a mask that a broken file takes off, a reset that takes the profiles along, a choice that is not kept.
#include "model/settings.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace conversa::console;
using namespace Qt::StringLiterals;

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QSettings().clear(); }
    void inTheBeginning();
    void areKept();
    void tellOfChanges();
    void brokenFile_data();
    void brokenFile();
    void reset();

private:
    QTemporaryDir m_home;
};

void TestSettings::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_home.path());
    QCoreApplication::setOrganizationName(u"conversa"_s);
    QCoreApplication::setApplicationName(u"conversa-console"_s);
}

void TestSettings::inTheBeginning()
{
    const Settings settings;
    QCOMPARE(settings.look(), Look::System);
    QCOMPARE(settings.language(), QString());
    QCOMPARE(settings.density(), Density::Comfortable);
    QCOMPARE(settings.framesKept(), 100'000);
    QCOMPARE(settings.exportFormat(), ExportFormat::Csv);
    QVERIFY(settings.masksTexts());
    QVERIFY(settings.masksPeople());
    for (int i = 0; i < NoticeCount; ++i)
        QVERIFY(settings.notifies(Notice(i)));
}

void TestSettings::areKept()
{
    {
        Settings settings;
        settings.setLook(Look::HighContrast);
        settings.setLanguage(u"es"_s);
        settings.setDensity(Density::Compact);
        settings.setNotifies(Notice::Security, false);
        settings.setFramesKept(5'000);
        settings.setLogRowsKept(7'000);
        settings.setExportFormat(ExportFormat::Json);
        settings.setMasksTexts(false);
        settings.setMasksPeople(false);
    }
    QSettings().sync();
    const Settings again;
    QCOMPARE(again.look(), Look::HighContrast);
    QCOMPARE(again.language(), u"es"_s);
    QCOMPARE(again.density(), Density::Compact);
    QVERIFY(!again.notifies(Notice::Security));
    QVERIFY(again.notifies(Notice::Message));
    QCOMPARE(again.framesKept(), 5'000);
    QCOMPARE(again.logRowsKept(), 7'000);
    QCOMPARE(again.exportFormat(), ExportFormat::Json);
    QVERIFY(!again.masksTexts());
    QVERIFY(!again.masksPeople());
}

void TestSettings::tellOfChanges()
{
    Settings settings;
    QSignalSpy changed(&settings, &Settings::changed);
    settings.setLook(Look::Dark);
    QCOMPARE(changed.size(), 1);
    settings.setLook(Look::Dark);
    QCOMPARE(changed.size(), 1);
    settings.reset();
    QCOMPARE(changed.size(), 2);
}

void TestSettings::brokenFile_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QVariant>("value");
    QTest::newRow("a mask") << u"privacy/texts"_s << QVariant(u"maybe"_s);
    QTest::newRow("an empty mask") << u"privacy/people"_s << QVariant(QString());
    QTest::newRow("too many frames") << u"kept/frames"_s << QVariant(2'000'000'000);
    QTest::newRow("fewer than none") << u"kept/frames"_s << QVariant(-1);
    QTest::newRow("a look") << u"view/theme"_s << QVariant(u"pink"_s);
    QTest::newRow("a language") << u"view/language"_s << QVariant(u"../../etc"_s);
}

void TestSettings::brokenFile()
{
    QFETCH(QString, name);
    QFETCH(QVariant, value);
    QSettings().setValue(name, value);
    inTheBeginning();
}

void TestSettings::reset()
{
    QSettings().setValue(u"profiles/x"_s, u"y"_s);
    QSettings().setValue(u"window/geometry"_s, u"z"_s);
    areKept();
    Settings().reset();
    QCOMPARE(QSettings().value(u"profiles/x"_s).toString(), u"y"_s);
    QCOMPARE(QSettings().value(u"window/geometry"_s).toString(), u"z"_s);
    inTheBeginning();
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
