// SPDX-License-Identifier: Apache-2.0
// Seen red: a signed certificate that is not the pinned one taken, a key that cannot be read matching another such key.
#include "model/certificate.h"
#include "support/authority.h"

#include <QTest>

using conversa::Pin;
using namespace conversa::console;
using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestCertificate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void says();
    void daysAreLeft();
    void trust();
    void changes();
    void pins_data();
    void pins();
    void badPins_data();
    void badPins();
    void keysWithoutAForm();

private:
    QSslCertificate certificate(const QString &name) const { return QSslCertificate::fromPath(m_authority.file(name)).value(0); }
    static QVariant entry(const QSslCertificate &certificate, CertificateField field);

    Authority m_authority;
};

void TestCertificate::initTestCase()
{
    QVERIFY(m_authority.begin());
    QVERIFY(m_authority.issue(u"server"_s));
    QVERIFY(m_authority.issue(u"other"_s, u"10 days ago"_s));
    QVERIFY(runToEnd(u"openssl"_s, { u"req"_s, u"-x509"_s, u"-newkey"_s, u"ed25519"_s, u"-nodes"_s, u"-subj"_s, u"/CN=ed"_s,
        u"-keyout"_s, m_authority.file(u"ed.key"_s), u"-out"_s, m_authority.file(u"ed.pem"_s) }));
}

QVariant TestCertificate::entry(const QSslCertificate &certificate, CertificateField field)
{
    for (const CertificateEntry &entry : entriesOf(certificate)) {
        if (entry.field == field)
            return entry.value;
    }
    return {};
}

void TestCertificate::says()
{
    const QSslCertificate server = certificate(u"server.pem"_s);
    QCOMPARE(entry(server, CertificateField::Subject).toString(), u"CN=localhost"_s);
    QCOMPARE(entry(server, CertificateField::Issuer).toString(), u"CN=test CA"_s);
    QStringList names = entry(server, CertificateField::Names).toStringList();
    names.sort();
    QCOMPARE(names, QStringList({ u"127.0.0.1"_s, u"localhost"_s }));
    QCOMPARE(entry(server, CertificateField::Key).toString(), u"EC 256"_s);
    const auto printed = runToEnd(u"openssl"_s, { u"x509"_s, u"-noout"_s, u"-fingerprint"_s, u"-sha256"_s, u"-in"_s, m_authority.file(u"server.pem"_s) });
    QCOMPARE(entry(server, CertificateField::Fingerprint).toString().toLatin1(), printed->mid(printed->indexOf('=') + 1));
    const QString spki = u"openssl x509 -in '%1' -noout -pubkey | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64"_s
                             .arg(m_authority.file(u"server.pem"_s));
    QCOMPARE(entry(server, CertificateField::PublicKey).toString().toLatin1(), "sha256//" + *runToEnd(u"sh"_s, { u"-c"_s, spki }));
    QVERIFY(entriesOf(QSslCertificate()).isEmpty());
}

void TestCertificate::daysAreLeft()
{
    const QSslCertificate server = certificate(u"server.pem"_s);
    const QDateTime end = server.expiryDate();
    QCOMPARE(daysLeft(server, end.addSecs(-60)), 0);
    QCOMPARE(daysLeft(server, end.addDays(-1).addSecs(-60)), 1);
    QCOMPARE(daysLeft(server, end.addSecs(60)), -1);
}

void TestCertificate::trust()
{
    const QSslCertificate server = certificate(u"server.pem"_s), other = certificate(u"other.pem"_s);
    const QSslError error(QSslError::SelfSignedCertificate, server);
    const Peer good{ { server }, {}, {}, {} }, bad{ { server }, { error }, {}, {} };
    QCOMPARE(judge(good, {}), Trust::Signed);
    QCOMPARE(judge(bad, {}), Trust::Untrusted);
    QCOMPARE(judge(Peer(), {}), Trust::Untrusted);
    for (const Pin &pin : { Pin::ofCertificate(server), Pin::ofPublicKey(server) }) {
        QCOMPARE(judge(bad, pin), Trust::Pinned);
        QCOMPARE(judge(Peer(), pin), Trust::PinBroken);
    }
    for (const Pin &pin : { Pin::ofCertificate(other), Pin::ofPublicKey(other) })
        QCOMPARE(judge(good, pin), Trust::PinBroken);
}

void TestCertificate::changes()
{
    const QSslCertificate server = certificate(u"server.pem"_s), other = certificate(u"other.pem"_s);
    QVERIFY(changesBetween(server, server).isEmpty());
    QList<CertificateField> fields;
    for (const CertificateChange &change : changesBetween(server, other))
        fields.append(change.field);
    QCOMPARE(fields, QList({ CertificateField::ValidFrom, CertificateField::ValidUntil, CertificateField::Fingerprint,
        CertificateField::PublicKey, CertificateField::Serial }));
}

void TestCertificate::pins_data()
{
    QTest::addColumn<QString>("typed");
    const QSslCertificate server = certificate(u"server.pem"_s);
    const QString text = Pin::ofCertificate(server).text();
    QTest::newRow("with colons") << text;
    QTest::newRow("lower case, no colons") << u' ' + QString(text).remove(u':').toLower() + u' ';
    QTest::newRow("public key") << Pin::ofPublicKey(server).text();
}

void TestCertificate::pins()
{
    QFETCH(QString, typed);
    const auto pin = Pin::parse(typed);
    QVERIFY(pin);
    QVERIFY(pin->matches(certificate(u"server.pem"_s)));
    QVERIFY(!pin->matches(certificate(u"other.pem"_s)));
    QVERIFY(*Pin::parse(pin->text()) == *pin);
}

void TestCertificate::badPins_data()
{
    QTest::addColumn<QString>("typed");
    for (const char *typed : { "", "12", "sha256//", "sha256//AAAA", "sha256//****", "zz" })
        QTest::newRow(typed) << QString::fromLatin1(typed);
    QTest::newRow("63 digits") << QString(63, u'a');
    QTest::newRow("no digits") << QString(64, u'g');
}

void TestCertificate::badPins()
{
    QFETCH(QString, typed);
    QVERIFY(!Pin::parse(typed));
}

void TestCertificate::keysWithoutAForm()
{
    const QSslCertificate odd = certificate(u"ed.pem"_s);
    QVERIFY(!odd.isNull());
    QVERIFY(Pin::ofCertificate(odd).matches(odd));
    QVERIFY(!Pin::ofPublicKey(QSslCertificate()).matches(odd));
    QVERIFY(!Pin::ofPublicKey(QSslCertificate()).matches(QSslCertificate()));
}

QTEST_GUILESS_MAIN(TestCertificate)
#include "tst_peercertificate.moc"
