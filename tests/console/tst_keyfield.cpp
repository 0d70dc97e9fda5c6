// SPDX-License-Identifier: Apache-2.0
// The key's field with a real gnome-keyring, on a session bus of its own. Seen red: a key that is not written when it is
// used, one that stays behind its profile, one that undo does not bring back.
#include "model/keychain.h"
#include "page/connectpage.h"

#include <QApplication>
#include <QListWidget>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using conversa::ErrorCode;
using conversa::Result;
using namespace conversa::console;
using namespace Qt::StringLiterals;

class TestKeyField : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void isKeptWhenItIsUsed();
    void isNotKeptWhereTheProfileSaysMemory();
    void leavesTheKeychainWhenMemoryIsChosen();
    void goesAndComesBackWithItsProfile();
    void isNotMixedUp();

private:
    QByteArray inKeychain(const QString &id);
    static Profile profile(const QString &name);

    QTemporaryDir m_home;
};

void TestKeyField::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_home.path());
    QCoreApplication::setOrganizationName(u"conversa"_s);
    QCoreApplication::setApplicationName(u"conversa-console"_s);
}

void TestKeyField::init()
{
    QSettings().clear();
}

Profile TestKeyField::profile(const QString &name)
{
    Profile profile = newProfile(QUrl(u"http://127.0.0.1:9"_s));
    profile.name = name;
    return profile;
}

// Empty: none.
QByteArray TestKeyField::inKeychain(const QString &id)
{
    std::optional<Result<QByteArray>> answer;
    Keychain::read(id, this, [&](const Result<QByteArray> &key) { answer = key; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }))
        return "no answer";
    if (*answer)
        return **answer;
    return answer->error().code == ErrorCode::NotFound ? QByteArray() : answer->error().message;
}

void TestKeyField::isKeptWhenItIsUsed()
{
    ProfileStore store;
    const Profile saved = profile(u"a"_s);
    QVERIFY(store.save(saved));
    {
        ConnectPage page(store);
        auto *key = page.findChild<QLineEdit *>(u"key"_s);
        QTest::keyClicks(key, u"very-secret-key"_s);
        QCOMPARE(inKeychain(saved.id), QByteArray()); // typing alone keeps nothing
        page.findChild<QAbstractButton *>(u"connectButton"_s)->click();
        QTRY_COMPARE(inKeychain(saved.id), QByteArray("very-secret-key"));
    }
    ConnectPage again(store);
    QTRY_COMPARE(again.findChild<QLineEdit *>(u"key"_s)->text(), u"very-secret-key"_s);
    QVERIFY(again.findChild<QLabel *>(u"keychainTrouble"_s)->isHidden());
}

void TestKeyField::isNotKeptWhereTheProfileSaysMemory()
{
    ProfileStore store;
    Profile saved = profile(u"a"_s);
    saved.keyPlace = KeyPlace::Memory;
    QVERIFY(store.save(saved));
    ConnectPage page(store);
    QTest::keyClicks(page.findChild<QLineEdit *>(u"key"_s), u"very-secret-key"_s);
    page.findChild<QAbstractButton *>(u"connectButton"_s)->click();
    QCOMPARE(inKeychain(saved.id), QByteArray());
}

void TestKeyField::leavesTheKeychainWhenMemoryIsChosen()
{
    ProfileStore store;
    const Profile saved = profile(u"a"_s);
    QVERIFY(store.save(saved));
    ConnectPage page(store);
    QTest::keyClicks(page.findChild<QLineEdit *>(u"key"_s), u"very-secret-key"_s);
    page.findChild<QAbstractButton *>(u"connectButton"_s)->click();
    QTRY_COMPARE(inKeychain(saved.id), QByteArray("very-secret-key"));
    page.findChild<QAbstractButton *>(u"keepKey"_s)->click();
    QTRY_COMPARE(inKeychain(saved.id), QByteArray());
    QCOMPARE(store.find(saved.id)->keyPlace, KeyPlace::Memory);
    QCOMPARE(page.findChild<QLineEdit *>(u"key"_s)->text(), u"very-secret-key"_s);
}

void TestKeyField::goesAndComesBackWithItsProfile()
{
    ProfileStore store;
    const Profile saved = profile(u"a"_s);
    QVERIFY(store.save(saved));
    ConnectPage page(store);
    QSignalSpy remarked(&page, &Page::remarked);
    QTest::keyClicks(page.findChild<QLineEdit *>(u"key"_s), u"very-secret-key"_s);
    page.findChild<QAbstractButton *>(u"connectButton"_s)->click();
    QTRY_COMPARE(inKeychain(saved.id), QByteArray("very-secret-key"));
    page.findChild<QAbstractButton *>(u"removeProfile"_s)->click();
    QTRY_COMPARE(inKeychain(saved.id), QByteArray());
    remarked.first().at(1).value<std::function<void()>>()();
    QTRY_COMPARE(inKeychain(saved.id), QByteArray("very-secret-key"));
}

void TestKeyField::isNotMixedUp()
{
    ProfileStore store;
    QVERIFY(store.save(profile(u"a"_s)));
    QVERIFY(store.save(profile(u"b"_s)));
    ConnectPage page(store);
    auto *key = page.findChild<QLineEdit *>(u"key"_s);
    auto *list = page.findChild<QListWidget *>(u"profiles"_s);
    QTest::keyClicks(key, u"key-of-a"_s);
    list->setCurrentRow(1);
    QCOMPARE(key->text(), QString());
    QTest::keyClicks(key, u"key-of-b"_s);
    list->setCurrentRow(0);
    QCOMPARE(key->text(), u"key-of-a"_s);
    list->setCurrentRow(1);
    QCOMPARE(key->text(), u"key-of-b"_s);
}

int main(int argc, char **argv)
{
    // A bus and a keychain of its own, which end with the test.
    if (!qEnvironmentVariableIsSet("CONVERSA_TEST_BUS")) {
        const QTemporaryDir home;
        qputenv("CONVERSA_TEST_BUS", "1");
        for (const char *name : { "HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME" })
            qputenv(name, home.path().toUtf8());
        QStringList arguments;
        for (int i = 0; i < argc; ++i)
            arguments.append(QString::fromLocal8Bit(argv[i]));
        QProcess session;
        session.setProcessChannelMode(QProcess::ForwardedChannels);
        session.start(u"dbus-run-session"_s,
            QStringList{ u"--"_s, u"sh"_s, u"-c"_s, u"echo test | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec \"$@\""_s, u"sh"_s }
                + arguments);
        return session.waitForFinished(100'000) ? session.exitCode() : 1;
    }
    QApplication application(argc, argv);
    TestKeyField test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_keyfield.moc"
