// SPDX-License-Identifier: Apache-2.0
// Seen red: connecting in spite of a certificate that is not trusted, an edit that is lost, a deleted profile that undo does
// not bring back.
#include "page/certificatedialog.h"
#include "page/connectpage.h"
#include "support/authority.h"
#include "support/serverprocess.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

using conversa::Pin;
using namespace conversa::console;
using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestConnectPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void connectsWithoutTls();
    void climbsTheLadder();
    void saysWhatIsWrongWithTheKey();
    void connectsOverTls();
    void trustsOneCertificate();
    void trustsWhatWasOnlyTested();
    void tellsAnotherCertificate();
    void keepsEdits();
    void warnsOfWhatCanBeRead();
    void offersMemoryWithoutAKeychain();
    void deletesWithUndo();
    void duplicates();
    void searches();
    void refusesBadFields_data();
    void refusesBadFields();
    void opensWhatTheCommandLineSays();
    void everythingHasAName();

private:
    static QByteArray settingsFile();
    Profile profile(const QString &name, quint16 port, const QString &scheme = u"http"_s) const;
    Profile secureProfile() const;

    Authority m_authority;
    ServerProcess m_server;
    QTemporaryDir m_home;
};

namespace {

template <typename T>
T *child(const QWidget &page, const QString &name)
{
    return page.findChild<T *>(name);
}

void type(const QWidget &page, const QString &field, const QString &text)
{
    auto *edit = child<QLineEdit>(page, field);
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

void press(const QWidget &page, const QString &button)
{
    QTest::mouseClick(child<QAbstractButton>(page, button), Qt::LeftButton);
}

QString outcome(const QWidget &page, Step step)
{
    return child<QLabel>(page, u"outcome%1"_s.arg(int(step)))->text();
}

QString remedy(const QWidget &page, Step step)
{
    return child<QLabel>(page, u"remedy%1"_s.arg(int(step)))->text();
}

} // namespace

void TestConnectPage::initTestCase()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere"); // no keychain here
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_home.path());
    QCoreApplication::setOrganizationName(u"conversa"_s);
    QCoreApplication::setApplicationName(u"conversa-console"_s);
    QVERIFY(m_authority.begin());
    QVERIFY(m_authority.issue(u"server"_s));
    QVERIFY2(m_server.start({ u"--tls.listen=127.0.0.1:0"_s, u"--tls.certificate="_s + m_authority.file(u"server.pem"_s),
                 u"--tls.key="_s + m_authority.file(u"server.key"_s) }),
        m_server.log());
}

void TestConnectPage::init()
{
    QSettings().clear();
}

QByteArray TestConnectPage::settingsFile()
{
    QSettings().sync();
    QFile file(QSettings().fileName());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Profile TestConnectPage::profile(const QString &name, quint16 port, const QString &scheme) const
{
    Profile profile = newProfile(QUrl(u"%1://127.0.0.1:%2"_s.arg(scheme).arg(port)));
    profile.name = name;
    profile.keyPlace = KeyPlace::Memory;
    return profile;
}

Profile TestConnectPage::secureProfile() const
{
    return profile(u"secure"_s, m_server.tlsPort(), u"https"_s);
}

void TestConnectPage::connectsWithoutTls()
{
    ProfileStore store;
    ConnectPage page(store);
    QSignalSpy wanted(&page, &ConnectPage::connectRequested);
    page.setVisible(true);
    type(page, u"address"_s, u"ws://127.0.0.1:%1"_s.arg(m_server.port()));
    type(page, u"key"_s, u"very-secret-key"_s);
    press(page, u"connectButton"_s);
    QCOMPARE(wanted.size(), 1);
    const auto endpoint = wanted.first().first().value<Endpoint>();
    QCOMPARE(endpoint.address, QUrl(u"http://127.0.0.1:%1"_s.arg(m_server.port())));
    QCOMPARE(endpoint.key, QByteArray("very-secret-key"));
    QCOMPARE(store.profiles().size(), 1);
    QVERIFY(store.lastUsed());
    QVERIFY(settingsFile().contains("127.0.0.1"));
    QVERIFY(!settingsFile().contains("secret"));
}

void TestConnectPage::climbsTheLadder()
{
    ProfileStore store;
    QVERIFY(store.save(profile(u"local"_s, m_server.port())));
    ConnectPage page(store);
    QSignalSpy wanted(&page, &ConnectPage::connectRequested);
    page.setVisible(true);
    type(page, u"key"_s, u"dev-admin-key"_s);
    press(page, u"testButton"_s);
    QTRY_COMPARE(outcome(page, Step::Clock), u"The same time on both sides"_s);
    QVERIFY(outcome(page, Step::Rights).startsWith(u"admin, Conversa"_s));
    QVERIFY(outcome(page, Step::RoundTrip).endsWith(u" ms"_s));
    QCOMPARE(outcome(page, Step::Secure), u"Not used"_s);
    QVERIFY(wanted.isEmpty());
}

void TestConnectPage::saysWhatIsWrongWithTheKey()
{
    ProfileStore store;
    QVERIFY(store.save(profile(u"local"_s, m_server.port())));
    ConnectPage page(store);
    page.setVisible(true);
    type(page, u"key"_s, u"wrong"_s);
    press(page, u"testButton"_s);
    QTRY_COMPARE(outcome(page, Step::Key), u"The server does not accept this key"_s);
    QVERIFY(remedy(page, Step::Key).contains(u"key create"_s));
    QCOMPARE(outcome(page, Step::Clock), u"Not tried"_s);
}

void TestConnectPage::connectsOverTls()
{
    ProfileStore store;
    Profile trusting = secureProfile();
    trusting.caFile = m_authority.caFile();
    QVERIFY(store.save(trusting));
    ConnectPage page(store);
    QSignalSpy wanted(&page, &ConnectPage::connectRequested);
    page.setVisible(true);
    type(page, u"key"_s, u"dev-admin-key"_s);
    press(page, u"connectButton"_s);
    QTRY_COMPARE(wanted.size(), 1);
}

void TestConnectPage::trustsOneCertificate()
{
    ProfileStore store;
    QVERIFY(store.save(secureProfile()));
    ConnectPage page(store);
    QSignalSpy wanted(&page, &ConnectPage::connectRequested);
    page.setVisible(true);
    type(page, u"key"_s, u"dev-admin-key"_s);
    press(page, u"connectButton"_s);
    QTRY_VERIFY(page.findChild<CertificateDialog *>());
    QVERIFY(outcome(page, Step::Secure).contains(u"not trusted"_s));
    QVERIFY(wanted.isEmpty());
    press(*page.findChild<CertificateDialog *>(), u"trust"_s);
    QTRY_COMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().value<Endpoint>().key, QByteArray("dev-admin-key"));
    QVERIFY(store.profiles().first().pin->matches(QSslCertificate::fromPath(m_authority.file(u"server.pem"_s)).first()));
}

// Typed and tested, never saved.
void TestConnectPage::trustsWhatWasOnlyTested()
{
    ProfileStore store;
    ConnectPage page(store);
    page.setVisible(true);
    const QString address = secureProfile().address.toString();
    type(page, u"address"_s, address);
    type(page, u"key"_s, u"dev-admin-key"_s);
    press(page, u"testButton"_s);
    QTRY_VERIFY(child<QPushButton>(page, u"certificateButton"_s)->isEnabled());
    press(page, u"certificateButton"_s);
    QTRY_VERIFY(page.findChild<CertificateDialog *>());
    press(*page.findChild<CertificateDialog *>(), u"trust"_s);
    QTRY_VERIFY2(!outcome(page, Step::Secure).contains(u"not trusted"_s), qPrintable(outcome(page, Step::Secure)));
    QCOMPARE(child<QLineEdit>(page, u"address"_s)->text(), address);
}

void TestConnectPage::tellsAnotherCertificate()
{
    ProfileStore store;
    Profile pinned = secureProfile();
    const QSslCertificate other = QSslCertificate::fromPath(m_authority.caFile()).first();
    pinned.caFile = m_authority.caFile();
    pinned.pin = Pin::ofCertificate(other);
    pinned.pinnedCertificate = other.toPem();
    QVERIFY(store.save(pinned));
    ConnectPage page(store);
    QSignalSpy wanted(&page, &ConnectPage::connectRequested);
    page.setVisible(true);
    type(page, u"key"_s, u"dev-admin-key"_s);
    press(page, u"connectButton"_s);
    QTRY_VERIFY(page.findChild<CertificateDialog *>());
    const auto *changes = child<QTableWidget>(*page.findChild<CertificateDialog *>(), u"changes"_s);
    QCOMPARE(changes->item(0, 0)->text(), u"Issued to"_s);
    QCOMPARE(changes->item(0, 1)->text(), u"CN=test CA"_s);
    QCOMPARE(changes->item(0, 2)->text(), u"CN=localhost"_s);
    page.findChild<CertificateDialog *>()->reject();
    QVERIFY(wanted.isEmpty());
    QVERIFY(store.find(pinned.id) == pinned);
}

void TestConnectPage::keepsEdits()
{
    ProfileStore store;
    const Profile saved = profile(u"a"_s, 1);
    QVERIFY(store.save(saved));
    ConnectPage page(store);
    type(page, u"name"_s, u"b"_s);
    type(page, u"group"_s, u"Brazil"_s);
    QCOMPARE(store.find(saved.id)->name, u"b"_s);
    QCOMPARE(store.find(saved.id)->group, u"Brazil"_s);
    type(page, u"address"_s, u"http://h?"_s);
    QCOMPARE(child<QLineEdit>(page, u"address"_s)->text(), u"http://h?"_s);
    QVERIFY(!child<QAbstractButton>(page, u"connectButton"_s)->isEnabled());
    QCOMPARE(store.find(saved.id)->address.host(), u"h"_s); // the last one that was one
}

void TestConnectPage::warnsOfWhatCanBeRead()
{
    ProfileStore store;
    ConnectPage page(store);
    page.setVisible(true);
    const auto *note = child<QLabel>(page, u"addressNote"_s);
    QVERIFY(note->isHidden());
    type(page, u"address"_s, u"ws://chat.example.org"_s);
    QVERIFY(note->isVisible());
    QVERIFY(note->text().startsWith(u"Not encrypted"_s));
    type(page, u"address"_s, u"wss://chat.example.org"_s);
    QVERIFY(note->isHidden());
}

void TestConnectPage::offersMemoryWithoutAKeychain()
{
    ProfileStore store;
    Profile kept = profile(u"local"_s, m_server.port());
    kept.keyPlace = KeyPlace::Keychain;
    QVERIFY(store.save(kept));
    ConnectPage page(store);
    page.setVisible(true);
    const auto *trouble = child<QLabel>(page, u"keychainTrouble"_s);
    QTRY_VERIFY(trouble->isVisible());
    QVERIFY(trouble->text().startsWith(u"No keychain answers"_s));
    press(page, u"memoryOnly"_s);
    QVERIFY(trouble->isHidden());
    QCOMPARE(store.find(kept.id)->keyPlace, KeyPlace::Memory);
    type(page, u"key"_s, u"very-secret-key"_s);
    press(page, u"connectButton"_s);
    QVERIFY(!settingsFile().contains("secret"));
}

void TestConnectPage::deletesWithUndo()
{
    ProfileStore store;
    const Profile saved = profile(u"a"_s, 1);
    QVERIFY(store.save(saved));
    ConnectPage page(store);
    QSignalSpy remarked(&page, &Page::remarked);
    press(page, u"removeProfile"_s);
    QVERIFY(store.profiles().isEmpty());
    QCOMPARE(remarked.size(), 1);
    remarked.first().at(1).value<std::function<void()>>()();
    QVERIFY(store.find(saved.id) == saved);
    QCOMPARE(child<QLineEdit>(page, u"name"_s)->text(), u"a"_s);
}

void TestConnectPage::duplicates()
{
    ProfileStore store;
    QVERIFY(store.save(profile(u"a"_s, 1)));
    ConnectPage page(store);
    press(page, u"duplicateProfile"_s);
    QCOMPARE(store.profiles().size(), 2);
    QCOMPARE(child<QLineEdit>(page, u"name"_s)->text(), u"a (copy)"_s);
    QVERIFY(child<QLineEdit>(page, u"key"_s)->text().isEmpty());
}

void TestConnectPage::searches()
{
    ProfileStore store;
    QVERIFY(store.save(profile(u"first"_s, 1)));
    QVERIFY(store.save(profile(u"second"_s, 2)));
    ConnectPage page(store);
    const auto *list = child<QListWidget>(page, u"profiles"_s);
    QCOMPARE(list->count(), 2);
    type(page, u"profileSearch"_s, u"sec"_s);
    QCOMPARE(list->count(), 1);
    page.clearFilter();
    QCOMPARE(list->count(), 2);
}

void TestConnectPage::refusesBadFields_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("note");
    QTest::newRow("pin") << u"pin"_s << u"12"_s << u"A fingerprint has"_s;
    QTest::newRow("authority") << u"caFile"_s << u"/nowhere.pem"_s << u"This file holds no certificate"_s;
    QTest::newRow("certificate") << u"certificateFile"_s << u"/nowhere.pem"_s << u"This file holds no certificate"_s;
}

void TestConnectPage::refusesBadFields()
{
    QFETCH(QString, field);
    QFETCH(QString, text);
    QFETCH(QString, note);
    ProfileStore store;
    QVERIFY(store.save(profile(u"a"_s, m_server.port())));
    ConnectPage page(store);
    QSignalSpy wanted(&page, &ConnectPage::connectRequested);
    page.setVisible(true);
    press(page, u"advanced"_s);
    type(page, field, text);
    press(page, u"connectButton"_s);
    QVERIFY(child<QLabel>(page, u"advancedNote"_s)->text().startsWith(note));
    QVERIFY(wanted.isEmpty());
}

void TestConnectPage::opensWhatTheCommandLineSays()
{
    ProfileStore store;
    const Profile known = profile(u"known"_s, m_server.port());
    QVERIFY(store.save(known));
    ConnectPage page(store);
    QSignalSpy wanted(&page, &ConnectPage::connectRequested);
    page.open(u"ws://127.0.0.1:%1"_s.arg(m_server.port()), "dev-admin-key");
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().at(1).value<Profile>().id, known.id);
    page.open(u"http://localhost:9"_s, "dev-admin-key");
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted.last().at(1).value<Profile>().keyPlace, KeyPlace::Memory);
    page.open(u"http://me:very-secret@h"_s, "dev-admin-key");
    QVERIFY(!settingsFile().contains("secret"));
}

void TestConnectPage::everythingHasAName()
{
    ProfileStore store;
    ConnectPage page(store);
    page.setVisible(true);
    press(page, u"advanced"_s);
    for (const QWidget *widget : page.findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(u"qt_"_s))
            continue;
        const QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        QVERIFY2(seen && !seen->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName() + u' ' + QString::fromLatin1(widget->metaObject()->className())));
    }
}

QTEST_MAIN(TestConnectPage)
#include "tst_connectpage.moc"
