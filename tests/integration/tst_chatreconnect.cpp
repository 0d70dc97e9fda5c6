// SPDX-License-Identifier: Apache-2.0
// The client library over servers that die, drain, forget and come back: every send is confirmed exactly once, and
// every member is handed every message exactly once and in order. TEST_SEED repeats a run, TEST_ROUNDS makes it longer.
// Seen red: a send repeated under a new client_message_id, a join without after_seq, an outbox emptied by a lost
// connection, the wish of a draining server not heard.
#include "support/person.h"
#include "support/serverprocess.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace conversa;
using namespace conversa::test;
using Kind = LinkStatus::Kind;

class TestChatReconnect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void killedInABurst(); // F01
    void drained();
    void resumedByALaterRun();
    void tooFarBehind();
    void anotherStore();

private:
    bool startServer(const QStringList &more = {});
    void checkKilled(const Person &sender, const Person &reader);

    const quint32 m_seed = qEnvironmentVariableIsSet("TEST_SEED") ? qEnvironmentVariable("TEST_SEED").toUInt()
                                                                  : QRandomGenerator::global()->generate();
    SessionId m_session;
    ServerProcess m_server;
    quint16 m_port = 0; // where the clients look for it, each time
};

void TestChatReconnect::init()
{
    m_session = SessionId{ Uuid::random() };
    QVERIFY2(startServer(), m_server.log());
}

bool TestChatReconnect::startServer(const QStringList &more)
{
    QStringList arguments{ QStringLiteral("--database.url=sqlite://") + m_server.file(QStringLiteral("chat.db")) };
    if (m_port != 0) // beside a free one of its own
        arguments.append(QStringLiteral("--listen=127.0.0.1:%1").arg(m_port));
    if (!m_server.start(arguments + more))
        return false;
    m_port = m_port == 0 ? m_server.port() : m_port;
    return true;
}

void TestChatReconnect::killedInABurst()
{
    const int rounds = qEnvironmentVariableIsSet("TEST_ROUNDS") ? qEnvironmentVariableIntValue("TEST_ROUNDS") : 4;
    constexpr int burst = 500;
    QRandomGenerator random(m_seed);
    Person sender(m_port, "dev-admin-key"), reader(m_port, "dev-user-key");
    QVERIFY(sender.enter(m_session) && reader.enter(m_session));
    for (int round = 1; round <= rounds; ++round) {
        for (int i = 0; i < burst; ++i)
            sender.say(m_session, QByteArray::number(sender.sent.size()));
        const qsizetype enough = sender.confirmations.size() + random.bounded(burst / 2);
        QVERIFY(becomes([&] { return sender.confirmations.size() > enough; }));
        m_server.kill();
        QVERIFY2(sender.client.unconfirmed() > 0, "fault not observed: nothing was on its way");
        QVERIFY2(startServer(), m_server.log());
        QVERIFY(becomes([&] { return sender.client.unconfirmed() == 0; }));
        QCOMPARE(sender.count(Kind::Waiting), sender.count(Kind::Connecting) - 1);
        QVERIFY2(sender.count(Kind::Connected) > round, "fault not observed: the connection held");
    }
    const auto all = sender.sent.size();
    QVERIFY(becomes([&] { return reader.messages.size() >= all && sender.messages.size() >= all; }));
    checkKilled(sender, reader);
}

void TestChatReconnect::checkKilled(const Person &sender, const Person &reader)
{
    int unconfirmed = 0, doubled = 0, swapped = 0;
    for (const QByteArray &id : sender.sent) {
        const auto confirmed = sender.confirmations.value(id).size();
        unconfirmed += confirmed == 0;
        doubled += confirmed > 1;
    }
    for (const Person *person : { &sender, &reader }) {
        QSet<QByteArray> texts;
        for (qsizetype i = 0; i < person->messages.size(); ++i) {
            swapped += person->messages[i].seq != i + 1;
            texts.insert(person->messages[i].text);
        }
        doubled += int(person->messages.size() - texts.size());
    }
    qInfo("F01 client confirmed=%d lost=%d dup=%d swap=%d seed=%u", int(sender.confirmations.size()), unconfirmed,
        doubled, swapped, m_seed);
    QCOMPARE(unconfirmed, 0);
    QCOMPARE(doubled, 0);
    QCOMPARE(swapped, 0);
    QCOMPARE(sender.messages.size(), sender.sent.size());
    QCOMPARE(reader.messages.size(), sender.sent.size());
    QVERIFY(sender.failures.isEmpty() && sender.missed.isEmpty() && reader.missed.isEmpty());
}

void TestChatReconnect::drained()
{
    Person sender(m_port, "dev-admin-key"), reader(m_port, "dev-user-key");
    QVERIFY(sender.enter(m_session) && reader.enter(m_session));
    for (int i = 0; i < 300; ++i)
        sender.say(m_session, QByteArray::number(i));
    m_server.terminate();
    QVERIFY(becomes([&] { return sender.hasSeen(Kind::Waiting) && reader.hasSeen(Kind::Waiting); }));
    for (const Person *person : { &sender, &reader }) {
        QCOMPARE(person->announcedDrains.size(), 1);
        QCOMPARE(person->lastOf(Kind::Waiting).retryInMs, person->announcedDrains[0]);
        QCOMPARE(person->lastOf(Kind::Waiting).reason, QByteArray("The server is going down."));
    }
    QCOMPARE(m_server.waitForEnd(), 0);
    sender.say(m_session, "said meanwhile");
    QVERIFY2(startServer(), m_server.log());
    QVERIFY(becomes([&] { return sender.messages.size() == 301 && reader.messages.size() == 301; }));
    QCOMPARE(reader.messages.last().text, QByteArray("said meanwhile"));
    QCOMPARE(sender.confirmations.size(), 301);
    for (const Person *person : { &sender, &reader }) {
        const auto waiting = std::find_if(person->states.begin(), person->states.end(),
            [](const LinkStatus &state) { return state.kind == Kind::Waiting; });
        const auto at = waiting - person->states.begin();
        QCOMPARE(person->states[at + 1].kind, Kind::Connecting);
        QVERIFY(person->stateMs[at + 1] - person->stateMs[at] >= person->announcedDrains[0]);
    }
}

void TestChatReconnect::resumedByALaterRun()
{
    std::optional<ResumePoint> point;
    Person sender(m_port, "dev-admin-key");
    QVERIFY(sender.enter(m_session));
    {
        Person earlier(m_port, "dev-user-key");
        QVERIFY(earlier.enter(m_session));
        sender.say(m_session, "one");
        QVERIFY(becomes([&] { return earlier.messages.size() == 1; }));
        point = earlier.client.resumePoint(m_session);
    }
    sender.say(m_session, "two");
    QVERIFY(becomes([&] { return sender.messages.size() == 2; }));
    Person later(m_port, "dev-user-key");
    QVERIFY(later.enter(m_session, point));
    QVERIFY(becomes([&] { return later.messages.size() == 1; }));
    QCOMPARE(later.messages[0].text, QByteArray("two"));
    QVERIFY(later.messages[0].replayed);
}

void TestChatReconnect::tooFarBehind()
{
    Person reader(m_port, "dev-user-key");
    QVERIFY(reader.enter(m_session));
    m_server.kill();
    QVERIFY(becomes([&] { return reader.hasSeen(Kind::Waiting); }));
    reader.client.stop();
    QVERIFY2(startServer({ QStringLiteral("--resume.max_messages=5") }), m_server.log());
    Person sender(m_port, "dev-admin-key");
    QVERIFY(sender.enter(m_session));
    for (int i = 0; i < 20; ++i)
        sender.say(m_session);
    QVERIFY(becomes([&] { return sender.client.unconfirmed() == 0; }));
    reader.client.start();
    QVERIFY(becomes([&] { return reader.missed.size() == 1; }));
    QVERIFY(reader.missed[0].count == 20 && reader.missed[0].nextSeq == 21);
    sender.say(m_session, "the next");
    QVERIFY(becomes([&] { return reader.messages.size() == 1; }));
    QCOMPARE(reader.messages[0].seq, 21);
}

void TestChatReconnect::anotherStore()
{
    Person joao(m_port, "dev-user-key");
    QVERIFY(joao.enter(m_session));
    for (int i = 0; i < 3; ++i)
        joao.say(m_session);
    QVERIFY(becomes([&] { return joao.messages.size() == 3; }));
    m_server.kill();
    for (const char *suffix : { "", "-wal", "-shm" })
        QFile::remove(m_server.file(QStringLiteral("chat.db") + QLatin1String(suffix)));
    joao.say(m_session, "into the new one");
    QVERIFY2(startServer(), m_server.log());
    QVERIFY(becomes([&] { return joao.missed.size() == 1 && joao.messages.size() == 4; }));
    QVERIFY(!joao.missed[0].count && joao.missed[0].nextSeq == 1);
    QCOMPARE(joao.messages.last().seq, 1);
    QCOMPARE(joao.messages.last().text, QByteArray("into the new one"));
}

QTEST_GUILESS_MAIN(TestChatReconnect)
#include "tst_chatreconnect.moc"
