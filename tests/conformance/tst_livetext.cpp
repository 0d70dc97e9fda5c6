// SPDX-License-Identifier: Apache-2.0
// Text on its way through the real server: what is stored, and what each hop says of it. Escaped exactly once in
// message_sent, in the other client's new_message and in history, so that unescape(wire) == stored on each.
// Seen red: text stored as it came (B136 to B138, B149, B151), escaped before it is stored (B134 to B142), ' not escaped
// (B134, B139), text read from SQLite as UTF-16 (B156).
#include "store/storeurl.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QJsonArray>
#include <QTest>

using namespace conversa;
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
    QString inStore();

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
    addRow("B138 svg", QStringLiteral("<svg onload=alert(1)>"), QStringLiteral("<svg>"));
    addRow("B138 svg and style", QStringLiteral("<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">"),
        QStringLiteral("<svg></p><style><a id=\"</style><img src=1>\">"));
    addRow("B138 foreign object",
        QStringLiteral("<svg><foreignObject><style><!--</style><img src=x onerror=alert(1)>--></style>"),
        QStringLiteral("<svg><foreignObject><style><!--</style><img src=x>--></style>"));
    addRow("B138 math and form",
        QStringLiteral("<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>"),
        QStringLiteral("<form><math><mtext></form><form><mglyph><style></math><img src>"));
    addRow("B138 math and table",
        QStringLiteral("<math><mtext><table><mglyph><style><math><table id=\"</table>\"><img src onerror=alert(1)>"),
        QStringLiteral("<math><mtext><table><mglyph><style><math><table id=\"</table>\"><img src>"));
    addRow("B138 math and annotation",
        QStringLiteral("<math><annotation-xml encoding=\"text/html\"><style><img src=x onerror=alert(1)></style>"),
        QStringLiteral("<math><annotation-xml encoding=\"text/html\"><style><img src=x></style>"));
    for (const char *name : { "style", "noscript", "xmp", "noembed", "iframe", "title", "textarea" }) {
        const QString nest = QStringLiteral("<%1><p id=\"</%1><img src=x%2>\">").arg(QString::fromLatin1(name));
        addRow(qPrintable(QStringLiteral("B138 ") + QString::fromLatin1(name)),
            nest.arg(QStringLiteral(" onerror=alert(1)")), nest.arg(QString()));
    }
    addSame("B139 double quote", "\" onmouseover=alert(1) x=\"");
    addSame("B139 single quote", "' onfocus=alert(1) autofocus x='");
    addSame("B139 backtick", "` onmouseover=alert(1) `");
    addSame("B139 backtick in a tag", "<img alt=`x`onerror=alert(1) src=y>");
    addSame("B139 inside a value", "<a title='\" onmouseover=alert(1) x='>");
    addRow("B139 between quotes", QStringLiteral("<a href=\"x\"onmouseover=\"alert(1)\"title=y>"),
        QStringLiteral("<a href=\"x\"title=y>"));
    addRow("B139 out of a tag", QStringLiteral("'\"><svg/onload=alert(1)>"), QStringLiteral("'\"><svg/>"));
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

QString TestLiveText::inStore()
{
    const QString url = QStringLiteral("sqlite://") + m_server.file(QStringLiteral("t.db"));
    const auto store = makeStoreFactory(*parseStoreUrl(url.toUtf8()))();
    const auto id = SessionId::parse(session.toStdString());
    if (!store->open())
        return {};
    const auto page = store->history({ { "dev", *id } });
    return page && !page->messages.empty() ? QString::fromUtf8(page->messages.back().text) : QString();
}

void TestLiveText::survives()
{
    QFETCH(const QString, input);
    QFETCH(const QString, stored);
    m_sender->sendJson(message("send_message", input));
    const QString confirmed = textOf(m_sender->waitFor("message_sent"));
    const QString relayed = textOf(m_other->waitFor("new_message"));
    const QString plain = textOf(m_plain->waitFor("new_message"));
    QCOMPARE(inStore(), stored);
    QCOMPARE(confirmed, escaped(stored));
    QCOMPARE(relayed, escaped(stored));
    QCOMPARE(plain, stored);
    QCOMPARE(inHistory(*m_other), escaped(stored));
    QCOMPARE(inHistory(*m_plain), stored);
}

QTEST_GUILESS_MAIN(TestLiveText)
#include "tst_livetext.moc"
