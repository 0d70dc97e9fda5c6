// SPDX-License-Identifier: Apache-2.0
// SIGHUP while clients talk (F06): what is good holds at once, for those who are there too; what is not changes nothing at all,
// and one line says why.
// Seen red: limits kept from the start (goodOne), each part of Server::apply left out in turn (goodOne), the limits taken
// before the certificate was read (notHalf), the broken file's good keys taken (brokenOnes), m_live not kept (goodOne's
// second report).
#include "fault/talk.h"
#include "support/authority.h"
#include "support/restclient.h"
#include "support/serverprocess.h"

#include <QFile>
#include <QTest>

#include <csignal>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray codeOf(WsClient &client, const QByteArray &message)
{
    client.sendText(message);
    return client.waitFor("error").value("payload"_L1).toObject().value("code"_L1).toString().toUtf8();
}

QByteArray longMessage(int bytes)
{
    return R"({"type":"send_message","payload":{"session_id":"550e8400-e29b-41d4-a716-446655440000","contact_id":"660e8400-e29b-41d4-a716-446655440000","text":")"
        + QByteArray(bytes, 'a') + "\"}}";
}

} // namespace

class TestReload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void goodOne();
    void brokenOnes_data();
    void brokenOnes();
    void notHalf();

private:
    void write(const QByteArray &text);
    QString config() const { return m_server->file(u"server.toml"_s); }
    // The line of the log about the next reload.
    QByteArray reload();
    int statusOf(const QByteArray &origin) { return WsClient(m_server->port(), { .headers = { "Origin: " + origin } }).status(); }

    std::unique_ptr<ServerProcess> m_server;
};

void TestReload::init()
{
    m_server = std::make_unique<ServerProcess>();
}

void TestReload::write(const QByteArray &text)
{
    QFile file(config());
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
}

QByteArray TestReload::reload()
{
    const qsizetype before = m_server->log().size();
    m_server->signal(SIGHUP);
    const auto line = [&] {
        const QByteArrayList lines = m_server->log().mid(before).split('\n');
        for (qsizetype i = 0; i + 1 < lines.size(); ++i) {
            if (lines[i].contains(" reloaded ") || lines[i].contains(" reload_failed "))
                return lines[i];
        }
        return QByteArray();
    };
    return QTest::qWaitFor([&] { return !line().isEmpty(); }, ServerProcess::patienceMs) ? line() : QByteArray();
}

void TestReload::goodOne()
{
    write("[limits]\ntext = 100\n");
    QVERIFY2(m_server->start({ u"--config="_s + config() }), m_server->log());
    Talk speaker(m_server->port()), hearer(m_server->port(), "dev-admin-key");
    WsClient other(m_server->port());
    speaker.send(50);
    QVERIFY(speaker.readAnswers() && hearer.join());
    QCOMPARE(codeOf(other, longMessage(200)), "message_too_large");
    QCOMPARE(statusOf("https://new.example"), 403);

    write("[limits]\ntext = 300\nuser_connections = 2\njoined_sessions = 1\n[origin]\nallowed = [\"https://new.example\"]\n[log]\nlevel = "
          "\"debug\"\n[net]\nthreads = 1\n");
    speaker.send(50);
    QByteArray line = reload();
    QVERIFY2(line.contains("changed=origin.allowed,log.level,limits.text,limits.joined_sessions,limits.user_connections"), line);
    QVERIFY2(!line.contains("restart_needed=net.threads"), line); // a flag wins over the file
    speaker.send(50);
    QVERIFY(speaker.readAnswers());
    QVERIFY(hearer.readTo(150));

    // For those who were there before, and for those who come.
    other.sendText(longMessage(200));
    QVERIFY(!other.waitFor("message_sent").isEmpty());
    QCOMPARE(statusOf("https://new.example"), 429); // two of this user are here
    QCOMPARE(WsClient(m_server->port(), { .token = "dev-admin-key", .headers = { "Origin: https://new.example" } }).status(), 101);

    QVERIFY(speaker.isOpen() && hearer.isOpen() && other.isOpen());

    write("[limits]\ntext = 300\nuser_connections = 9\n[database]\nreaders = 7\n[log]\nlevel = \"error\"\n");
    line = reload();
    QVERIFY2(line.contains("changed=origin.allowed,log.level,limits.joined_sessions,limits.user_connections"), line);
    QVERIFY2(line.contains("restart_needed=database.readers"), line);
    const qsizetype refusals = m_server->log().count(" connection_refused ");
    QVERIFY(refusals > 0);
    QCOMPARE(statusOf("https://new.example"), 403);
    QCOMPARE(WsClient(m_server->port()).status(), 101);
    QCOMPARE(m_server->log().count(" connection_refused "), refusals); // below the level
}

void TestReload::brokenOnes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("reason");
    const QByteArray good = "[limits]\ntext = 300\n";
    QTest::newRow("unknown key") << good + "txt = 5\n" << QByteArray("server.toml:3:1: unknown key");
    QTest::newRow("no TOML") << good + "= 5\n" << QByteArray("server.toml:3");
    QTest::newRow("keys that contradict") << good + "heartbeat = 1000\nping_interval = 2000\n" << QByteArray("limits.heartbeat: must be longer");
    QTest::newRow("what only its part can read") << good + "[proxy]\ntrusted = [\"nobody\"]\n" << QByteArray("nobody");
    QTest::newRow("what only a start applies") << good + "[redis]\nurl = \"http://x\"\n" << QByteArray("redis.url");
    QTest::newRow("gone") << QByteArray() << QByteArray("server.toml");
}

void TestReload::brokenOnes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, reason);
    write("[limits]\ntext = 100\n");
    QVERIFY2(m_server->start({ u"--config="_s + config() }), m_server->log());
    WsClient client(m_server->port());
    if (text.isEmpty())
        QVERIFY(QFile::remove(config()));
    else
        write(text);
    const QByteArray line = reload();
    QVERIFY2(line.contains(" reload_failed ") && line.contains(reason), line);
    QCOMPARE(codeOf(client, longMessage(200)), "message_too_large");
    QVERIFY(client.isOpen());
    write("[limits]\ntext = 300\n");
    QVERIFY(reload().contains(" reloaded "));
    client.sendText(longMessage(200));
    QVERIFY(!client.waitFor("message_sent").isEmpty());
}

void TestReload::notHalf()
{
    Authority authority;
    QVERIFY(authority.begin() && authority.issue(u"server"_s) && authority.issue(u"old"_s, u"10 days ago"_s));
    const auto tls = [&](const QString &name) {
        return "[tls]\nlisten = [\"127.0.0.1:0\"]\ncertificate = \"" + authority.file(name + u".pem"_s).toUtf8() + "\"\nkey = \""
            + authority.file(name + u".key"_s).toUtf8() + "\"\n";
    };
    write("[limits]\ntext = 100\n" + tls(u"server"_s));
    QVERIFY2(m_server->start({ u"--config="_s + config() }), m_server->log());
    WsClient client(m_server->port());
    write("[limits]\ntext = 300\n" + tls(u"old"_s));
    const QByteArray line = reload();
    QVERIFY2(line.contains(" reload_failed ") && line.contains("expired"), line);
    QCOMPARE(codeOf(client, longMessage(200)), "message_too_large");
    QCOMPARE(WsClient(TlsTarget{ m_server->tlsPort(), authority.caFile() }).status(), 101);
}

QTEST_GUILESS_MAIN(TestReload)

#include "tst_reload.moc"
