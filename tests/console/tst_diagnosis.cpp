// SPDX-License-Identifier: Apache-2.0
// The ladder against a real server, and against what a person may find at an address instead of one.
// Seen red: the key sent to a peer whose certificate is not trusted, an agent's key taken for a wrong one, no deadline.
#include "model/diagnosis.h"
#include "support/authority.h"
#include "support/faketime.h"
#include "support/serverprocess.h"

#include <QSignalSpy>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using conversa::Pin;
using namespace conversa::console;
using namespace conversa::test;
using namespace Qt::StringLiterals;

// What may be at an address instead of a Conversa server: it answers every request with the same, or with nothing.
class StrangeServer : public QTcpServer
{
public:
    explicit StrangeServer(const QByteArray &status = {})
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, status] {
            QTcpSocket *socket = nextPendingConnection();
            if (!status.isEmpty())
                connect(socket, &QTcpSocket::readyRead, socket,
                    [socket, status] { socket->write("HTTP/1.1 " + status + "\r\nContent-Length: 17\r\n\r\n<h1>It works</h1>"); });
        });
    }
};

class TestDiagnosis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everythingInOrder();
    void overTls();
    void keys_data();
    void keys();
    void untrusted();
    void pinned();
    void pinBroken();
    void keyIsNotSentToAStranger();
    void noSuchHost();
    void refusedPort();
    void notTls();
    void tlsWhereNoneIsExpected();
    void notConversa_data();
    void notConversa();
    void notHttp();
    void silence();
    void clockThatIsWrong();
    void again();

private:
    Endpoint plain(const QByteArray &key = "dev-admin-key") const;
    Endpoint secure() const;
    static Endpoint at(quint16 port, const QByteArray &key = "dev-admin-key");
    // Goes through the ladder; false where it does not come to its end.
    static bool run(Diagnosis &diagnosis, const Endpoint &target);
    static QList<StepState> states(const Diagnosis &diagnosis);

    Authority m_authority;
    ServerProcess m_server;
};

#define COMPARE_STATES(diagnosis, ...) QCOMPARE(states(diagnosis), QList<StepState>({ __VA_ARGS__ }))

namespace {
constexpr auto P = StepState::Passed, W = StepState::Warned, F = StepState::Failed, S = StepState::Skipped;
}

void TestDiagnosis::initTestCase()
{
    QVERIFY(m_authority.begin());
    QVERIFY(m_authority.issue(u"server"_s));
    QVERIFY2(m_server.start({ u"--tls.listen=127.0.0.1:0"_s, u"--tls.certificate="_s + m_authority.file(u"server.pem"_s),
                 u"--tls.key="_s + m_authority.file(u"server.key"_s) }),
        m_server.log());
}

Endpoint TestDiagnosis::at(quint16 port, const QByteArray &key)
{
    Endpoint target;
    target.address = QUrl(u"http://127.0.0.1:%1"_s.arg(port));
    target.key = key;
    return target;
}

Endpoint TestDiagnosis::plain(const QByteArray &key) const
{
    return at(m_server.port(), key);
}

Endpoint TestDiagnosis::secure() const
{
    Endpoint target = at(m_server.tlsPort());
    target.address.setScheme(u"https"_s);
    target.tls.setCaCertificates(QSslCertificate::fromPath(m_authority.caFile()));
    return target;
}

bool TestDiagnosis::run(Diagnosis &diagnosis, const Endpoint &target)
{
    QSignalSpy finished(&diagnosis, &Diagnosis::finished);
    diagnosis.start(target);
    return finished.wait(ServerProcess::patienceMs) && finished.size() == 1 && !diagnosis.isRunning();
}

QList<StepState> TestDiagnosis::states(const Diagnosis &diagnosis)
{
    QList<StepState> states;
    for (size_t i = 0; i < StepCount; ++i)
        states.append(diagnosis.report(Step(i)).state);
    return states;
}

void TestDiagnosis::everythingInOrder()
{
    Diagnosis diagnosis;
    QVERIFY(run(diagnosis, plain()));
    COMPARE_STATES(diagnosis, P, P, S, P, P, P, P, P);
    QCOMPARE(diagnosis.report(Step::Resolve).detail, u"127.0.0.1"_s);
    QVERIFY(diagnosis.report(Step::Upgrade).detail.startsWith(u"101 "_s));
    QVERIFY(diagnosis.report(Step::Rights).detail.startsWith(u"admin, Conversa "_s));
    QVERIFY(qAbs(diagnosis.report(Step::Clock).figure) <= 1);
}

void TestDiagnosis::overTls()
{
    Diagnosis diagnosis;
    QVERIFY(run(diagnosis, secure()));
    COMPARE_STATES(diagnosis, P, P, W, P, P, P, P, P);
    const StepReport &report = diagnosis.report(Step::Secure);
    QCOMPARE(report.finding, Finding::ExpiresSoon); // the test's certificates are good for two days
    QCOMPARE(report.figure, 1);
    QCOMPARE(report.detail, u"TLS 1.3, TLS_AES_256_GCM_SHA384"_s);
    QCOMPARE(diagnosis.peer()->chain.first(), QSslCertificate::fromPath(m_authority.file(u"server.pem"_s)).first());
}

void TestDiagnosis::keys_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<Step>("step");
    QTest::addColumn<StepState>("state");
    QTest::addColumn<Finding>("finding");
    QTest::newRow("agent") << QByteArray("dev-user-key") << Step::Rights << W << Finding::NotAdmin;
    QTest::newRow("wrong") << QByteArray("no-such-key") << Step::Key << F << Finding::KeyRefused;
    QTest::newRow("none") << QByteArray() << Step::Key << F << Finding::KeyMissing;
    QTest::newRow("no key at all") << QByteArray("a\r\nX-Injected: b") << Step::Key << F << Finding::KeyMissing;
}

void TestDiagnosis::keys()
{
    QFETCH(QByteArray, key);
    QFETCH(Step, step);
    QFETCH(StepState, state);
    QFETCH(Finding, finding);
    Diagnosis diagnosis;
    QVERIFY(run(diagnosis, plain(key)));
    QCOMPARE(diagnosis.report(step).state, state);
    QCOMPARE(diagnosis.report(step).finding, finding);
    if (step == Step::Key) {
        QVERIFY(diagnosis.report(Step::Upgrade).detail.startsWith(u"401 "_s));
        QCOMPARE(diagnosis.report(Step::Clock).state, S);
    } else {
        QCOMPARE(diagnosis.report(Step::Key).state, P);
        QCOMPARE(diagnosis.report(Step::Clock).state, P);
    }
}

void TestDiagnosis::untrusted()
{
    Diagnosis diagnosis;
    Endpoint target = secure();
    target.tls.setCaCertificates({});
    QVERIFY(run(diagnosis, target));
    COMPARE_STATES(diagnosis, P, P, F, S, S, S, S, S);
    QCOMPARE(diagnosis.report(Step::Secure).finding, Finding::Untrusted);
    QVERIFY(!diagnosis.report(Step::Secure).detail.isEmpty());
    QVERIFY(!diagnosis.peer()->chain.isEmpty());
}

void TestDiagnosis::pinned()
{
    const QSslCertificate certificate = QSslCertificate::fromPath(m_authority.file(u"server.pem"_s)).first();
    for (const Pin &pin : { Pin::ofCertificate(certificate), Pin::ofPublicKey(certificate) }) {
        Diagnosis diagnosis;
        Endpoint target = secure();
        target.tls.setCaCertificates({});
        target.pin = pin;
        QVERIFY(run(diagnosis, target));
        COMPARE_STATES(diagnosis, P, P, W, P, P, P, P, P);
    }
}

void TestDiagnosis::pinBroken()
{
    Diagnosis diagnosis;
    Endpoint target = secure(); // signed, but not the one
    target.pin = Pin::ofCertificate(QSslCertificate::fromPath(m_authority.caFile()).first());
    QVERIFY(run(diagnosis, target));
    COMPARE_STATES(diagnosis, P, P, F, S, S, S, S, S);
    QCOMPARE(diagnosis.report(Step::Secure).finding, Finding::PinBroken);
}

void TestDiagnosis::keyIsNotSentToAStranger()
{
    QSslServer server;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    QFile keyFile(m_authority.file(u"server.key"_s));
    QVERIFY(keyFile.open(QIODevice::ReadOnly));
    tls.setLocalCertificate(QSslCertificate::fromPath(m_authority.file(u"server.pem"_s)).first());
    tls.setPrivateKey(QSslKey(keyFile.readAll(), QSsl::Ec));
    server.setSslConfiguration(tls);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QByteArray heard;
    int gone = 0;
    // With TLS 1.3 the client may be gone before the server's side of the handshake is over.
    connect(&server, &QSslServer::errorOccurred, this, [&gone] { ++gone; });
    connect(&server, &QSslServer::pendingConnectionAvailable, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [&heard, socket] { heard += socket->readAll(); });
        connect(socket, &QTcpSocket::disconnected, this, [&gone] { ++gone; });
    });
    Diagnosis diagnosis;
    Endpoint target = secure();
    target.address.setPort(server.serverPort());
    target.tls.setCaCertificates({});
    QVERIFY(run(diagnosis, target));
    QCOMPARE(diagnosis.report(Step::Secure).finding, Finding::Untrusted);
    QTRY_VERIFY(gone > 0);
    QCOMPARE(heard, QByteArray());
}

void TestDiagnosis::noSuchHost()
{
    Diagnosis diagnosis;
    Endpoint target = plain();
    target.address.setHost(u"no-such-host.invalid"_s);
    QVERIFY(run(diagnosis, target));
    COMPARE_STATES(diagnosis, F, S, S, S, S, S, S, S);
    QCOMPARE(diagnosis.report(Step::Resolve).finding, Finding::HostNotFound);
}

void TestDiagnosis::refusedPort()
{
    Diagnosis diagnosis;
    QVERIFY(run(diagnosis, at(1)));
    COMPARE_STATES(diagnosis, P, F, S, S, S, S, S, S);
    QCOMPARE(diagnosis.report(Step::Reach).finding, Finding::PortRefused);
}

void TestDiagnosis::notTls()
{
    Diagnosis diagnosis;
    Endpoint target = plain();
    target.address.setScheme(u"https"_s);
    QVERIFY(run(diagnosis, target));
    COMPARE_STATES(diagnosis, P, P, F, S, S, S, S, S);
    QCOMPARE(diagnosis.report(Step::Secure).finding, Finding::NotTls);
}

void TestDiagnosis::tlsWhereNoneIsExpected()
{
    Diagnosis diagnosis;
    QVERIFY(run(diagnosis, at(m_server.tlsPort())));
    COMPARE_STATES(diagnosis, P, P, S, F, S, S, S, S);
    QCOMPARE(diagnosis.report(Step::Upgrade).finding, Finding::NotHttp);
}

void TestDiagnosis::notConversa_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<Finding>("finding");
    QTest::newRow("a page") << QByteArray("200 OK") << Finding::NotConversa;
    QTest::newRow("no such path") << QByteArray("404 Not Found") << Finding::NotConversa;
    QTest::newRow("elsewhere") << QByteArray("302 Found") << Finding::NotConversa;
    QTest::newRow("busy") << QByteArray("503 Service Unavailable") << Finding::Busy;
    QTest::newRow("not from here") << QByteArray("403 Forbidden") << Finding::NotAllowed;
}

void TestDiagnosis::notConversa()
{
    QFETCH(QByteArray, status);
    QFETCH(Finding, finding);
    const StrangeServer other(status);
    Diagnosis diagnosis;
    QVERIFY(run(diagnosis, at(other.serverPort())));
    COMPARE_STATES(diagnosis, P, P, S, F, S, S, S, S);
    QCOMPARE(diagnosis.report(Step::Upgrade).finding, finding);
    QCOMPARE(diagnosis.report(Step::Upgrade).detail.toUtf8(), status + ": <h1>It works</h1>");
}

void TestDiagnosis::notHttp()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    connect(&other, &QTcpServer::newConnection, this, [&] { other.nextPendingConnection()->write("SSH-2.0-OpenSSH_9.2\r\n"); });
    Diagnosis diagnosis;
    QVERIFY(run(diagnosis, at(other.serverPort())));
    QCOMPARE(diagnosis.report(Step::Upgrade).finding, Finding::NotHttp);
}

void TestDiagnosis::silence()
{
    const StrangeServer other;
    Diagnosis diagnosis;
    Endpoint target = at(other.serverPort());
    target.timeoutMs = 100;
    QVERIFY(run(diagnosis, target));
    QCOMPARE(diagnosis.report(Step::Upgrade).finding, Finding::TimedOut);
}

void TestDiagnosis::clockThatIsWrong()
{
    ServerProcess server;
    const QStringList command = underFakeTime({ u"FAKETIME=+90s"_s });
    QVERIFY2(!command.isEmpty(), "no faketime: apt-get install faketime");
    server.runUnder(command);
    QVERIFY2(server.start(), server.log());
    Diagnosis diagnosis;
    QVERIFY(run(diagnosis, at(server.port())));
    COMPARE_STATES(diagnosis, P, P, S, P, P, P, P, W);
    QVERIFY(qAbs(diagnosis.report(Step::Clock).figure - 90) <= 1);
}

void TestDiagnosis::again()
{
    Diagnosis diagnosis;
    const StrangeServer other;
    diagnosis.start(at(other.serverPort()));
    QTRY_COMPARE(diagnosis.report(Step::Upgrade).state, StepState::Running);
    QVERIFY(run(diagnosis, plain()));
    COMPARE_STATES(diagnosis, P, P, S, P, P, P, P, P);
}

QTEST_GUILESS_MAIN(TestDiagnosis)
#include "tst_diagnosis.moc"
