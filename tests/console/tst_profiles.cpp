// SPDX-License-Identifier: Apache-2.0
// Seen red: an address with a password kept, a pin that cannot be read taken for none, a file imported twice
// doubling its profiles.
#include "model/profilestore.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using conversa::ErrorCode;
using conversa::Pin;
using namespace conversa::console;
using namespace Qt::StringLiterals;

class TestProfiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void isKeptAcrossStarts();
    void keepsOnlyAddresses_data();
    void keepsOnlyAddresses();
    void isSortedAsAPersonWould();
    void isFound_data();
    void isFound();
    void isDuplicatedAndRemoved();
    void travelsAsAFile();
    void comesBesideAnotherState();
    void badFiles_data();
    void badFiles();
    void readableOnTheWay_data();
    void readableOnTheWay();

private:
    static Profile profile(const QString &name, const QString &group = {});
    static QByteArray settingsFile();

    QTemporaryDir m_home;
};

void TestProfiles::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_home.path());
    QCoreApplication::setOrganizationName(u"conversa"_s);
    QCoreApplication::setApplicationName(u"conversa-console"_s);
    QLocale::setDefault(QLocale(QLocale::English)); // where nothing is chosen, numbers in names are not sorted as numbers
}

void TestProfiles::init()
{
    QSettings().clear();
}

Profile TestProfiles::profile(const QString &name, const QString &group)
{
    Profile profile = newProfile(QUrl(u"https://chat.example.org:8443"_s));
    profile.name = name;
    profile.group = group;
    return profile;
}

QByteArray TestProfiles::settingsFile()
{
    QFile file(QSettings().fileName());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestProfiles::isKeptAcrossStarts()
{
    Profile saved = profile(u"Ação ; \"quoted\""_s, u"São Paulo"_s);
    saved.tag = ColorTag::Production;
    saved.keyPlace = KeyPlace::Memory;
    saved.caFile = u"/etc/ca.pem"_s;
    saved.certificateFile = u"/etc/me.pem"_s;
    saved.keyFile = u"/etc/me.key"_s;
    saved.pin = *Pin::parse(u"sha256//"_s + QString::fromLatin1(QByteArray(32, 'x').toBase64()));
    saved.pinnedCertificate = "-----BEGIN CERTIFICATE-----\n";
    saved.timeoutSeconds = 30;
    {
        ProfileStore store;
        QSignalSpy changed(&store, &ProfileStore::changed);
        QVERIFY(store.save(saved));
        store.setLastUsed(saved.id);
        QCOMPARE(changed.size(), 1);
    }
    const ProfileStore again;
    QCOMPARE(again.profiles().size(), 1);
    QVERIFY(again.profiles().first() == saved);
    QVERIFY(again.lastUsed() == saved);
}

void TestProfiles::keepsOnlyAddresses_data()
{
    QTest::addColumn<QString>("address");
    for (const char *address : { "", "http://me:very-secret@h", "http://h?token=very-secret", "http://h/very-secret", "ftp://h" })
        QTest::newRow(address) << QString::fromLatin1(address);
}

void TestProfiles::keepsOnlyAddresses()
{
    QFETCH(QString, address);
    ProfileStore store;
    Profile bad = profile(u"bad"_s);
    bad.address = QUrl(address);
    QVERIFY(!store.save(bad));
    QVERIFY(store.profiles().isEmpty());
    QSettings().sync();
    QVERIFY(!settingsFile().contains("secret"));
}

void TestProfiles::isSortedAsAPersonWould()
{
    ProfileStore store;
    for (const Profile &one : { profile(u"node 10"_s, u"b"_s), profile(u"node 9"_s, u"B"_s), profile(u"z"_s, u"a"_s), profile(u"none"_s) })
        QVERIFY(store.save(one));
    QStringList names;
    for (const Profile &one : store.profiles())
        names.append(one.name);
    QCOMPARE(names, QStringList({ u"none"_s, u"z"_s, u"node 9"_s, u"node 10"_s }));
}

void TestProfiles::isFound_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("count");
    QTest::newRow("all") << QString() << 2;
    QTest::newRow("name, other case") << u"SUP"_s << 1;
    QTest::newRow("group") << u"europe"_s << 1;
    QTest::newRow("address") << u"example.org"_s << 2;
    QTest::newRow("two words, two fields") << u"8443 support"_s << 1;
    QTest::newRow("both must be there") << u"support europe"_s << 0;
}

void TestProfiles::isFound()
{
    QFETCH(QString, text);
    QFETCH(int, count);
    ProfileStore store;
    QVERIFY(store.save(profile(u"Support"_s, u"Brazil"_s)));
    QVERIFY(store.save(profile(u"Sales"_s, u"Europe"_s)));
    QCOMPARE(store.search(text).size(), count);
}

void TestProfiles::isDuplicatedAndRemoved()
{
    ProfileStore store;
    const Profile first = profile(u"first"_s);
    QVERIFY(store.save(first));
    const auto copy = store.duplicate(first.id, u"second"_s);
    QVERIFY(copy);
    QVERIFY(copy->id != first.id);
    QCOMPARE(copy->address, first.address);
    store.remove(first.id);
    QCOMPARE(store.profiles().size(), 1);
    QVERIFY(store.save(first)); // what undo does
    QVERIFY(store.find(first.id) == first);
    QCOMPARE(store.duplicate(u"none"_s, {}).error().code, ErrorCode::NotFound);
}

void TestProfiles::travelsAsAFile()
{
    ProfileStore store;
    QVERIFY(store.save(profile(u"one"_s, u"g"_s)));
    QVERIFY(store.save(profile(u"two"_s)));
    const QByteArray file = store.exported();
    const auto before = store.profiles();
    QCOMPARE(*store.import(file), 0);
    for (const Profile &one : before)
        store.remove(one.id);
    QCOMPARE(*store.import(file), 2);
    QVERIFY(store.profiles() == before);
}

void TestProfiles::comesBesideAnotherState()
{
    ProfileStore store;
    Profile one = profile(u"one"_s);
    QVERIFY(store.save(one));
    const QByteArray file = store.exported();
    one.name = u"mine"_s;
    QVERIFY(store.save(one));
    QCOMPARE(*store.import(file), 1);
    QCOMPARE(*store.import(file), 0);
    QCOMPARE(store.profiles().size(), 2);
    QVERIFY(store.find(one.id) == one);
}

void TestProfiles::badFiles_data()
{
    QTest::addColumn<QByteArray>("file");
    const QByteArray id = R"("id":"550e8400-e29b-41d4-a716-446655440000")";
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("profiles");
    QTest::newRow("other JSON") << QByteArray("[1]");
    QTest::newRow("no id") << QByteArray(R"({"profiles":[{"address":"http://h"}]})");
    QTest::newRow("no address") << QByteArray("{\"profiles\":[{" + id + "}]}");
    QTest::newRow("bad pin") << QByteArray("{\"profiles\":[{" + id + R"(,"address":"http://h","pin":"12"}]})");
}

void TestProfiles::badFiles()
{
    QFETCH(QByteArray, file);
    ProfileStore store;
    QVERIFY(!store.import(file));
    QVERIFY(store.profiles().isEmpty());
}

void TestProfiles::readableOnTheWay_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("readable");
    QTest::newRow("loopback") << u"http://127.8.0.1"_s << false;
    QTest::newRow("IPv6 loopback") << u"http://[::1]:1"_s << false;
    QTest::newRow("localhost") << u"http://localhost"_s << false;
    QTest::newRow("TLS") << u"https://chat.example.org"_s << false;
    QTest::newRow("elsewhere") << u"http://chat.example.org"_s << true;
    QTest::newRow("an address") << u"http://10.0.0.1"_s << true;
    QTest::newRow("looks like it") << u"http://localhost.example.org"_s << true;
}

void TestProfiles::readableOnTheWay()
{
    QFETCH(QString, address);
    QFETCH(bool, readable);
    QCOMPARE(isReadableOnTheWay(QUrl(address)), readable);
}

QTEST_GUILESS_MAIN(TestProfiles)
#include "tst_profiles.moc"
