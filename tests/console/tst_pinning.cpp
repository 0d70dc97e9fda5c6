// SPDX-License-Identifier: Apache-2.0
// A pin lets exactly one certificate in, over REST and over a WebSocket, whoever signed it.
// Seen red: every SSL error ignored once there is a pin, and authorities trusted beside it; the own
// connection without the pin.
#include "model/rawsocket.h"
#include "model/restworker.h"
#include "support/authority.h"
#include "support/serverprocess.h"

#include <QSignalSpy>
#include <QTest>

using conversa::EndKind;
using conversa::Ending;
using conversa::Link;
using conversa::Pin;
using namespace conversa::console;
using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestPinning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rest_data() { rows(); }
    void rest();
    void socket_data() { rows(); }
    void socket();
    void ownConnection_data() { rows(); }
    void ownConnection();

private:
    void rows();
    Endpoint endpoint() const;

    Authority m_authority;
    ServerProcess m_server;
};

void TestPinning::initTestCase()
{
    QVERIFY(m_authority.begin());
    QVERIFY(m_authority.issue(u"server"_s));
    QVERIFY(m_authority.issue(u"other"_s));
    QVERIFY2(m_server.start({ u"--tls.listen=127.0.0.1:0"_s, u"--tls.certificate="_s + m_authority.file(u"server.pem"_s),
                 u"--tls.key="_s + m_authority.file(u"server.key"_s) }),
        m_server.log());
}

void TestPinning::rows()
{
    QTest::addColumn<QString>("pinned");
    QTest::addColumn<bool>("publicKey");
    QTest::addColumn<bool>("trustsAuthority");
    QTest::addColumn<bool>("letIn");
    QTest::newRow("no pin, no authority") << QString() << false << false << false;
    QTest::newRow("no pin, the authority") << QString() << false << true << true;
    QTest::newRow("certificate") << u"server.pem"_s << false << false << true;
    QTest::newRow("public key") << u"server.pem"_s << true << false << true;
    QTest::newRow("another certificate") << u"other.pem"_s << false << false << false;
    QTest::newRow("another certificate, signed by the authority") << u"other.pem"_s << false << true << false;
    QTest::newRow("the authority's own") << u"ca.pem"_s << false << true << false;
}

Endpoint TestPinning::endpoint() const
{
    QFETCH(QString, pinned);
    QFETCH(bool, publicKey);
    QFETCH(bool, trustsAuthority);
    Endpoint endpoint{ QUrl(u"https://127.0.0.1:%1"_s.arg(m_server.tlsPort())), "dev-admin-key" };
    endpoint.tls.setCaCertificates(trustsAuthority ? QSslCertificate::fromPath(m_authority.caFile()) : QList<QSslCertificate>());
    if (pinned.isEmpty())
        return endpoint;
    const QSslCertificate certificate = QSslCertificate::fromPath(m_authority.file(pinned)).first();
    endpoint.pin = publicKey ? Pin::ofPublicKey(certificate) : Pin::ofCertificate(certificate);
    return endpoint;
}

void TestPinning::rest()
{
    QFETCH(bool, letIn);
    RestWorker worker;
    worker.setEndpoint(endpoint());
    for (int i = 0; i < 2; ++i) { // the second one finds what the first left behind
        std::optional<RestReply> reply;
        worker.send({ u"/api/v1/admin/capabilities"_s }, [&](const RestReply &answer) { reply = answer; });
        QTRY_VERIFY(reply);
        QCOMPARE(reply->failure.problem, letIn ? Problem::None : Problem::TlsFailed);
    }
}

void TestPinning::socket()
{
    QFETCH(bool, letIn);
    Link link(socketLink(endpoint(), u"/api/v1/ws/messages"_s));
    QSignalSpy opened(&link, &Link::opened), ended(&link, &Link::ended);
    link.open();
    QTRY_VERIFY(opened.size() + ended.size() == 1);
    QCOMPARE(opened.size(), letIn ? 1 : 0);
    if (!letIn)
        QCOMPARE(ended.first().first().value<Ending>().kind, EndKind::TlsFailed);
}

// The frame inspector's: whom it does not trust gets no key.
void TestPinning::ownConnection()
{
    QFETCH(bool, letIn);
    RawSocket socket;
    QSignalSpy changes(&socket, &RawSocket::stateChanged);
    socket.open(socketLink(endpoint(), u"/api/v1/ws/messages"_s));
    QTRY_COMPARE(changes.size(), 2);
    QCOMPARE(changes.last().first().value<RawSocket::State>(), letIn ? RawSocket::State::Open : RawSocket::State::Closed);
}

QTEST_GUILESS_MAIN(TestPinning)
#include "tst_pinning.moc"
