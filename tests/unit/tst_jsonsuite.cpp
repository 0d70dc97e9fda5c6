// SPDX-License-Identifier: Apache-2.0
// What the JSON grammar (RFC 8259) has us accept and refuse: docs/faults.md B086. The documents are our own, of the
// kinds that public JSON test suites have. An accepted array or scalar is then refused as no message: another answer.
// Seen red: with the parser's refusal taken for an empty array (refused rows), with a depth of 15 (depth 16).
#include "clientoutcome.h"
#include "protocol/clientreader.h"

#include <QTest>

using namespace conversa;

namespace {

void row(const char *name, const QByteArray &json)
{
    QTest::newRow(qPrintable(QStringLiteral("B086 ") + QString::fromLatin1(name))) << json;
}

void acceptedStructures()
{
    row("empty array", "[]");
    row("empty object", "{}");
    row("array with blanks", " [ ] ");
    row("object with blanks", "\t{\r\n}\n");
    row("blank before", "\n\n[1]");
    row("blank after", "[1]   ");
    row("blanks around every token", " { \"a\" : [ 1 , 2 ] , \"b\" : null } ");
    row("array of arrays", "[[],[[]]]");
    row("array of one string", "[\"\"]");
    row("array of everything", "[null,1,\"1\",{},[],true,false]");
    row("several nulls", "[1,null,null,2]");
    row("array ending in a newline", "[1\n]");
    row("lonely true", "true");
    row("lonely false", "false");
    row("lonely null", "null");
    row("lonely string", "\"a\"");
    row("lonely empty string", "\"\"");
}

void acceptedNumbers()
{
    row("lonely number", "42");
    row("lonely negative", "-0.1");
    row("lonely zero", "0");
    row("minus zero", "[-0]");
    row("minus zero fraction", "[-0.0]");
    row("minus one", "[-1]");
    row("one digit fraction", "[0.5]");
    row("long fraction", "[0.00000000000000000000000000000000000000000000000000000000000000000000000001]");
    row("exponent", "[1e1]");
    row("capital exponent", "[1E22]");
    row("exponent plus", "[1e+2]");
    row("exponent minus", "[1E-2]");
    row("fraction and exponent", "[123.456e78]");
    row("zero exponent", "[0e1]");
    row("zero exponent plus", "[0e+1]");
    row("exponent with leading zero", "[1e01]");
    row("tiny exponent", "[1e-400]");
    row("near the largest double", "[1.7976931348623157e308]");
    row("smallest 64 bits", "[-9223372036854775808]");
    row("largest 64 bits", "[18446744073709551615]");
    row("large double", "[100000000000000000000.0]");
    row("simple object", "{\"a\":1}");
    row("empty key", "{\"\":0}");
    row("key with escapes", "{\"\\n\\u0041\":1}");
    row("key with NUL escape", "{\"a\\u0000b\":1}");
    row("long names",
        "{\"a\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\",\"b\":\"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\"}");
    row("keys that differ in case", "{\"a\":1,\"A\":2}");
    row("nested objects", "{\"a\":{\"b\":{\"c\":{}}}}");
    row("object with newlines", "{\n\"a\"\n:\n1\n}");
}

void acceptedStrings()
{
    row("all short escapes", R"(["\"\\\/\b\f\n\r\t"])");
    row("escaped quote", R"(["\""])");
    row("escaped backslash at the end", R"(["\\"])");
    row("escaped slash", R"(["\/"])");
    row("plain slash", "[\"/\"]");
    row("NUL escape", R"(["\u0000"])");
    row("control escape", R"(["\u001f"])");
    row("letter escape", R"(["\u0061\u30AF\u30ea"])");
    row("mixed case hex", R"(["\uAbCd"])");
    row("non-character escape", R"(["\uFFFF\uFFFE\uFDD0"])");
    row("surrogate pair", R"(["\uD834\uDD1E"])");
    row("first pair", R"(["\ud800\udc00"])");
    row("last pair", R"(["\uDBFF\uDFFF"])");
    row("pair between letters", R"(["a\ud83d\ude39b"])");
    row("escaped letters u", R"(["\\u0041"])");
    row("two-byte UTF-8", "[\"\xC2\x80\xDF\xBF\"]");
    row("three-byte UTF-8", "[\"\xE0\xA0\x80\xEF\xBF\xBF\"]");
    row("four-byte UTF-8", "[\"\xF0\x90\x80\x80\xF4\x8F\xBF\xBF\"]");
    row("around the surrogates", "[\"\xED\x9F\xBF\xEE\x80\x80\"]");
    row("non-character UTF-8", "[\"\xEF\xBF\xBE\xF0\x9F\xBF\xBF\"]");
    row("BOM inside a string", "[\"\xEF\xBB\xBF\"]");
    row("line separators raw", "[\"\xE2\x80\xA8\xE2\x80\xA9\"]");
    row("DEL raw", "[\"\x7f\"]");
    row("C1 raw", "[\"\xC2\x85\"]");
    row("comment inside a string", "[\"a/*b*/c//d\"]");
    row("brackets inside a string", "[\"]}[{,:\"]");
}

void acceptedSizes()
{
    row("string of 1,000 bytes", "[\"" + QByteArray(1'000, 'x') + "\"]");
    row("array of 5,000 numbers", "[" + QByteArray("1,").repeated(4'999) + "1]");
    row("depth 16", QByteArray(16, '[') + QByteArray(16, ']'));
    row("quotes at block ends", "[\"" + QByteArray(61, 'x') + "\",\"" + QByteArray(62, 'y') + "\"]");
    row("backslashes over a block end", "[\"" + QByteArray("\\\\").repeated(64) + "\"]");
}

void refusedArrays()
{
    row("value without comma", "[1 2]");
    row("values on two lines", "[1\n2]");
    row("colon in an array", "[\"a\":1]");
    row("comma first", "[,1]");
    row("comma only", "[,]");
    row("comma twice", "[1,,2]");
    row("comma last", "[1,]");
    row("two commas last", "[1,,]");
    row("comma behind", "[1],");
    row("bracket behind", "[1]]");
    row("brace behind", "{}}");
    row("array closed as object", "[1}");
    row("object closed as array", "{\"a\":1]");
    row("unclosed array", "[");
    row("unclosed with a value", "[1");
    row("unclosed with a comma", "[1,");
    row("unclosed inner", "[[1]");
}

void refusedObjects()
{
    row("unclosed object", "{");
    row("unclosed key", "{\"a");
    row("unclosed colon", "{\"a\":");
    row("unclosed pair", "{\"a\":1");
    row("unclosed with comma", "{\"a\":1,");
    row("closing only", "]");
    row("closing brace only", "}");
    row("colon only", ":");
    row("comma alone", ",");
    row("star in an array", "[*]");
    row("bare word", "[a]");
    row("almost true", "[tru]");
    row("true with junk", "[truex]");
    row("capital True", "[True]");
    row("capital NULL", "[NULL]");
    row("almost null", "[nul");
    row("almost false", "[fals]");
    row("two literals", "true false");
    row("undefined", "[undefined]");
    row("number as key", "{1:1}");
    row("null as key", "{null:1}");
    row("bare key", "{a:1}");
    row("single quoted key", "{'a':1}");
    row("single quoted value", "['a']");
    row("key without colon", "{\"a\" 1}");
    row("key without value", "{\"a\":}");
    row("key alone", "{\"a\"}");
    row("key and comma", "{\"a\",1}");
    row("two colons", "{\"a\"::1}");
    row("two values", "{\"a\":1 2}");
    row("equals for colon", "{\"a\"=1}");
    row("comma first in an object", "{,\"a\":1}");
    row("comma last in an object", "{\"a\":1,}");
    row("two commas in an object", "{\"a\":1,,\"b\":2}");
    row("object in brackets without key", "{[1]}");
    row("pair in no object", "\"a\":1");
    row("semicolon", "[1;2]");
    row("comment", "[1/*x*/]");
    row("comment behind", "{\"a\":1}/**/");
    row("line comment behind", "{\"a\":1}//x");
    row("hash comment", "{\"a\":1}#x");
}

void refusedNumbers()
{
    row("leading zero", "[012]");
    row("two zeros", "[00]");
    row("minus leading zero", "[-01]");
    row("minus only", "[-]");
    row("minus letter", "[-a]");
    row("minus NaN", "[-NaN]");
    row("double minus", "[--1]");
    row("plus", "[+1]");
    row("plus plus", "[++1]");
    row("plus Infinity", "[+Inf]");
    row("minus Infinity", "[-Infinity]");
    row("NaN", "[NaN]");
    row("point first", "[.1]");
    row("minus point", "[-.1]");
    row("point last", "[1.]");
    row("point exponent", "[1.e1]");
    row("two points", "[1.2.3]");
    row("exponent without digits", "[1e]");
    row("exponent plus without digits", "[1e+]");
    row("exponent minus without digits", "[1E-]");
    row("zero exponent without digits", "[0e]");
    row("exponent point", "[1e1.5]");
    row("two exponents", "[1e1e1]");
    row("exponent first", "[e1]");
    row("hexadecimal", "[0xFF]");
    row("octal prefix", "[0o7]");
    row("number with letter", "[1a]");
    row("number with underscore", "[1_000]");
    row("number with blank", "[1 000]");
    row("number with comma and point", "[1.000,5.]");
    row("blank behind minus", "[- 1]");
    row("full width digit", "[\xEF\xBC\x91]");
    row("overflowing double", "[1e309]");
    row("minus overflowing double", "[-1e309]");
}

void refusedStrings()
{
    row("lone quote", "\"");
    row("unclosed string", "[\"a");
    row("closed by an escape", "[\"a\\\"]");
    row("escape at the end", "[\"\\");
    row("single quotes inside", "['\"']");
    row("escape x", R"(["\x00"])");
    row("escape a", R"(["\a"])");
    row("escape zero", R"(["\0"])");
    row("escape quote single", R"(["\'"])");
    row("escape capital U", R"(["\U0041"])");
    row("escape brace", R"(["\u{41}"])");
    row("escape u without digits", R"(["\u"])");
    row("escape u with three", R"(["\u123"])");
    row("escape u with a blank", R"(["\u 123"])");
    row("escape u with a letter", R"(["\u12G4"])");
    row("escape emoji", "[\"\\\xF0\x9F\x8C\x80\"]");
    row("escape newline", "[\"\\\n\"]");
    row("second half incomplete", R"(["\ud834\udd"])");
    row("second half no escape", R"(["\ud834\u"])");
    row("raw newline", "[\"a\nb\"]");
    row("raw tab", "[\"\t\"]");
    row("raw NUL", QByteArray("[\"\0\"]", 5));
    row("raw unit separator", "[\"\x1f\"]");
    row("backslash outside", "[\\n]");
    row("escaped letter outside", "[\\u0041]");
}

void refusedBlanksAndBytes()
{
    row("form feed as blank", "[\f1]");
    row("vertical tab as blank", "[\v1]");
    row("NUL as blank", QByteArray("[\0]", 3));
    row("NUL behind", QByteArray("{}\0", 3));
    row("no-break space", "[\xC2\xA0]");
    row("word joiner", "[\xE2\x81\xA0]");
    row("BOM", "\xEF\xBB\xBF[]");
    row("half a BOM", "\xEF\xBB{}");
    row("UTF-16", QByteArray("\xFE\xFF\0[\0]", 6));
    row("continuation alone", "[\"\x80\"]");
    row("overlong slash", "[\"\xC0\xAF\"]");
    row("overlong three", "[\"\xE0\x80\xAF\"]");
    row("overlong four", "[\"\xF0\x80\x80\xAF\"]");
    row("encoded surrogate", "[\"\xED\xBF\xBF\"]");
    row("beyond Unicode", "[\"\xF4\x90\x80\x80\"]");
    row("byte FF", "[\"\xFF\"]");
    row("Latin-1", "[\"\xE9\"]");
    row("cut in a character", "[\"\xE2\x82");
    row("depth 17", QByteArray(17, '[') + QByteArray(17, ']'));
    row("depth 100,000", QByteArray(100'000, '['));
    row("depth of objects", QByteArray("{\"a\":").repeated(5'000));
    row("tag", "<null>");
    row("call", "f({})");
    row("angle brackets", "[<1>]");
    row("dollar", "${1}");
}

} // namespace

class TestJsonSuite : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();

private:
    ClientReader m_reader;
};

void TestJsonSuite::accepts_data()
{
    QTest::addColumn<QByteArray>("json");
    acceptedStructures();
    acceptedNumbers();
    acceptedStrings();
    acceptedSizes();
}

void TestJsonSuite::accepts()
{
    QFETCH(QByteArray, json);
    QCOMPARE(outcome(m_reader.read(json)), QByteArray("invalid_message"));
    QCOMPARE(outcome(m_reader.read("{\"type\":\"ping\",\"x\":" + json.trimmed() + '}')),
        QByteArray(json.startsWith("[[[") ? "invalid_json" : "ok"));
}

void TestJsonSuite::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    refusedArrays();
    refusedObjects();
    refusedNumbers();
    refusedStrings();
    refusedBlanksAndBytes();
}

void TestJsonSuite::refuses()
{
    QFETCH(QByteArray, json);
    QCOMPARE(outcome(m_reader.read(json)), QByteArray("invalid_json"));
}

QTEST_GUILESS_MAIN(TestJsonSuite)
#include "tst_jsonsuite.moc"
