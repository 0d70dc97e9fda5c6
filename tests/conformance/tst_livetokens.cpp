// SPDX-License-Identifier: Apache-2.0
// Tokens that end, on live sockets, over SQLite and PostgreSQL: one-time tickets, a token that expires under its connection,
// and another one in its place.
// Seen red: a ticket left in the store (usedOnce), one that REST uses up (notForRest), the key it was made with not looked at
// (endsWithItsKey), an expiry nobody tells (expires, replacedKeyRunsOut), a refresh that keeps the old expiry (refreshed), the
// user not compared (notForAnother).
#include "auth/token.h"
#include "conformance/sessionrequests.h"
#include "store/storeurl.h"

#include <QDateTime>
#include <QTest>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray tickets = "/api/v1/auth/ticket";
const QByteArray keys = "/api/v1/auth/api-key";
const QByteArray admin = "dev-admin-key";

qint64 nowMs()
{
    return QDateTime::currentMSecsSinceEpoch();
}

QByteArray refreshing(const QByteArray &token)
{
    return R"({"type":"refresh_token","request_id":"r","payload":{"token":")" + token + "\"}}";
}

} // namespace

class TestLiveTokens : public SessionTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { BothStores::addRows(); }
    void init() { m_stores.start(); }
    void usedOnce();
    void tooLate();
    void notForRest();
    void asContact();
    void endsWithItsKey();
    void expires(); // F57
    void refreshed();
    void notForAnother();
    void replacedKeyRunsOut();

private:
    QByteArray ticket(const QByteArray &body = "{}", const QByteArray &token = "dev-user-key")
    {
        return send(tickets, body, token).json["ticket"_L1].toString().toUtf8();
    }
    int knock(const QByteArray &token) { return WsClient(m_stores.port(), { .token = token }).status(); }
    std::unique_ptr<MessageStore> openStore()
    {
        auto store = makeStoreFactory(*parseStoreUrl(m_stores.keyArguments().last().section(u'=', 1).toUtf8()))();
        if (!store->open())
            QTest::qFail("the store does not open", __FILE__, __LINE__);
        return store;
    }
    // An agent's key that ended, or will have, at that time.
    QByteArray keyEnding(std::optional<qint64> expiresMs, UserId user = UserId{ Uuid::random() })
    {
        const QByteArray token = generateToken();
        ApiKey key{ KeyId{ Uuid::random() }, tokenHash(token), "a", "dev", Role::Agent, user, "a" };
        key.expiresMs = expiresMs;
        return openStore()->addKey(key) ? token : QByteArray();
    }
};

void TestLiveTokens::usedOnce()
{
    const RestAnswer made = send(tickets, "{}");
    QCOMPARE(made.status, 201);
    QCOMPARE(made.json.size(), 2);
    const qint64 left = nowMs() - QDateTime::fromString(made.json["expires_at"_L1].toString(), Qt::ISODateWithMs).toMSecsSinceEpoch();
    QVERIFY(left < 0 && left >= -30'000);
    const QByteArray token = made.json["ticket"_L1].toString().toUtf8();
    QVERIFY(token.startsWith("cvt_") && token.size() == 47);
    WsClient client(m_stores.port(), { .token = {}, .query = "token=" + token });
    QCOMPARE(client.status(), 101);
    QCOMPARE(payload(client.waitFor("connected"))["user_id"_L1].toString(), u"770e8400-e29b-41d4-a716-446655440001"_s);
    QCOMPARE(knock(token), 401);
    QVERIFY(client.sync());
    QVERIFY(!m_stores.server().log().contains("cvt_"));
    QCOMPARE(send(tickets, R"({"as_contact_of":"x"})").json["field"_L1].toString(), u"as_contact_of"_s);
}

void TestLiveTokens::tooLate()
{
    const QByteArray token = generateTicket();
    Ticket old{ ApiKey{ KeyId{ Uuid::random() }, tokenHash(token), "", "dev", Role::Agent, UserId{ Uuid::random() }, "a" }, nowMs() - 1 };
    QVERIFY(openStore()->addTicket(old));
    QCOMPARE(knock(token), 401);
}

void TestLiveTokens::notForRest()
{
    const QByteArray token = ticket();
    QCOMPARE(get(m_stores.port(), sessions, token).status, 401);
    QCOMPARE(knock(token), 101);
}

void TestLiveTokens::asContact()
{
    QCOMPARE(send(sessions, newSession(session)).status, 201);
    QCOMPARE(send(sessions, newSession(otherSession(1))).status, 201);
    const QByteArray body = R"({"as_contact_of":")" + session + "\"}";
    WsClient contact(m_stores.port(), { .token = ticket(body) });
    QCOMPARE(payload(contact.waitFor("connected"))["user_id"_L1].toString(), QString::fromLatin1(contactId));
    join(contact);
    contact.sendText(sending("from the contact"));
    QVERIFY(!payload(contact.waitFor("message_sent"))["from_me"_L1].toBool(true));
    contact.sendText(joining(otherSession(1))); // the same contact's, and not asked for
    QCOMPARE(contact.waitFor("error")["error"_L1].toString(), u"not_found"_s);
    const QByteArray unknown = R"({"as_contact_of":")" + otherSession(2) + "\"}";
    QCOMPARE(send(tickets, unknown).status, 404);
    QCOMPARE(send(tickets, body, "dev-contact-key").status, 403);
    const QByteArray service = send(keys, R"({"name":"a","role":"service"})", admin).json["key"_L1].toString().toUtf8();
    QCOMPARE(send(tickets, body, service).status, 403);
    QCOMPARE(send(tickets, "{}", service).status, 201);
}

void TestLiveTokens::endsWithItsKey()
{
    const QJsonObject key = send(keys, R"({"name":"a","role":"agent"})", admin).json;
    const QByteArray token = key["key"_L1].toString().toUtf8();
    const QByteArray late = ticket("{}", token);
    WsClient client(m_stores.port(), { .token = ticket("{}", token) });
    QVERIFY(client.sync());
    QCOMPARE(ask(m_stores.port(), "DELETE " + keys + "s/" + key["id"_L1].toString().toUtf8() + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer " + admin + "\r\n\r\n").status, 200);
    QCOMPARE(client.waitForClose(2'000), 4501);
    QCOMPARE(knock(late), 401);
}

// A token is good for a minute after its end, so one that ended 58 s ago has two seconds left.
void TestLiveTokens::expires()
{
    const qint64 endedMs = nowMs() - 58'000;
    WsClient client(m_stores.port(), { .token = keyEnding(endedMs) });
    const QJsonObject told = payload(client.waitFor("token_expiring", 1'000));
    QCOMPARE(QDateTime::fromString(told["expires_at"_L1].toString(), Qt::ISODateWithMs).toMSecsSinceEpoch(), endedMs);
    QCOMPARE(client.waitForClose(), 4001);
    QVERIFY(nowMs() > endedMs + 60'000);
    QCOMPARE(client.received("token_expiring").size(), 1);
    WsClient later(m_stores.port(), { .token = keyEnding(nowMs() + 3'600'000) });
    QVERIFY(later.sync() && later.received("token_expiring").isEmpty());
}

void TestLiveTokens::refreshed()
{
    const UserId user{ Uuid::random() };
    const QByteArray ending = keyEnding(nowMs() - 57'000, user);
    WsClient renewed(m_stores.port(), { .token = ending });
    WsClient forGood(m_stores.port(), { .token = ending });
    WsClient other(m_stores.port(), { .token = ending });
    join(renewed);
    const qint64 nextMs = nowMs() + 3'600'000;
    renewed.sendText(refreshing(keyEnding(nextMs, user)));
    forGood.sendText(refreshing(keyEnding({}, user)));
    const QJsonObject reply = renewed.waitFor("token_refreshed");
    QCOMPARE(reply["request_id"_L1].toString(), u"r"_s);
    QCOMPARE(QDateTime::fromString(payload(reply)["expires_at"_L1].toString(), Qt::ISODateWithMs).toMSecsSinceEpoch(), nextMs);
    QCOMPARE(payload(forGood.waitFor("token_refreshed")), QJsonObject());
    QCOMPARE(other.waitForClose(), 4001);
    QVERIFY(renewed.sync() && forGood.sync());
    QCOMPARE(send(at("messages"), message("a", "still here")).status, 201);
    QVERIFY(!renewed.waitFor("new_message").isEmpty());
}

void TestLiveTokens::notForAnother()
{
    WsClient client(m_stores.port());
    client.sendText(refreshing(admin));
    QJsonObject refused = client.waitFor("error");
    QCOMPARE(refused["error"_L1].toString(), u"forbidden"_s);
    client.sendText(refreshing("cv_" + QByteArray(43, 'a')));
    refused = client.waitFor("error");
    QCOMPARE(refused["error"_L1].toString(), u"invalid_field"_s);
    QCOMPARE(payload(refused)["field"_L1].toString(), u"token"_s);
    client.sendText(R"({"type":"refresh_token","payload":{}})");
    QCOMPARE(payload(client.waitFor("error"))["field"_L1].toString(), u"token"_s);
    client.sendText(refreshing("dev-user-key"));
    QVERIFY(!client.waitFor("token_refreshed").isEmpty());
}

void TestLiveTokens::replacedKeyRunsOut()
{
    const QJsonObject key = send(keys, R"({"name":"a","role":"agent"})", admin).json;
    WsClient client(m_stores.port(), { .token = key["key"_L1].toString().toUtf8() });
    QVERIFY(client.sync());
    const QJsonObject next = send(keys + "s/" + key["id"_L1].toString().toUtf8() + "/rotate", R"({"overlap_ms":0})", admin).json;
    const QJsonObject told = payload(client.waitFor("token_expiring", 2'000));
    QCOMPARE(told["expires_at"_L1].toString(), next["predecessor_expires_at"_L1].toString());
    client.sendText(refreshing(next["key"_L1].toString().toUtf8()));
    QVERIFY(!client.waitFor("token_refreshed").isEmpty());
}

QTEST_GUILESS_MAIN(TestLiveTokens)
#include "tst_livetokens.moc"
