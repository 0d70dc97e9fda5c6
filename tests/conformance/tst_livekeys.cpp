// SPDX-License-Identifier: Apache-2.0
// API keys from `conversa-server key` to the door of a running server, on both stores.
// Seen red: expiry not looked at (B102), revocation not looked at (B103), a verdict remembered for 500 s (B103 after
// its use), any tenant taken (namesAreText).
#include "auth/token.h"
#include "store/storeurl.h"
#include "support/postgresserver.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestLiveKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void initTestCase();
    void init();
    void expired(); // B102
    void revokedBeforeItsFirstUse(); // B103
    void revokedAfterItsUse(); // B103
    void listed();
    void unknownIsNotRevoked();
    void namesAreText(); // B146

private:
    struct Made
    {
        QByteArray id;
        QByteArray token;
    };

    std::pair<int, QByteArray> key(const QStringList &arguments);
    Made create(const QStringList &more = {});
    // A key that ended so long ago.
    QByteArray endedBefore(int seconds);
    WsClient knock(const QByteArray &token) { return WsClient(m_server.port(), { .token = token }); }
    // What is said to who is not let in.
    QByteArray refusal(const QByteArray &token);

    PostgresServer m_postgres;
    ServerProcess m_server;
    QByteArray m_url;
};

void TestLiveKeys::initTestCase_data()
{
    QTest::addColumn<bool>("onPostgres");
    QTest::newRow("sqlite") << false;
    QTest::newRow("postgresql") << true;
}

void TestLiveKeys::initTestCase()
{
    const auto started = m_postgres.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
    QVERIFY(m_postgres.createDatabase(u"keys"_s));
}

void TestLiveKeys::init()
{
    QFETCH_GLOBAL(const bool, onPostgres);
    m_url = onPostgres ? m_postgres.url(u"keys"_s) : "sqlite://" + m_server.file(u"keys.db"_s).toUtf8();
    QVERIFY2(m_server.start({ u"--database.url="_s + QString::fromUtf8(m_url) }), m_server.log());
}

std::pair<int, QByteArray> TestLiveKeys::key(const QStringList &arguments)
{
    return m_server.run(QStringList{ u"key"_s } + arguments
        + QStringList{ u"--env=development"_s, u"--database.url="_s + QString::fromUtf8(m_url) });
}

TestLiveKeys::Made TestLiveKeys::create(const QStringList &more)
{
    const auto [code, text] = key(QStringList{ u"create"_s, u"--role=agent"_s, u"--tenant=shop"_s } + more);
    if (code != 0)
        QTest::qFail(text.constData(), __FILE__, __LINE__);
    return { text.mid(text.indexOf("id     ") + 7, 36), text.mid(text.indexOf("cv_"), 46) };
}

QByteArray TestLiveKeys::endedBefore(int seconds)
{
    const QByteArray token = generateToken();
    const auto store = makeStoreFactory(*parseStoreUrl(m_url))();
    ApiKey ended{ KeyId{ Uuid::random() }, tokenHash(token), "ended", "shop", Role::Agent, UserId{ Uuid::random() },
        "" };
    ended.expiresMs = QDateTime::currentMSecsSinceEpoch() - 1'000 * seconds;
    const auto added = store->open() ? store->addKey(ended) : Result<void>(Error{});
    return added ? token : QByteArray();
}

QByteArray TestLiveKeys::refusal(const QByteArray &token)
{
    WsClient client = knock(token);
    client.raw().waitForClose();
    return client.status() == 401 && client.raw().header("WWW-Authenticate") == "Bearer" ? client.raw().body()
                                                                                         : "let in";
}

void TestLiveKeys::expired()
{
    const QByteArray wrong = refusal("cv_" + QByteArray(43, 'a'));
    QVERIFY2(wrong.contains("Authentication required"), wrong);
    QCOMPARE(refusal(endedBefore(90)), wrong);
    QCOMPARE(knock(endedBefore(30)).status(), 101); // clocks may differ by a minute
    QCOMPARE(knock(create({ u"--name=a"_s, u"--expires=1d"_s }).token).status(), 101);
}

void TestLiveKeys::revokedBeforeItsFirstUse()
{
    const Made made = create({ u"--name=a"_s });
    const QByteArray revoked = "revoked " + made.id + '\n';
    const std::pair<int, QByteArray> told = key({ u"revoke"_s, QString::fromLatin1(made.id) });
    QVERIFY2(told.first == 0 && told.second.endsWith(revoked), told.second);
    QCOMPARE(refusal(made.token), refusal("cv_" + QByteArray(43, 'a')));
    // Once more is no error.
    QCOMPARE(key({ u"revoke"_s, QString::fromLatin1(made.id) }).first, 0);
}

void TestLiveKeys::revokedAfterItsUse()
{
    const Made made = create({ u"--name=a"_s });
    const Made other = create({ u"--name=b"_s });
    QCOMPARE(knock(made.token).status(), 101);
    QCOMPARE(key({ u"revoke"_s, QString::fromLatin1(made.id) }).first, 0);
    // A good verdict may be remembered for 5 s.
    QTRY_COMPARE_WITH_TIMEOUT(knock(made.token).status(), 401, 8'000);
    QCOMPARE(knock(other.token).status(), 101);
}

void TestLiveKeys::listed()
{
    const Made good = create({ u"--name=Maria's desk"_s });
    const Made gone = create({ u"--name=gone"_s });
    QVERIFY(!endedBefore(90).isEmpty());
    QCOMPARE(key({ u"revoke"_s, QString::fromLatin1(gone.id) }).first, 0);
    const QByteArray list = key({ u"list"_s, u"--tenant=shop"_s }).second;
    const auto line = [&](const QByteArray &id) { return list.mid(list.indexOf(id)).split('\n').first().simplified(); };
    QCOMPARE(line(good.id), good.id + " agent shop active Maria's desk");
    QCOMPARE(line(gone.id), gone.id + " agent shop revoked gone");
    QVERIFY2(list.contains(" expired   ended\n"), list);
    QVERIFY(!list.contains("cv_"));
    QCOMPARE(key({ u"list"_s, u"--tenant=nobody"_s, u"--json"_s }).second.trimmed().right(2), "[]");
}

void TestLiveKeys::unknownIsNotRevoked()
{
    QCOMPARE(key({ u"revoke"_s, u"550e8400-e29b-41d4-a716-446655440000"_s }).first, 65);
    QCOMPARE(key({ u"revoke"_s, u"all"_s }).first, 65);
}

void TestLiveKeys::namesAreText()
{
    const auto codeFor = [this](const QString &tenant) {
        return key({ u"create"_s, u"--name=a"_s, u"--role=agent"_s, u"--tenant="_s + tenant }).first;
    };
    QCOMPARE(codeFor(u"caixa d'água"_s), 0);
    for (const QString &tenant : { u"a\x1b[31m"_s, u"a\r\nb"_s, u"a\u009b"_s, u"a\u202e"_s, u" a"_s })
        QCOMPARE(codeFor(tenant), 65);
    QVERIFY(!key({ u"list"_s }).second.contains('\x1b'));
}

QTEST_GUILESS_MAIN(TestLiveKeys)
#include "tst_livekeys.moc"
