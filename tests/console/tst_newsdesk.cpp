// SPDX-License-Identifier: Apache-2.0
// What is news, with a real server. Seen red: a server that stays silent told every second, the count of the first look taken
// for news, a disconnection on purpose told.
#include "model/chatstate.h"
#include "model/newsdesk.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace conversa::console;
using namespace conversa::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestNewsDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void lostConnection();
    void lostByAnAgent();
    void disconnectedOnPurpose();
    void silentServers();
    void securityEvents();
    void customersWords();

private:
    Endpoint endpoint() const { return { QUrl(u"http://127.0.0.1:%1"_s.arg(m_server.port())), "dev-admin-key" }; }
    QList<Notice> kinds(const QSignalSpy &news) const;

    QTemporaryDir m_home;
    ServerProcess m_server;
    QString m_url;
};

void TestNewsDesk::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_home.path());
    QCoreApplication::setOrganizationName(u"conversa"_s);
    QCoreApplication::setApplicationName(u"conversa-console"_s);
}

void TestNewsDesk::init()
{
    QSettings().clear();
    m_url = u"--database.url=sqlite://"_s + m_server.file(u"news.db"_s);
    QVERIFY2(m_server.start({ m_url }), m_server.log());
}

QList<Notice> TestNewsDesk::kinds(const QSignalSpy &news) const
{
    QList<Notice> kinds;
    for (const auto &one : news)
        kinds.append(one.first().value<Notice>());
    return kinds;
}

void TestNewsDesk::lostConnection()
{
    LiveState live;
    ChatState chat(live);
    const Settings settings;
    NewsDesk desk(live, chat, settings);
    QSignalSpy news(&desk, &NewsDesk::happened);
    live.open(endpoint());
    QTRY_COMPARE(live.link().state, LinkState::Connected);
    m_server.kill();
    QTRY_COMPARE(kinds(news), QList({ Notice::ConnectionLost }));
}

// Of whom only the chat's connection hears.
void TestNewsDesk::lostByAnAgent()
{
    LiveState live;
    ChatState chat(live);
    const Settings settings;
    NewsDesk desk(live, chat, settings);
    QSignalSpy news(&desk, &NewsDesk::happened);
    Endpoint there = endpoint();
    there.key = "dev-user-key";
    live.open(there);
    QTRY_VERIFY(chat.isInboxLoaded());
    m_server.kill();
    QTRY_COMPARE(kinds(news), QList({ Notice::ConnectionLost }));
}

void TestNewsDesk::disconnectedOnPurpose()
{
    LiveState live;
    ChatState chat(live);
    const Settings settings;
    NewsDesk desk(live, chat, settings);
    QSignalSpy news(&desk, &NewsDesk::happened);
    live.open(endpoint());
    QTRY_COMPARE(live.link().state, LinkState::Connected);
    live.close();
    QTRY_COMPARE(live.link().state, LinkState::Disconnected);
    live.open({ QUrl(u"http://127.0.0.1:1"_s), "dev-admin-key" });
    QTRY_COMPARE(live.link().state, LinkState::Reconnecting);
    QVERIFY(news.isEmpty());
}

void TestNewsDesk::silentServers()
{
    LiveState live;
    ChatState chat(live);
    const Settings settings;
    NewsDesk desk(live, chat, settings);
    QSignalSpy news(&desk, &NewsDesk::happened);
    StatsNow now;
    now.nodes = { { "a" }, { "b", true } };
    live.stats().add(now);
    live.stats().add(now);
    QCOMPARE(kinds(news), QList({ Notice::NodeSilent }));
    QCOMPARE(news.first().at(2).toString(), u"b"_s);
    now.nodes = { { "a" }, { "b" } };
    live.stats().add(now);
    now.nodes = { { "a", true }, { "b", true } };
    live.stats().add(now);
    QCOMPARE(news.size(), 3);
}

void TestNewsDesk::securityEvents()
{
    for (int i = 0; i < 3; ++i)
        QCOMPARE(WsClient(m_server.port(), { .token = "wrong-before" }).status(), 401);
    LiveState live;
    ChatState chat(live);
    const Settings settings;
    NewsDesk desk(live, chat, settings, 20ms);
    QSignalSpy news(&desk, &NewsDesk::happened);
    Endpoint there = endpoint();
    const auto made = m_server.run({ u"key"_s, u"create"_s, u"--name=c"_s, u"--role=admin"_s, u"--tenant=*"_s, u"--env=development"_s, m_url });
    there.key = made.second.mid(made.second.indexOf("cv_"), 46);
    live.open(there);
    QTRY_COMPARE(live.access(), Access::Operator);
    // The first look is no news, whenever it comes: only what is more by the second one.
    QTRY_VERIFY(WsClient(m_server.port(), { .token = "wrong-after" }).status() == 401 && !news.isEmpty());
    QCOMPARE(news.first().first().value<Notice>(), Notice::Security);
    QVERIFY(!news.first().at(1).toString().startsWith(u"3"_s));
}

void TestNewsDesk::customersWords()
{
    LiveState live;
    ChatState chat(live);
    Settings settings;
    NewsDesk desk(live, chat, settings);
    QSignalSpy news(&desk, &NewsDesk::happened);
    conversa::InboxRow row;
    row.contactName = "Maria";
    row.last.emplace();
    row.last->text = "Hello";
    Q_EMIT chat.inbox().contactWrote(row);
    QCOMPARE(news.last().at(1).toString(), u"A customer has written"_s);
    settings.setMasksPeople(false);
    Q_EMIT chat.inbox().contactWrote(row);
    QCOMPARE(news.last().at(1).toString(), u"Maria"_s);
    QCOMPARE(news.last().at(2).toString(), u"Hello"_s);
}

QTEST_GUILESS_MAIN(TestNewsDesk)
#include "tst_newsdesk.moc"
