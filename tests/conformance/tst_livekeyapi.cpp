// SPDX-License-Identifier: Apache-2.0
// API keys over REST on live sockets, over SQLite and PostgreSQL: made, listed, replaced and revoked, and what becomes of the
// connections they opened.
// Seen red: revoked without a word to the network threads (revoked, nothingFollows), a key of any tenant found
// (tenantsAreApart), a limited administrator let through (limitedAdministrator).
#include "conformance/sessionrequests.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray newKey = "/api/v1/auth/api-key";
const QByteArray keys = "/api/v1/auth/api-keys";
const QByteArray admin = "dev-admin-key";

QByteArray isoAfter(int seconds)
{
    return QDateTime::currentDateTimeUtc().addSecs(seconds).toString(Qt::ISODateWithMs).toUtf8();
}

} // namespace

class TestLiveKeyApi : public SessionTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { BothStores::addRows(); }
    void init() { m_stores.start(); }
    void madeAndUsed();
    void shownOnce();
    void badBodies_data();
    void badBodies(); // 2.10
    void listedInPages();
    void replaced();
    void revoked(); // B103
    void nothingFollows();
    void tenantsAreApart();
    void limitedAdministrator();

private:
    struct Made
    {
        QByteArray id;
        QByteArray token;
    };
    Made make(const QByteArray &body = R"({"name":"a","role":"agent"})", const QByteArray &token = admin)
    {
        const RestAnswer answer = send(newKey, body, token);
        if (answer.status != 201)
            QTest::qFail(answer.body.constData(), __FILE__, __LINE__);
        return { answer.json["id"_L1].toString().toUtf8(), answer.json["key"_L1].toString().toUtf8() };
    }
    // By the command line, which may do everything.
    QByteArray keyOf(const QStringList &arguments)
    {
        const auto made = m_stores.server().run(QStringList{ u"key"_s, u"create"_s, u"--name=c"_s, u"--role=admin"_s } + arguments + m_stores.keyArguments());
        return made.second.mid(made.second.indexOf("cv_"), 46);
    }
    RestAnswer revoke(const QByteArray &id, const QByteArray &token = admin)
    {
        return ask(m_stores.port(), "DELETE " + keys + '/' + id + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer " + token + "\r\n\r\n");
    }
    int knock(const QByteArray &token) { return WsClient(m_stores.port(), { .token = token }).status(); }
    QStringList listed(const QByteArray &query = {}, const QByteArray &token = admin)
    {
        QStringList ids;
        for (const QJsonValue &key : get(m_stores.port(), keys + query, token).json["keys"_L1].toArray())
            ids.append(key["id"_L1].toString());
        return ids;
    }
};

void TestLiveKeyApi::madeAndUsed()
{
    const QByteArray ends = isoAfter(3'600);
    const RestAnswer made = send(newKey, R"({"name":"d'água <b>","role":"contact","user_id":"770e8400-e29b-41d4-a716-446655440077","user_name":"Ana","contact_id":")"
            + contactId + R"(","session_ids":[")" + session + R"("],"expires_at":")" + ends + "\"}", admin);
    QCOMPARE(made.status, 201);
    QJsonObject rest = made.json;
    QVERIFY(rest.take("key"_L1).toString().startsWith("cv_"_L1));
    QCOMPARE(rest.take("id"_L1).toString().size(), 36);
    QVERIFY(!rest.take("created_at"_L1).toString().isEmpty());
    QCOMPARE(rest, (QJsonObject{ { u"name"_s, u"d&#39;água &lt;b&gt;"_s }, { u"tenant"_s, u"dev"_s }, { u"role"_s, u"contact"_s },
                       { u"user_id"_s, u"770e8400-e29b-41d4-a716-446655440077"_s }, { u"user_name"_s, u"Ana"_s },
                       { u"contact_id"_s, QString::fromLatin1(contactId) }, { u"session_ids"_s, QJsonArray{ QString::fromLatin1(session) } },
                       { u"expires_at"_s, QString::fromLatin1(ends) } }));
    QCOMPARE(send(sessions, newSession(session)).status, 201);
    WsClient contact(m_stores.port(), { .token = made.json["key"_L1].toString().toUtf8() });
    QCOMPARE(payload(contact.waitFor("connected"))["user_id"_L1].toString(), u"770e8400-e29b-41d4-a716-446655440077"_s);
    join(contact);
}

void TestLiveKeyApi::shownOnce()
{
    const Made made = make();
    const QByteArray list = get(m_stores.port(), keys, admin).body;
    QVERIFY(list.contains(made.id) && !list.contains("cv_") && !list.contains("sha"));
    QVERIFY(!revoke(made.id).body.contains("cv_"));
    QVERIFY(!m_stores.server().log().contains("cv_"));
}

void TestLiveKeyApi::badBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const QByteArray &body, const char *field, int status = 400) {
        QTest::newRow(name) << body << status << QString::fromLatin1(field);
    };
    row("no JSON", "{", "");
    row("an array", "[]", "");
    row("a key twice", R"({"name":"a","name":"b","role":"agent"})", "");
    row("no name", R"({"role":"agent"})", "name");
    row("blank name", R"({"name":" ","role":"agent"})", "name");
    row("long name", R"({"name":")" + QByteArray(257, 'n') + R"(","role":"agent"})", "name");
    row("no role", R"({"name":"a"})", "role");
    row("another role", R"({"name":"a","role":"root"})", "role");
    row("tenant on two lines", R"({"name":"a","role":"agent","tenant":"a\nb"})", "tenant");
    row("tenant with a blank end", R"({"name":"a","role":"agent","tenant":"a "})", "tenant");
    row("another tenant", R"({"name":"a","role":"agent","tenant":"shop"})", "tenant", 403);
    row("user no UUID", R"({"name":"a","role":"agent","user_id":"me"})", "user_id");
    row("contact without one", R"({"name":"a","role":"contact"})", "contact_id");
    row("agent with a contact", R"({"name":"a","role":"agent","contact_id":")" + contactId + "\"}", "contact_id");
    row("sessions no list", R"({"name":"a","role":"agent","session_ids":"x"})", "session_ids");
    row("sessions empty", R"({"name":"a","role":"agent","session_ids":[]})", "session_ids");
    row("sessions no UUID", R"({"name":"a","role":"agent","session_ids":["x"]})", "session_ids");
    row("ends no time", R"({"name":"a","role":"agent","expires_at":"tomorrow"})", "expires_at");
    row("ended", R"({"name":"a","role":"agent","expires_at":"2020-01-01T00:00:00Z"})", "expires_at");
}

void TestLiveKeyApi::badBodies()
{
    QFETCH(const QByteArray, body);
    QFETCH(const int, status);
    QFETCH(const QString, field);
    const RestAnswer answer = send(newKey, body, admin);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.json["field"_L1].toString(), field);
    QVERIFY(!answer.json["message"_L1].toString().isEmpty());
    QCOMPARE(listed(), QStringList());
}

void TestLiveKeyApi::listedInPages()
{
    QStringList made;
    for (int i = 0; i < 5; ++i)
        made.prepend(QString::fromLatin1(make().id));
    made.sort();
    QStringList found;
    QByteArray next = "?limit=2";
    for (int page = 0; page < 3; ++page) {
        const QJsonObject answer = get(m_stores.port(), keys + next, admin).json;
        for (const QJsonValue &key : answer["keys"_L1].toArray())
            found.append(key["id"_L1].toString());
        QCOMPARE(answer.contains("next_cursor"_L1), page < 2);
        next = "?limit=2&cursor=" + answer["next_cursor"_L1].toString().toUtf8();
    }
    found.sort();
    QCOMPARE(found, made);
    for (const char *bad : { "?limit=0", "?limit=501", "?limit=x", "?cursor=x", "?cursor=1.x" })
        QCOMPARE(get(m_stores.port(), keys + bad, admin).status, 400);
}

void TestLiveKeyApi::replaced()
{
    const Made old = make(R"({"name":"a","role":"agent","user_id":"770e8400-e29b-41d4-a716-446655440077"})");
    const RestAnswer answer = send(keys + '/' + old.id + "/rotate", R"({"overlap_ms":3600000})", admin);
    QCOMPARE(answer.status, 201);
    const QByteArray token = answer.json["key"_L1].toString().toUtf8();
    QVERIFY(token.startsWith("cv_") && token != old.token);
    QVERIFY(answer.json["id"_L1].toString().toUtf8() != old.id);
    QCOMPARE(answer.json["user_id"_L1].toString(), u"770e8400-e29b-41d4-a716-446655440077"_s);
    QVERIFY(!answer.json.contains("expires_at"_L1));
    const auto ends = QDateTime::fromString(answer.json["predecessor_expires_at"_L1].toString(), Qt::ISODateWithMs);
    const qint64 left = QDateTime::currentDateTimeUtc().secsTo(ends);
    QVERIFY2(left > 3'400 && left <= 3'600, QByteArray::number(left));
    QCOMPARE(knock(old.token), 101);
    QCOMPARE(knock(token), 101);
    // Without a body it is an hour; what has ended has no successor.
    QCOMPARE(send(keys + '/' + old.id + "/rotate", "{}", admin).status, 201);
    QCOMPARE(revoke(old.id).status, 200);
    QCOMPARE(send(keys + '/' + old.id + "/rotate", "{}", admin).status, 409);
    QCOMPARE(knock(token), 101);
    for (const QByteArray &bad : { QByteArray(R"({"overlap_ms":-1})"), QByteArray(R"({"overlap_ms":2592000001})"), QByteArray(R"({"overlap_ms":"1"})") })
        QCOMPARE(send(keys + '/' + old.id + "/rotate", bad, admin).json["field"_L1].toString(), u"overlap_ms"_s);
}

void TestLiveKeyApi::revoked()
{
    const Made made = make();
    const Made other = make();
    std::vector<std::unique_ptr<WsClient>> clients; // in every network thread
    for (int i = 0; i < 4; ++i)
        clients.push_back(std::make_unique<WsClient>(m_stores.port(), Handshake{ .token = made.token }));
    WsClient bystander(m_stores.port(), { .token = other.token });
    const RestAnswer answer = revoke(made.id);
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.json.contains("revoked_at"_L1));
    for (const auto &client : clients) {
        QCOMPARE(client->waitForClose(2'000), 4501);
        QCOMPARE(client->closeReason(), "revoked");
    }
    QCOMPARE(knock(made.token), 401);
    QVERIFY(bystander.sync());
    QCOMPARE(revoke(made.id).json, answer.json); // again is no error, and the first time counts
    QCOMPARE(revoke("550e8400-e29b-41d4-a716-446655440099").status, 404);
    QCOMPARE(revoke("all").json["field"_L1].toString(), u"key_id"_s);
}

// A client that does not answer the close is sent nothing more.
void TestLiveKeyApi::nothingFollows()
{
    const Made made = make();
    QCOMPARE(send(sessions, newSession(session)).status, 201);
    WsClient client(m_stores.port(), { .token = made.token });
    join(client);
    QCOMPARE(revoke(made.id).status, 200);
    QVERIFY(client.raw().waitUntil([](const QByteArray &bytes) { return bytes.contains('\x88'); })); // a close frame
    for (int i = 0; i < 3; ++i)
        QCOMPARE(send(at("messages"), message(QByteArray::number(i), "late")).status, 201);
    QVERIFY(client.raw().waitForClose());
    QVERIFY(!client.raw().received().contains("new_message"));
}

void TestLiveKeyApi::tenantsAreApart()
{
    const QByteArray shop = keyOf({ u"--tenant=shop"_s });
    const QByteArray all = keyOf({ u"--tenant=*"_s });
    const Made own = make();
    QCOMPARE(revoke(own.id, shop).status, 404);
    QCOMPARE(send(keys + '/' + own.id + "/rotate", "{}", shop).status, 404);
    QCOMPARE(knock(own.token), 101);
    QVERIFY(!listed({}, shop).contains(QString::fromLatin1(own.id)));
    QCOMPARE(get(m_stores.port(), keys + "?tenant=dev", shop).status, 403);
    QVERIFY(listed("?tenant=dev", all).contains(QString::fromLatin1(own.id)));
    QCOMPARE(listed({}, all).size(), 3);
    QCOMPARE(knock(make(R"({"name":"a","role":"agent","tenant":"shop"})", all).token), 101);
    QCOMPARE(revoke(own.id, all).status, 200);
}

void TestLiveKeyApi::limitedAdministrator()
{
    const QByteArray limited = keyOf({ u"--tenant=dev"_s, u"--session="_s + QString::fromLatin1(session) });
    QCOMPARE(send(newKey, R"({"name":"a","role":"admin"})", limited).status, 403);
    QCOMPARE(get(m_stores.port(), keys, limited).status, 403);
}

QTEST_GUILESS_MAIN(TestLiveKeyApi)
#include "tst_livekeyapi.moc"
