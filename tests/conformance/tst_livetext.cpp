// SPDX-License-Identifier: Apache-2.0
// Text on its way through the real server: what is stored, and what each hop says of it. Escaped exactly once in
// message_sent, in the other client's new_message and in history, so that unescape(wire) == stored on each.
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QJsonArray>
#include <QTest>

using namespace conversa::test;

namespace {

const QString session = QStringLiteral("550e8400-e29b-41d4-a716-446655440000");

QJsonObject message(const char *type, const QString &text)
{
    QJsonObject payload{ { QStringLiteral("session_id"), session } };
    if (!text.isNull()) {
        payload.insert(QStringLiteral("contact_id"), QStringLiteral("660e8400-e29b-41d4-a716-446655440000"));
        payload.insert(QStringLiteral("text"), text);
    }
    return { { QStringLiteral("type"), QString::fromLatin1(type) }, { QStringLiteral("payload"), payload } };
}

QString textOf(const QJsonObject &envelope)
{
    return envelope.value(QLatin1String("payload")).toObject().value(QLatin1String("text")).toString();
}

QString escaped(const QString &text)
{
    return text.toHtmlEscaped().replace(QLatin1Char('\''), QStringLiteral("&#39;"));
}

void addRow(const char *name, const QString &input, const QString &stored)
{
    QTest::newRow(name) << input << stored;
}

void addSame(const char *name, const char *input)
{
    addRow(name, QString::fromUtf8(input), QString::fromUtf8(input));
}

} // namespace

class TestLiveText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void survives_data();
    void survives();

private:
    QString inHistory(WsClient &client);

    ServerProcess m_server;
    std::unique_ptr<WsClient> m_sender;
    std::unique_ptr<WsClient> m_other;
    std::unique_ptr<WsClient> m_plain;
};

void TestLiveText::initTestCase()
{
    QVERIFY2(m_server.start({ QStringLiteral("--database.url=sqlite://") + m_server.file(QStringLiteral("t.db")) }),
        m_server.log());
    m_sender = std::make_unique<WsClient>(m_server.port());
    m_other = std::make_unique<WsClient>(m_server.port(), Handshake{ .token = "dev-admin-key" });
    m_plain = std::make_unique<WsClient>(m_server.port(), Handshake{ .query = "text=plain" });
    for (WsClient *client : { m_other.get(), m_plain.get() }) {
        client->sendJson(message("join_session", {}));
        QVERIFY(!client->waitFor("session_joined").isEmpty());
    }
}

void TestLiveText::survives_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("stored");
    addSame("B134", R"(a < b && c > d "q" 'x')");
    addSame("B135", "&lt;b&gt;");
    addRow("B136 script", QStringLiteral("a<script>alert(1)</script>b"), QStringLiteral("ab"));
    addRow("B137 handler", QStringLiteral("<img src=x onerror=alert(1)>"), QStringLiteral("<img src=x>"));
    addSame("B140 javascript:", "javascript: jav&#x09;ascript: data:text/html");
    addSame("B141", "&#60;script&#62; \xEF\xBC\x9Cscript\xEF\xBC\x9E %3Cscript");
    addSame("B142", "]]> --!> </textarea> {{7*7}}");
    addSame("B143", "status online = yes, javascript: the good parts");
    addSame("B147 family and flag",
        "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9 \xF0\x9F\x8F\xB4\xF3\xA0\x81\xA7 \xE2\x98\xBA\xEF\xB8\x8F");
    addSame("B148 NFD", "d'a\xCC\x81gua");
    addRow("B149 controls", QString::fromUtf8("a\x01\x7F\xC2\x85\tb\nc"), QStringLiteral("a\tb\nc"));
    addRow("B149 NUL", QStringLiteral("a") + QChar(0) + QStringLiteral("b"), QStringLiteral("ab"));
    addRow("B151 overrides",
        QString::fromUtf8("a\xE2\x80\xAE"
                          "b\xE2\x80\xAD"),
        QStringLiteral("ab"));
    addSame("B151 marks",
        "a\xE2\x80\x8E"
        "b\xE2\x81\xA8"
        "c\xE2\x81\xA9");
    addSame("B152",
        "\xD9\x85\xE2\x80\x8C\xD8\xA7 a\xE2\x80\x8B"
        "b a\xEF\xBB\xBF"
        "b");
    addSame("B156", "a \xEF\xBF\xBE \xEF\xB7\x90");
    addSame("B157",
        "\xEF\xBB\xBF"
        "first");
    addSame("B159",
        "\xD0\xB0"
        "dmin");
    addSame("B160",
        "a\xE2\x80\xA8"
        "b\xE2\x80\xA9");
    addSame("d'agua", "d'\xC3\xA1gua & <b>");
}

QString TestLiveText::inHistory(WsClient &client)
{
    client.sendJson(message("get_history", {}));
    const QJsonObject page = client.waitFor("history").value(QLatin1String("payload")).toObject();
    return page.value(QLatin1String("messages")).toArray().last().toObject().value(QLatin1String("text")).toString();
}

void TestLiveText::survives()
{
    QFETCH(const QString, input);
    QFETCH(const QString, stored);
    m_sender->sendJson(message("send_message", input));
    QCOMPARE(textOf(m_sender->waitFor("message_sent")), escaped(stored));
    QCOMPARE(textOf(m_other->waitFor("new_message")), escaped(stored));
    QCOMPARE(textOf(m_plain->waitFor("new_message")), stored);
    QCOMPARE(inHistory(*m_other), escaped(stored));
    QCOMPARE(inHistory(*m_plain), stored);
}

QTEST_GUILESS_MAIN(TestLiveText)
#include "tst_livetext.moc"
