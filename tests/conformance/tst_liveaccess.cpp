// SPDX-License-Identifier: Apache-2.0
// Who is let in: tokens and origins on live sockets.
// Seen red: 401 without WWW-Authenticate (B099 to B108), two tokens that differ taken (B105), any session reached by a
// contact (B109), origins compared by their beginning (B117) or by case (B122), tokens in the URL let in without
// Origin, origin.allow_missing not looked at (B124); line breaks left in a logged field, half of a C1 control left
// (B146).
#include "auth/token.h"
#include "conformance/requests.h"
#include "store/storeurl.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QRegularExpression>
#include <QTest>

using namespace conversa;
using namespace conversa::test;

namespace {

const QByteArray good = "dev-user-key";

struct Knock
{
    const char *name;
    int status;
    QByteArrayList headers;
    QByteArray query = {};
};

QByteArray bearer(const QByteArray &token)
{
    return "Authorization: Bearer " + token;
}

std::vector<Knock> tokens()
{
    return { { "B099 none", 401, {} }, { "B100 empty header", 401, { bearer({}) } },
        { "B100 empty query", 401, {}, "token=" }, { "B101 wrong", 401, { bearer("dev-wrong-key") } },
        { "B104 Basic", 401, { "Authorization: Basic ZGV2OmRldg==" } },
        { "B104 bearer in lower case", 101, { "Authorization: bearer " + good } },
        { "B104 two Authorization", 400, { bearer(good), bearer(good) } },
        { "B105 header and query differ", 400, { bearer(good) }, "token=dev-admin-key" },
        { "B105 header and query agree", 101, { bearer(good) }, "token=" + good },
        { "B106 two in the query", 400, {}, "token=" + good + "&token=dev-admin-key" },
        { "B107 8 KB in the header", 401, { bearer(QByteArray(8000, 'a')) } },
        { "B107 CRLF", 400, {}, "token=a%0D%0Ab" }, { "B107 NUL", 400, {}, "token=a%00" },
        { "B107 no ASCII", 400, {}, "token=\xC3\xA9" },
        { "B108 a JWT", 401, { bearer("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.") } },
        { "query alone", 101, {}, "token=" + good },
        { "subprotocol", 101, { "Sec-WebSocket-Protocol: conversa.v1, bearer." + good } },
        { "B125 cookie alone", 401, { "Cookie: token=" + good } } };
}

std::vector<Knock> origins()
{
    const auto from = [](const char *origin) {
        return QByteArrayList{ bearer(good), QByteArray("Origin: ") + origin };
    };
    return { { "B114 listed", 101, from("http://localhost:3000") },
        { "B115 unlisted", 403, from("https://evil.example") }, { "B116 null", 403, from("null") },
        { "B117 listed as a prefix", 403, from("http://localhost:3000.evil.com") },
        { "B118 listed as a path", 403, from("https://evil.com/http://localhost:3000") },
        { "B119 other scheme", 403, from("https://localhost:3000") },
        { "B120 other port", 403, from("http://localhost:3001") },
        { "B121 trailing dot", 403, from("http://localhost.:3000") },
        { "B121 userinfo", 403, from("http://a@localhost:3000") },
        { "B122 upper case", 101, from("HTTP://LOCALHOST:3000") },
        { "B123 two", 400, { bearer(good), "Origin: http://localhost:3000", "Origin: http://localhost:3000" } },
        { "B124 absent with a header", 101, { bearer(good) } },
        { "B124 absent with a cookie", 401, { "Cookie: token=" + good } } };
}

} // namespace

class TestLiveAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), m_server.log()); }
    void knocks_data();
    void knocks();
    void absentOrigin_data();
    void absentOrigin(); // B124
    void refusalsAreTheSame();
    void tokensAreNotLogged(); // B107
    void logLinesAreNotForged(); // B146
    void sessionOfAnotherContact(); // B109
    void statsNeedAToken(); // B112
    void answersKeepTheirOrder();

private:
    // Starts a server of its own on SQLite, with a key of this tenant; returns the token.
    static QByteArray startWithKey(ServerProcess &server, const QByteArray &tenant, const QStringList &arguments);

    ServerProcess m_server;
};

void TestLiveAccess::knocks_data()
{
    QTest::addColumn<QByteArrayList>("headers");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("status");
    for (const auto &rows : { tokens(), origins() }) {
        for (const Knock &row : rows)
            QTest::newRow(row.name) << row.headers << row.query << row.status;
    }
}

void TestLiveAccess::knocks()
{
    QFETCH(const QByteArrayList, headers);
    QFETCH(const QByteArray, query);
    QFETCH(const int, status);
    WsClient client(m_server.port(), { .token = {}, .query = query, .headers = headers });
    QCOMPARE(client.status(), status);
    if (status == 401)
        QCOMPARE(client.raw().header("WWW-Authenticate"), "Bearer");
    if (status == 403)
        QVERIFY2(client.raw().received().contains("Origin not allowed"), client.raw().received());
}

QByteArray TestLiveAccess::startWithKey(ServerProcess &server, const QByteArray &tenant, const QStringList &arguments)
{
    const QString url = QStringLiteral("sqlite://") + server.file(QStringLiteral("access.db"));
    const auto store = makeStoreFactory(*parseStoreUrl(url.toUtf8()))();
    const QByteArray token = generateToken();
    const ApiKey key{ KeyId{ Uuid::random() }, tokenHash(token), "a", tenant, Role::Agent, UserId{ Uuid::random() },
        "" };
    if (!store->open() || !store->addKey(key)
        || !server.start(QStringList{ QStringLiteral("--database.url=") + url } + arguments))
        QTest::qFail(server.log().constData(), __FILE__, __LINE__);
    return token;
}

void TestLiveAccess::absentOrigin_data()
{
    QTest::addColumn<QByteArrayList>("headers");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("strict");
    QTest::addColumn<int>("allowing");
    const QByteArrayList no;
    const QByteArrayList cookie{ "Cookie: token=TOKEN" };
    QTest::newRow("B124 header") << QByteArrayList{ bearer("TOKEN") } << QByteArray() << 101 << 101;
    QTest::newRow("B124 query") << no << QByteArray("token=TOKEN") << 403 << 101;
    QTest::newRow("B124 subprotocol") << QByteArrayList{ "Sec-WebSocket-Protocol: conversa.v1, bearer.TOKEN" }
                                      << QByteArray() << 403 << 101;
    QTest::newRow("B124 header and query")
        << QByteArrayList{ bearer("TOKEN") } << QByteArray("token=TOKEN") << 101 << 101;
    QTest::newRow("B124 wrong in the query") << no << QByteArray("token=x") << 403 << 401;
    QTest::newRow("B124 cookie") << cookie << QByteArray() << 401 << 401;
    QTest::newRow("B124 cookie beside a query") << cookie << QByteArray("token=TOKEN") << 403 << 101;
    QTest::newRow("B124 nothing") << no << QByteArray() << 401 << 401;
    QTest::newRow("listed, query") << QByteArrayList{ "Origin: https://app.ventros.io" } << QByteArray("token=TOKEN")
                                   << 101 << 101;
    QTest::newRow("unlisted, header") << QByteArrayList{ bearer("TOKEN"), "Origin: http://localhost:3000" }
                                      << QByteArray() << 403 << 403;
}

void TestLiveAccess::absentOrigin()
{
    QFETCH(const QByteArrayList, headers);
    QFETCH(const QByteArray, query);
    QFETCH(const int, strict);
    QFETCH(const int, allowing);
    const auto status = [&](const QStringList &option) {
        ServerProcess server;
        const QByteArray token
            = startWithKey(server, "shop", QStringList{ QStringLiteral("--env=production") } + option);
        QByteArrayList lines = headers;
        for (QByteArray &line : lines)
            line.replace("TOKEN", token);
        return WsClient(
            server.port(), { .token = {}, .query = QByteArray(query).replace("TOKEN", token), .headers = lines })
            .status();
    };
    QCOMPARE(status({}), strict);
    QCOMPARE(status({ QStringLiteral("--origin.allow_missing=true") }), allowing);
}

void TestLiveAccess::refusalsAreTheSame()
{
    const auto refusal = [this](const QByteArray &token) {
        WsClient client(m_server.port(), { .token = token });
        client.raw().waitForClose();
        return client.raw().body();
    };
    const QByteArray body = refusal({});
    QVERIFY2(body.contains("Authentication required"), body);
    QCOMPARE(refusal("dev-wrong-key"), body);
    QCOMPARE(refusal("cv_" + QByteArray(43, 'a')), body);
}

void TestLiveAccess::tokensAreNotLogged()
{
    WsClient(m_server.port(), { .token = {}, .query = "token=secret-token-of-a-test" });
    QVERIFY(WsClient(m_server.port()).sync());
    QVERIFY(m_server.waitForLog("connection_refused"));
    QVERIFY2(!m_server.log().contains("secret-token-of-a-test"), m_server.log());
    QVERIFY2(!m_server.log().contains(good), m_server.log());
}

void TestLiveAccess::logLinesAreNotForged()
{
    const QByteArray forged = "\r\n2026-01-01T00:00:00.000Z info conversa.net connection_opened role=admin";
    ServerProcess server;
    const QByteArray token
        = startWithKey(server, "shop\x1b[31m\xC2\x9B" + forged, { QStringLiteral("--proxy.trusted=127.0.0.1") });
    qsizetype opened = 0;
    for (const char *name : { "Origin: ", "User-Agent: ", "X-Forwarded-For: ", "Cookie: " }) {
        for (const QByteArray &value : { QByteArray("\x1b[31m"), QByteArray("fe80::1%a\x9B"), forged })
            opened += WsClient(server.port(), { .token = token, .headers = { name + value } }).status() == 101;
    }
    for (const char *query : { "client=%1B%5B31m/1.0", "client=%0D%0Aconnection_opened", "%0D%0Ax=1" })
        opened += WsClient(server.port(), { .token = token, .query = query }).status() == 101;
    server.terminate();
    QCOMPARE(server.waitForEnd(), 0);
    const QByteArray log = server.log();
    static const QRegularExpression line(QStringLiteral(
        "^\\d{4}-\\d\\d-\\d\\dT[0-9:.]{12}Z (info|warning) conversa\\.[a-z]+ \\S[^\\x00-\\x1f\\x7f-\\x9f]*$"));
    for (const QByteArray &each : log.chopped(1).split('\n'))
        QVERIFY2(each.isValidUtf8() && line.match(QString::fromUtf8(each)).hasMatch(), each);
    QVERIFY2(log.contains("tenant=\"shop\\x1b[31m\\xc2\\x9b\\x0d\\x0a2026-"), log);
    QVERIFY(opened > 3);
    QCOMPARE(log.count(" connection_opened connection="), opened);
}

void TestLiveAccess::sessionOfAnotherContact()
{
    WsClient agent(m_server.port());
    agent.sendText(QByteArray(sending("a")).replace("660e8400", "770e8400"));
    QVERIFY(!agent.waitFor("message_sent").isEmpty());
    WsClient stranger(m_server.port(), { .token = "dev-contact-key" });
    stranger.sendText(joining(session));
    QCOMPARE(stranger.waitFor("error").value(QLatin1String("error")).toString(), QLatin1String("not_found"));
    ServerProcess strict;
    QVERIFY2(strict.start({ QStringLiteral("--sessions.auto_create=false") }), strict.log());
    WsClient other(strict.port());
    other.sendText(joining(session));
    QCOMPARE(other.waitFor("error").value(QLatin1String("error")).toString(), QLatin1String("not_found"));
}

void TestLiveAccess::statsNeedAToken()
{
    RawClient client(m_server.port());
    client.send("GET /api/v1/ws/stats HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(client.waitForStatus(), 401);
    QCOMPARE(client.header("WWW-Authenticate"), "Bearer");
}

void TestLiveAccess::answersKeepTheirOrder()
{
    const auto get = [](const QByteArray &path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + bearer(good) + "\r\n\r\n";
    };
    // A page of messages comes from the store, the others from memory; the last one closes.
    const QByteArray page = get("/api/v1/sessions/550e8400-e29b-41d4-a716-446655440000/messages");
    RawClient client(m_server.port());
    client.send(page + get("/live") + page + get("/nowhere"));
    QVERIFY(client.waitForClose());
    const QByteArray &all = client.received();
    const qsizetype first = all.indexOf("has_more");
    const qsizetype live = all.indexOf("\"ok\"");
    const qsizetype second = all.lastIndexOf("has_more");
    QVERIFY2(first >= 0 && first < live && live < second && second < all.indexOf("not_found"), all);
}

QTEST_GUILESS_MAIN(TestLiveAccess)
#include "tst_liveaccess.moc"
