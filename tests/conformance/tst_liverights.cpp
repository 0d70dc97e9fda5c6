// SPDX-License-Identifier: Apache-2.0
// Who may do what: every route, message and topic of the server's own tables, as every role of the session's tenant, of
// another one and of the operators', and without a key, against rights.tsv (what, roles, body, then the answer to those
// roles in each of the three tenants). What the tables have and the file has not is a failure, and so is the other way round.
// Seen red: sessions closed by everyone; the check in the gate left out; a key found in any tenant; typing for the business
// side alone; a route without its line.
#include "admin/adminmessages.h"
#include "auth/token.h"
#include "net/restapi.h"
#include "protocol/clientreader.h"
#include "store/storeurl.h"
#include "support/restclient.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray contact = "660e8400-e29b-41d4-a716-446655440000"; // the same in every tenant
const QByteArray session = "550e8400-e29b-41d4-a716-446655440000"; // of the tenant "here" alone
const QByteArray secret = "only-for-here";
const QByteArrayList tenants{ "here", "there", "*" };
const QByteArrayList roles{ "admin", "agent", "contact", "service" };

struct Row
{
    QByteArray what;
    QByteArrayList roles;
    QByteArray body;
    QByteArrayList answers; // by tenant

    bool isRest() const { return what.contains(" /"); }
    bool isTopic() const { return what.startsWith("subscribe "); }
    QByteArray refusal() const { return isRest() || isTopic() || what == "connect" ? "403" : "forbidden"; }
};

// The direct reply to the message with this request_id; empty: none came.
QJsonObject replyTo(WsClient &client, const QByteArray &request)
{
    QJsonObject answer;
    do {
        answer = client.waitFor("");
    } while (!answer.isEmpty() && answer["request_id"_L1].toString().toUtf8() != request);
    return answer;
}

QByteArray wordOf(const QJsonObject &answer)
{
    return answer[answer["type"_L1] == "error"_L1 ? "error"_L1 : "type"_L1].toString().toUtf8();
}

} // namespace

class TestLiveRights : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyTableRowIsThere();
    void matrix(); // B111

private:
    void addKeys();
    QByteArray filled(QByteArray text) const;
    QByteArray outcome(const Row &row, const QByteArray &token);
    QByteArray restOutcome(const Row &row, const QByteArray &token);
    QByteArray socketOutcome(const Row &row, const QByteArray &token);
    QByteArray topicOutcome(const Row &row, const QByteArray &token);

    ServerProcess m_server;
    QByteArray m_url;
    QHash<QByteArray, QByteArray> m_tokens; // by "tenant role"
    QByteArray m_key; // the id of one of "here" that nobody uses
    QList<Row> m_rows;
    QByteArray m_said; // all the server answered in the last outcome()
};

void TestLiveRights::initTestCase()
{
    QFile file(qEnvironmentVariable("CONVERSA_SOURCE") + u"/tests/conformance/rights.tsv"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    for (const QByteArray &line : file.readAll().trimmed().split('\n')) {
        const QByteArrayList cells = line.split('\t');
        QCOMPARE(cells.size(), 6);
        m_rows.append({ cells[0], cells[1].split(' '), cells[2], cells.mid(3) });
    }
    m_url = "sqlite://" + m_server.file(u"rights.db"_s).toUtf8();
    addKeys();
    QVERIFY2(m_server.start({ u"--database.url="_s + QString::fromUtf8(m_url), u"--sessions.auto_create=false"_s,
                 u"--limits.enabled=false"_s }),
        m_server.log());
    const QByteArray admin = m_tokens["here admin"];
    QCOMPARE(post(m_server.port(), "/api/v1/sessions", filled(R"({"session_id":"SESSION","contact_id":"CONTACT","contact_name":")" + secret + "\"}"), admin).status, 201);
    QCOMPARE(post(m_server.port(), "/api/v1/sessions/" + session + "/messages",
                  filled(R"({"external_id":"1","author":"contact","contact_id":"CONTACT","text":")" + secret + "\"}"), admin).status, 201);
}

void TestLiveRights::addKeys()
{
    const auto store = makeStoreFactory(*parseStoreUrl(m_url))();
    QVERIFY(store->open());
    for (const QByteArray &tenant : tenants) {
        for (const QByteArray &role : roles) {
            const QByteArray token = generateToken();
            ApiKey key{ KeyId{ Uuid::random() }, tokenHash(token), role, tenant, *parseRole(role.toStdString()), UserId{ Uuid::random() }, role };
            if (role == "contact")
                key.contact = *ContactId::parse(contact.toStdString());
            QVERIFY(store->addKey(key));
            m_tokens.insert(tenant + ' ' + role, token);
        }
    }
    const ApiKey unused{ KeyId{ Uuid::random() }, tokenHash(generateToken()), secret, "here", Role::Agent, UserId{ Uuid::random() }, secret };
    QVERIFY(store->addKey(unused));
    m_key = unused.id.toByteArray();
}

QByteArray TestLiveRights::filled(QByteArray text) const
{
    return text.replace("SESSION", session).replace("CONTACT", contact).replace("NEW", Uuid::random().toByteArray());
}

QByteArray TestLiveRights::outcome(const Row &row, const QByteArray &token)
{
    m_said.clear();
    // Whatever a cell before has done to the session.
    post(m_server.port(), "/api/v1/sessions/" + session + "/reopen", "{}", m_tokens["here admin"]);
    return row.isRest() ? restOutcome(row, token) : row.isTopic() ? topicOutcome(row, token) : socketOutcome(row, token);
}

QByteArray TestLiveRights::restOutcome(const Row &row, const QByteArray &token)
{
    const qsizetype space = row.what.indexOf(' ');
    const QByteArray method = row.what.first(space);
    const QByteArray path = row.what.sliced(space + 1).replace("{session_id}", session).replace("{connection_id}", session).replace("{restriction_id}", session).replace("{user_id}", session).replace("{key_id}", m_key);
    QByteArray request = method + ' ' + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n";
    if (!token.isEmpty())
        request += "Authorization: Bearer " + token + "\r\n";
    const QByteArray body = filled(row.body);
    if (!body.isEmpty())
        request += "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    const RestAnswer answer = ask(m_server.port(), request + "\r\n" + body);
    m_said = answer.body;
    return QByteArray::number(answer.status);
}

QByteArray TestLiveRights::socketOutcome(const Row &row, const QByteArray &token)
{
    WsClient client(m_server.port(), { .token = token });
    if (row.what == "connect" || client.status() != 101)
        return QByteArray::number(client.status());
    const auto say = [&](const QByteArray &type, const QByteArray &payload) {
        client.sendText(R"({"type":")" + type + R"(","request_id":")" + type + R"(","payload":)" + filled(payload).replace("TOKEN", token) + '}');
    };
    // What needs a join is refused for want of it, where the join itself is.
    if (row.what != "join_session") {
        say("join_session", R"({"session_id":"SESSION"})");
        replyTo(client, "join_session");
    }
    say(row.what, row.body);
    QByteArray outcome = "-";
    if (row.answers.first() != "-") {
        outcome = wordOf(replyTo(client, row.what));
    } else {
        client.sync();
        for (const QByteArray &error : client.received("error")) {
            const QJsonObject json = QJsonDocument::fromJson(error).object();
            if (json["request_id"_L1].toString().toUtf8() == row.what)
                outcome = wordOf(json);
        }
    }
    m_said = client.received().join();
    return outcome;
}

QByteArray TestLiveRights::topicOutcome(const Row &row, const QByteArray &token)
{
    WsClient client(m_server.port(), { .token = token, .path = "/api/v1/ws/admin" });
    if (client.status() != 101)
        return QByteArray::number(client.status());
    client.sendText(R"({"type":"subscribe","request_id":"s","payload":)" + filled(row.body) + '}');
    const QByteArray outcome = wordOf(replyTo(client, "s"));
    m_said = client.received().join();
    return outcome;
}

void TestLiveRights::everyTableRowIsThere()
{
    QSet<QByteArray> known{ "connect" };
    for (const RestApi::Route &route : RestApi::routes()) {
        for (const RestApi::Method &method : route.methods)
            known.insert(method.name.toByteArray() + ' ' + route.pattern.toByteArray());
    }
    for (const QByteArray &type : clientMessageTypes())
        known.insert(type);
    for (size_t topic = 0; topic < adminTopics; ++topic)
        known.insert("subscribe " + view(topicName(AdminTopic(topic))).toByteArray());
    QSet<QByteArray> written;
    for (const Row &row : m_rows)
        written.insert(row.what);
    QVERIFY2(known - written == QSet<QByteArray>(), "no line in rights.tsv: " + QByteArrayList((known - written).values()).join(", "));
    QVERIFY2(written - known == QSet<QByteArray>(), "nothing by this name: " + QByteArrayList((written - known).values()).join(", "));
}

void TestLiveRights::matrix()
{
    int cells = 0;
    int right = 0;
    const auto check = [&](const Row &row, const QByteArray &who, const QByteArray &wanted) {
        const QByteArray found = outcome(row, m_tokens.value(who));
        const bool isLeak = who.startsWith("there") && m_said.contains(secret);
        ++cells;
        if (found == wanted && !isLeak)
            ++right;
        else
            qWarning() << row.what << "by" << who << "gives" << found << "not" << wanted << (isLeak ? "and tells" : "");
    };
    for (const Row &row : m_rows) {
        const bool isPublic = row.roles == QByteArrayList{ "anyone" };
        check(row, "nobody", isPublic ? row.answers.first() : "401");
        for (qsizetype tenant = 0; tenant < tenants.size(); ++tenant) {
            for (const QByteArray &role : roles) {
                const bool may = isPublic || row.roles.contains(role);
                check(row, tenants[tenant] + ' ' + role, may ? row.answers[tenant] : row.refusal());
            }
        }
    }
    qInfo("cells %d of %d", right, cells);
    QCOMPARE(right, cells);
}

QTEST_GUILESS_MAIN(TestLiveRights)
#include "tst_liverights.moc"
