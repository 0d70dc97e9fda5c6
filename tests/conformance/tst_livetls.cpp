// SPDX-License-Identifier: Apache-2.0
// The same server over TLS: what is said comes through whole, what is not TLS, or too old, does not come in.
// Seen red: TLS 1.0 and every cipher let in, tickets, expired certificates and keys of others taken, no close_notify.
#include "conformance/requests.h"
#include "support/authority.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QJsonArray>
#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray lastRequest = "GET /live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

} // namespace

class TestLiveTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void talks_data();
    void talks();
    void longMessages();
    void restOverTls();
    void slowlyTyped();
    void frameGluedToTheHandshake();
    void readerThatStops();
    void ratesHold();
    void endsWithCloseNotify();
    void notTls();
    void versionsAndCiphers_data();
    void versionsAndCiphers();
    void noTickets();
    void onlyTls13();
    void filesThatWillNotDo_data();
    void filesThatWillNotDo();
    void exposedKey();

private:
    QStringList settings(const QStringList &more = {}) const;
    TlsTarget target(QSsl::SslProtocol version = QSsl::SecureProtocols) const;
    // What openssl s_client says of a handshake with these options.
    QByteArray shake(const QStringList &options, const QByteArray &input = {}) const;

    Authority m_authority;
    ServerProcess m_server;
};

QStringList TestLiveTls::settings(const QStringList &more) const
{
    return QStringList{ u"--tls.listen=127.0.0.1:0"_s, u"--tls.certificate="_s + m_authority.file(u"server.pem"_s),
               u"--tls.key="_s + m_authority.file(u"server.key"_s) }
    + more;
}

TlsTarget TestLiveTls::target(QSsl::SslProtocol version) const
{
    return { m_server.tlsPort(), m_authority.caFile(), version };
}

QByteArray TestLiveTls::shake(const QStringList &options, const QByteArray &input) const
{
    // Through the shell, as s_client ends with 1 where a handshake fails, which is an answer here.
    const QString command = u"openssl s_client -connect 127.0.0.1:%1 -CAfile '%2' %3 2>&1; true"_s.arg(m_server.tlsPort())
                                .arg(m_authority.caFile(), options.join(u' '));
    const auto said = runToEnd(u"sh"_s, { u"-c"_s, command }, {}, input);
    return said ? *said : said.error().message;
}

void TestLiveTls::initTestCase()
{
    const auto begun = m_authority.begin();
    QVERIFY2(begun, begun ? "" : begun.error().message.constData());
    const auto issued = m_authority.issue(u"server"_s);
    QVERIFY2(issued, issued ? "" : issued.error().message.constData());
    QVERIFY2(m_server.start(settings()), m_server.log());
}

void TestLiveTls::talks_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("TLS 1.2") << int(QSsl::TlsV1_2);
    QTest::newRow("TLS 1.3") << int(QSsl::TlsV1_3);
}

void TestLiveTls::talks()
{
    QFETCH(int, version);
    const auto protocol = QSsl::SslProtocol(version);
    WsClient writer(target(protocol)), reader(target(protocol), { .token = "dev-admin-key" });
    QCOMPARE(static_cast<QSslSocket &>(writer.raw().socket()).sessionProtocol(), protocol);
    QVERIFY(!writer.waitFor("connected").isEmpty());
    writer.sendText(sending("first"));
    QVERIFY(!writer.waitFor("message_sent").isEmpty());
    reader.sendText(joining(session));
    QVERIFY(!reader.waitFor("session_joined").isEmpty());
    for (int i = 0; i < 100; ++i)
        writer.sendText(sending("text " + QByteArray::number(i)));
    for (int i = 0; i < 100; ++i)
        QCOMPARE(reader.waitFor("new_message")["payload"_L1]["text"_L1].toString(), u"text %1"_s.arg(i));
    writer.sendClose(1000);
    QCOMPARE(writer.waitForClose(), 1000);
}

void TestLiveTls::longMessages()
{
    // Longer than one record each way, and many in one packet.
    WsClient client(target(), { .query = "text=plain" });
    const QByteArray text(10'000, 'x');
    client.sendText(joining(session));
    QVERIFY(!client.waitFor("session_joined").isEmpty());
    for (int i = 0; i < 30; ++i)
        client.sendText(sending(text));
    for (int i = 0; i < 30; ++i)
        QVERIFY(!client.waitFor("message_sent").isEmpty());
    client.sendText(R"({"type":"get_history","payload":{"session_id":")" + session + R"(","limit":25}})");
    const auto messages = client.waitFor("history")["payload"_L1]["messages"_L1].toArray();
    QVERIFY(messages.size() >= 20);
    QCOMPARE(messages.last().toObject()["text"_L1].toString().toUtf8(), text);
}

void TestLiveTls::restOverTls()
{
    RawClient client(target());
    for (int i = 0; i < 2; ++i) { // on the same connection
        client.send("GET /live HTTP/1.1\r\nHost: a\r\n\r\n");
        QCOMPARE(client.waitForStatus(), 200);
        QVERIFY(client.waitUntil([](const QByteArray &bytes) { return bytes.endsWith('}'); }));
        client.take(client.received().size());
    }
}

void TestLiveTls::slowlyTyped()
{
    RawClient client(target());
    client.trickle(Handshake{}.head());
    QCOMPARE(client.waitForStatus(), 101);
}

void TestLiveTls::frameGluedToTheHandshake()
{
    RawClient client(target());
    client.send(Handshake{}.head() + QByteArray::fromHex("898000000000"));
    QVERIFY(client.waitUntil([](const QByteArray &bytes) { return bytes.endsWith(QByteArray::fromHex("8a00")); }));
}

void TestLiveTls::readerThatStops()
{
    ServerProcess server;
    QVERIFY2(server.start(settings({ u"--limits.send_queue=1MiB"_s, u"--limits.page_bytes=256KiB"_s })), server.log());
    const TlsTarget there{ server.tlsPort(), m_authority.caFile() };
    WsClient asleep(there, { .token = "dev-admin-key" }), writer(there);
    writer.sendText(sending("first"));
    QVERIFY(!writer.waitFor("message_sent").isEmpty());
    asleep.sendText(joining(session));
    QVERIFY(!asleep.waitFor("session_joined").isEmpty());
    asleep.raw().socket().setReadBufferSize(1);
    const QByteArray text(10'000, 'x');
    for (int i = 0; i < 2'000 && !server.log().contains("code=4008 reason=slow"); ++i) {
        writer.sendText(sending(text));
        QVERIFY(!writer.waitFor("message_sent").isEmpty());
    }
    // It is noted when the connection is over, and its client does not answer the end either.
    QVERIFY2(server.waitForLog("code=4008 reason=slow"), server.log().right(1'000));
    QVERIFY(writer.sync());
}

void TestLiveTls::ratesHold()
{
    ServerProcess server;
    QVERIFY2(server.start(settings({ u"--limits.enabled=true"_s, u"--limits.connects_per_ip=1/min"_s,
                 u"--limits.connects_per_ip_burst=3"_s })),
        server.log());
    const TlsTarget there{ server.tlsPort(), m_authority.caFile() };
    for (int i = 0; i < 3; ++i)
        QCOMPARE(WsClient(there).status(), 101);
    QCOMPARE(WsClient(there).status(), 429);
}

void TestLiveTls::endsWithCloseNotify()
{
    const QByteArray said = shake({ u"-msg"_s, u"-tls1_2"_s, u"-ign_eof"_s }, lastRequest);
    QVERIFY2(said.contains("200 OK"), said);
    QVERIFY2(said.contains("warning close_notify"), said);
}

void TestLiveTls::notTls()
{
    for (const QByteArray &bytes : { QByteArray("GET /live HTTP/1.1\r\nHost: a\r\n\r\n"), QByteArray(2'000, '\x16') }) {
        const auto before = m_server.log().count(" tls_failed ");
        RawClient client(m_server.tlsPort());
        client.send(bytes);
        QVERIFY(client.waitForClose());
        QVERIFY(!client.received().contains("HTTP"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server.log().count(" tls_failed "), before + 1, 5'000);
    }
    QVERIFY(WsClient(target()).isOpen());
}

void TestLiveTls::versionsAndCiphers_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<bool>("taken");
    const QString old = u"-cipher ALL:@SECLEVEL=0 "_s;
    QTest::newRow("TLS 1.0") << old + u"-tls1"_s << false;
    QTest::newRow("TLS 1.1") << old + u"-tls1_1"_s << false;
    QTest::newRow("TLS 1.2") << u"-tls1_2"_s << true;
    QTest::newRow("TLS 1.3") << u"-tls1_3"_s << true;
    QTest::newRow("AES-GCM") << u"-tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256"_s << true;
    QTest::newRow("ChaCha20") << u"-tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305"_s << true;
    QTest::newRow("CBC") << u"-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA384"_s << false;
    QTest::newRow("CCM") << u"-tls1_2 -cipher ECDHE-ECDSA-AES128-CCM"_s << false;
    QTest::newRow("no forward secrecy") << u"-tls1_2 -cipher kRSA:@SECLEVEL=0"_s << false;
    QTest::newRow("no authentication") << u"-tls1_2 -cipher aNULL:@SECLEVEL=0"_s << false;
    QTest::newRow("P-521 alone") << u"-tls1_3 -groups P-521"_s << false;
}

void TestLiveTls::versionsAndCiphers()
{
    QFETCH(QString, options);
    QFETCH(bool, taken);
    const QByteArray said = shake({ options, u"-verify_return_error"_s });
    QVERIFY2(said.contains("Cipher is (NONE)") == !taken, said);
    QVERIFY2(said.contains(taken ? "Verification: OK" : "SSL alert number"), said);
}

void TestLiveTls::noTickets()
{
    for (const QString &version : { u"-tls1_2"_s, u"-tls1_3"_s }) {
        const QByteArray said = shake({ version, u"-msg"_s, u"-ign_eof"_s }, lastRequest);
        QVERIFY2(said.contains("200 OK") && !said.contains("NewSessionTicket"), said);
    }
}

void TestLiveTls::onlyTls13()
{
    ServerProcess server;
    QVERIFY2(server.start(settings({ u"--tls.min_version=1.3"_s })), server.log());
    const TlsTarget there{ server.tlsPort(), m_authority.caFile() };
    QVERIFY(WsClient(there).isOpen());
    QVERIFY(!WsClient({ there.port, there.caFile, QSsl::TlsV1_2 }).isOpen());
}

void TestLiveTls::filesThatWillNotDo_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("no certificate") << u"none.pem"_s << u"server.key"_s << QByteArray("No such file or directory");
    QTest::newRow("no key") << u"server.pem"_s << u"none.key"_s << QByteArray("No such file or directory");
    QTest::newRow("not a certificate") << u"server.key"_s << u"server.key"_s << QByteArray("holds no certificate");
    QTest::newRow("not a key") << u"server.pem"_s << u"server.pem"_s << QByteArray("holds no key");
    QTest::newRow("another's key") << u"server.pem"_s << u"other.key"_s << QByteArray("is not the key of the certificate");
    QTest::newRow("expired") << u"old.pem"_s << u"old.key"_s << QByteArray("expired on 20");
    QTest::newRow("not yet valid") << u"early.pem"_s << u"early.key"_s << QByteArray("is not valid before 20");
}

void TestLiveTls::filesThatWillNotDo()
{
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(QByteArray, sentence);
    for (const auto &[name, when] : { std::pair{ u"other"_s, QString() }, { u"old"_s, u"10 days ago"_s }, { u"early"_s, u"+10 days"_s } }) {
        const auto issued = m_authority.issue(name, when);
        QVERIFY2(issued, issued ? "" : issued.error().message.constData());
    }
    const QStringList arguments = ServerProcess::defaults()
        + settings({ u"--tls.certificate="_s + m_authority.file(certificate), u"--tls.key="_s + m_authority.file(key) });
    for (const QStringList &more : { QStringList{ u"--check-config"_s }, QStringList() }) {
        const auto [code, said] = m_server.run(arguments + more);
        QCOMPARE(code, 78);
        QVERIFY2(said.contains(sentence) && said.trimmed().count('\n') == 0, said);
        QVERIFY(!said.contains("listening"));
    }
}

void TestLiveTls::exposedKey()
{
    QFile key(m_authority.file(u"server.key"_s));
    QVERIFY(key.setPermissions(key.permissions() | QFile::ReadOther));
    ServerProcess server;
    QVERIFY2(server.start(settings()), server.log());
    QVERIFY2(server.log().contains(" certificate_key_exposed "), server.log());
    QVERIFY(!m_server.log().contains(" certificate_key_exposed "));
}

QTEST_GUILESS_MAIN(TestLiveTls)
#include "tst_livetls.moc"
