// SPDX-License-Identifier: Apache-2.0
// A certificate is exchanged while clients talk, also for one that will not do; and thousands who begin to shake hands
// and do not go on.
// Seen red: the first certificate kept (F59), expired ones taken (F60), handshakes without a deadline (F40).
#include "fault/talk.h"
#include "support/authority.h"
#include "support/serverprocess.h"

#include <QElapsedTimer>
#include <QSslCertificate>
#include <QTest>

#include <csignal>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray serialShownBy(const TlsTarget &target)
{
    RawClient client(target);
    return static_cast<QSslSocket &>(client.socket()).peerCertificate().serialNumber();
}

} // namespace

class TestCertificate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void exchanged_data();
    void exchanged(); // F59
    void badOnesAreRefused(); // F60
    void halfHandshakes(); // F40

private:
    TlsTarget target() const { return { m_server.tlsPort(), m_authority.caFile() }; }
    bool issue(const QString &name, const QString &when = {});
    // Copies as a program does that writes into the file that is there.
    bool overwrite(const QString &from, const QString &to);

    Authority m_authority;
    ServerProcess m_server;
};

bool TestCertificate::issue(const QString &name, const QString &when)
{
    const auto issued = m_authority.issue(name, when);
    return bool(issued);
}

bool TestCertificate::overwrite(const QString &from, const QString &to)
{
    QFile source(m_authority.file(from)), file(m_authority.file(to));
    return source.open(QIODevice::ReadOnly) && file.open(QIODevice::WriteOnly) && file.write(source.readAll()) > 0;
}

void TestCertificate::init()
{
    const auto begun = m_authority.begin();
    QVERIFY2(begun && issue(u"server"_s), begun ? "" : begun.error().message.constData());
    QVERIFY2(m_server.start({ u"--tls.listen=127.0.0.1:0"_s, u"--tls.certificate="_s + m_authority.file(u"server.pem"_s),
                 u"--tls.key="_s + m_authority.file(u"server.key"_s), u"--limits.user_connections=2000"_s }),
        m_server.log());
}

void TestCertificate::exchanged_data()
{
    QTest::addColumn<bool>("hangup");
    QTest::newRow("SIGHUP") << true;
    QTest::newRow("file change") << false;
}

void TestCertificate::exchanged()
{
    QFETCH(bool, hangup);
    constexpr int rounds = 5;
    Talk speaker(target()), hearer(target(), "dev-admin-key");
    speaker.send(1);
    QVERIFY(speaker.readAnswers() && hearer.join());
    QByteArray shown = serialShownBy(target());
    for (int round = 1; round <= rounds; ++round) {
        speaker.send(50);
        QVERIFY(issue(u"server"_s));
        if (hangup)
            m_server.signal(SIGHUP);
        QVERIFY(m_server.waitForLog(" certificate_loaded "));
        QTRY_VERIFY_WITH_TIMEOUT(serialShownBy(target()) != shown, 10'000);
        shown = serialShownBy(target());
        speaker.send(50);
        QVERIFY(speaker.readAnswers());
    }
    QVERIFY(hearer.readTo(1 + rounds * 100));
    QCOMPARE(speaker.confirmed(), 1 + rounds * 100);
    QVERIFY(speaker.isOpen() && hearer.isOpen());
    // Nobody was sent away.
    QCOMPARE(m_server.log().count(" connection_closed "), 0);
    QCOMPARE(m_server.log().count(" certificate_refused "), 0);
}

void TestCertificate::badOnesAreRefused()
{
    Talk speaker(target());
    const QByteArray first = serialShownBy(target());
    QVERIFY(overwrite(u"server.pem"_s, u"kept.pem"_s) && overwrite(u"server.key"_s, u"kept.key"_s));
    QVERIFY(issue(u"old"_s, u"10 days ago"_s) && issue(u"other"_s));
    struct Case
    {
        QString certificate;
        QString key;
        QByteArray reason;
    };
    const std::vector<Case> cases{ { u"old.pem"_s, u"old.key"_s, "expired on" },
        { u"other.pem"_s, u"kept.key"_s, "is not the key of the certificate" },
        { u"old.key"_s, u"kept.key"_s, "holds no certificate" }, { {}, {}, "cannot read" } };
    int refused = 0;
    for (const Case &each : cases) {
        if (each.certificate.isEmpty())
            QVERIFY(QFile::remove(m_authority.file(u"server.key"_s)));
        else
            QVERIFY(overwrite(each.certificate, u"server.pem"_s) && overwrite(each.key, u"server.key"_s));
        m_server.signal(SIGHUP);
        QVERIFY2(m_server.waitForLog(each.reason), m_server.log());
        QCOMPARE(m_server.log().count(" certificate_refused "), ++refused);
        QCOMPARE(serialShownBy(target()), first);
    }
    // Refused once, and not every time that it is looked at.
    speaker.send(10);
    QVERIFY(speaker.readAnswers());
    QVERIFY(overwrite(u"other.pem"_s, u"server.pem"_s) && overwrite(u"other.key"_s, u"server.key"_s));
    QTRY_VERIFY_WITH_TIMEOUT(serialShownBy(target()) != first, 10'000);
    QCOMPARE(m_server.log().count(" certificate_refused "), refused);
    QVERIFY(speaker.pingMs() >= 0);
}

void TestCertificate::halfHandshakes()
{
    constexpr int clients = 2'000;
    // The head of a ClientHello, of which the rest does not come.
    const QByteArray half = QByteArray::fromHex("16030100c8010000c40303");
    std::vector<std::unique_ptr<RawClient>> stuck;
    QElapsedTimer time;
    time.start();
    for (int i = 0; i < clients; ++i) {
        stuck.push_back(std::make_unique<RawClient>(m_server.tlsPort()));
        stuck.back()->send(half);
    }
    std::vector<qint64> good;
    while (time.elapsed() < 9'000) {
        QElapsedTimer one;
        one.start();
        QVERIFY(WsClient(target()).sync());
        good.push_back(one.elapsed());
    }
    std::sort(good.begin(), good.end());
    const qint64 p99 = good[(good.size() - 1) * 99 / 100];
    qInfo("%d good handshakes, p99 %lld ms", int(good.size()), p99);
    QVERIFY2(p99 <= 50, QByteArray::number(p99));
    for (const auto &client : stuck)
        QVERIFY(client->waitForClose());
    QVERIFY2(time.elapsed() < 12'000, QByteArray::number(time.elapsed()));
    QCOMPARE(m_server.log().count("reason=request_timeout"), clients);
}

QTEST_GUILESS_MAIN(TestCertificate)
#include "tst_certificate.moc"
