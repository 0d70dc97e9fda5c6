// SPDX-License-Identifier: Apache-2.0
// The grammar layer of the client reader: docs/faults.md 2.3 (B073 to B085) and the UTF-8 rows of 2.9.
// Seen red: without the duplicate check (B080), with a depth of 17 (B079), with 65 keys and long ones accepted (B084).
#include "clientoutcome.h"
#include "protocol/clientreader.h"

#include <QTest>

using namespace conversa;

namespace {

QByteArray nested(int levels)
{
    return "{\"type\":\"ping\",\"x\":" + QByteArray(levels - 1, '[') + QByteArray(levels - 1, ']') + '}';
}

QByteArray manyKeys(int count)
{
    QByteArray json = "{\"type\":\"ping\"";
    for (int i = 1; i < count; ++i)
        json += ",\"k" + QByteArray::number(i) + "\":0";
    return json + '}';
}

void row(const char *name, const QByteArray &json, const char *expected)
{
    QTest::newRow(name) << json << QByteArray(expected);
}

void grammarRows()
{
    row("B073 empty", "", "invalid_json");
    row("B073 blanks", " \n", "invalid_json");
    row("B074 truncated", "{\"type\":\"ping\"", "invalid_json");
    row("B074 truncated string", "{\"type\":\"pi", "invalid_json");
    row("B074 truncated escape", "{\"type\":\"ping\",\"a\":\"\\u00", "invalid_json");
    row("B075 trailing junk", "{\"type\":\"ping\"}x", "invalid_json");
    row("B075 two documents", "{\"type\":\"ping\"}{\"type\":\"ping\"}", "invalid_json");
    row("B075 two lines", "{\"type\":\"ping\"}\n{\"type\":\"ping\"}", "invalid_json");
    row("B075 trailing NUL", QByteArray("{\"type\":\"ping\"}\0", 16), "invalid_json");
    row("B075 white space around", " \t\r\n{\"type\":\"ping\"}\n ", "ok");
    row("B076 single quotes", "{'type':'ping'}", "invalid_json");
    row("B076 comment", "{\"type\":\"ping\"/* x */}", "invalid_json");
    row("B076 line comment", "{\"type\":\"ping\"} // x", "invalid_json");
    row("B076 trailing comma", "{\"type\":\"ping\",}", "invalid_json");
    row("B076 bare key", "{type:\"ping\"}", "invalid_json");
    for (const char *number :
        { "NaN", "Infinity", "1e999", "-1e999", "01", "+1", ".5", "1.", "0x1", "1e", "--1", "-" }) {
        QTest::newRow(qPrintable(QStringLiteral("B077 ") + QString::fromLatin1(number)))
            << QByteArray("{\"type\":\"ping\",\"x\":") + number + '}' << QByteArray("invalid_json");
    }
    row("B078 array", "[{\"type\":\"ping\"}]", "invalid_message");
    row("B078 string", "\"ping\"", "invalid_message");
    row("B078 number", "42", "invalid_message");
    row("B078 null", "null", "invalid_message");
    row("B078 true", "true", "invalid_message");
}

void limitRows()
{
    row("B079 nesting 16", nested(16), "ok");
    row("B079 nesting 17", nested(17), "invalid_json");
    row("B079 nesting 10,000", nested(10'000), "invalid_json");
    row("B079 objects 17", QByteArray("{\"a\":").repeated(17) + "1" + QByteArray(17, '}'), "invalid_json");
    row("B080 duplicate type", R"({"type":"ping","type":"ping"})", "invalid_json");
    row("B080 duplicate in the payload", R"({"type":"ping","payload":{"a":1,"b":2,"a":3}})", "invalid_json");
    row("B080 duplicate written as an escape", R"({"type":"ping","a":1,"\u0061":2})", "invalid_json");
    row("B080 duplicate in an ignored array", R"({"type":"ping","x":[{"a":1,"a":1}]})", "invalid_json");
    row("B080 same key in two objects", R"({"type":"ping","a":{"a":{"a":1}}})", "ok");
    row("B081 raw newline in a string", "{\"type\":\"ping\",\"x\":\"a\nb\"}", "invalid_json");
    row("B081 raw NUL in a string", QByteArray("{\"type\":\"ping\",\"x\":\"a\0b\"}", 25), "invalid_json");
    row("B081 raw tab in a key", "{\"type\":\"ping\",\"a\tb\":1}", "invalid_json");
    row("B081 bad escape", R"({"type":"ping","x":"\x41"})", "invalid_json");
    row("B081 bad unicode escape", R"({"type":"ping","x":"\u00g0"})", "invalid_json");
    row("B081 escape with a sign", R"({"type":"ping","x":"\u+123"})", "invalid_json");
    row("B082 BOM", "\xEF\xBB\xBF{\"type\":\"ping\"}", "invalid_json");
    row("B082 BOM alone", "\xEF\xBB\xBF", "invalid_json");
    row("B083 lone high surrogate", R"({"type":"ping","x":"\ud800"})", "invalid_json");
    row("B083 lone low surrogate", R"({"type":"ping","x":"\udc00"})", "invalid_json");
    row("B083 reversed pair", R"({"type":"ping","x":"\udc00\ud800"})", "invalid_json");
    row("B083 two high", R"({"type":"ping","x":"\ud800\ud800"})", "invalid_json");
    row("B083 high and a letter", R"({"type":"ping","x":"\ud800a\udc00"})", "invalid_json");
    row("B083 high and an escape", R"({"type":"ping","x":"\ud800\n"})", "invalid_json");
    row("B083 in a key", R"({"type":"ping","\ud800":1})", "invalid_json");
    row("B083 upper case", R"({"type":"ping","x":"\uDBFF"})", "invalid_json");
    row("B083 pair", R"({"type":"ping","x":"\ud83d\ude00"})", "ok");
    row("B083 escaped backslash before the letters", R"({"type":"ping","x":"\\ud800"})", "ok");
    row("B083 escaped backslash and a pair", R"({"type":"ping","x":"\\\ud83d\ude00"})", "ok");
    row("B084 64 keys", manyKeys(64), "ok");
    row("B084 65 keys", manyKeys(65), "invalid_message");
    row("B084 key of 60 KB", "{\"type\":\"ping\",\"" + QByteArray(60'000, 'k') + "\":1}", "invalid_message");
    row("B084 key of 256 bytes", "{\"type\":\"ping\",\"" + QByteArray(256, 'k') + "\":1}", "ok");
    row("B085 __proto__", R"({"type":"ping","__proto__":{"admin":true},"constructor":1,"":2})", "ok");
    row("B153 overlong", "{\"type\":\"ping\",\"x\":\"\xC0\x80\"}", "invalid_json");
    row("B154 surrogate in UTF-8", "{\"type\":\"ping\",\"x\":\"\xED\xA0\x80\"}", "invalid_json");
    row("B155 truncated UTF-8", "{\"type\":\"ping\",\"x\":\"\xE2\x82\"}", "invalid_json");
}

} // namespace

class TestClientJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
    void readsAfterAnyRefusal();

private:
    ClientReader m_reader;
};

void TestClientJson::answers_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("expected");
    grammarRows();
    limitRows();
}

void TestClientJson::answers()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, expected);
    QCOMPARE(outcome(m_reader.read(json)), expected);
}

void TestClientJson::readsAfterAnyRefusal()
{
    const QByteArray good = "{\"type\":\"ping\"}";
    for (const QByteArray &bad :
        { QByteArray(), QByteArray("{\"a"), nested(2'000), QByteArray("[\"\\ud800\"]"), manyKeys(65) }) {
        QVERIFY(!m_reader.read(bad).body);
        QCOMPARE(outcome(m_reader.read(good)), QByteArray("ok"));
    }
}

QTEST_GUILESS_MAIN(TestClientJson)
#include "tst_clientjson.moc"
