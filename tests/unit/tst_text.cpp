// SPDX-License-Identifier: Apache-2.0
// The text rules of docs/protocol.md and docs/faults.md 2.8 and 2.9.
// Seen red: without the repetition of the removal rounds (B136 nested rows); with the control filter behind the markup
// removal (B137 NUL inside); with isolates closed at the end of the text only (B151 rows); with '&' escaped last
// (B134).
#include "protocol/text.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace conversa;

namespace {

QByteArray unescapeHtml(QByteArray text)
{
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    return text.replace("&amp;", "&");
}

void row(const char *name, const QByteArray &input, const QByteArray &expected)
{
    QTest::newRow(name) << input << expected;
}

void same(const char *name, const QByteArray &input)
{
    row(name, input, input);
}

QByteArray utf8(const char32_t *text)
{
    return QString::fromUcs4(text).toUtf8();
}

QByteArray repeated(const QByteArray &piece, qsizetype size)
{
    return piece.repeated(size / piece.size());
}

char32_t randomScalar(QRandomGenerator &random)
{
    static constexpr char32_t interesting[]
        = U"<>&\"'/= \n\t\0\x7f\x85\x202d\x202e\x2066\x2067\x2068\x2069\x2029\xfeff";
    if (random.bounded(3) != 0)
        return interesting[random.bounded(int(std::size(interesting)) - 1)];
    for (;;) {
        const auto c = char32_t(random.bounded(0x110000));
        if (c < 0xD800 || c > 0xDFFF)
            return c;
    }
}

QByteArray randomText(QRandomGenerator &random, int size)
{
    std::u32string text;
    for (int i = 0; i < size; ++i)
        text.push_back(randomScalar(random));
    return QString::fromStdU32String(text).toUtf8();
}

QByteArray tagSoup(QRandomGenerator &random)
{
    static const QByteArrayList pieces{ "<", ">", "script", "</script>", "<script>", "<scr", "ipt>", "</", "/", " ",
        "\n", "\"", "'", "=", "onclick", "onload=", "<svg", "<style>", "</style>", "<!--", "-->", "--!>", "<a x=", "a",
        "x", "<img src", "<![CDATA[", "]]>", "<title>", "</title", "\xE2\x81\xA6", "\xE2\x81\xA9", "\xE2\x80\xAE",
        QByteArray(1, '\0'), "on", "load", "<noscript>", "</noscript>", "`", "&lt;" };
    QByteArray soup;
    for (int i = random.bounded(40); i >= 0; --i)
        soup += pieces[random.bounded(pieces.size())];
    return soup;
}

} // namespace

class TestText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void escapes_data();
    void escapes();
    void keepsProse_data();
    void keepsProse();
    void removesMarkup_data();
    void removesMarkup();
    void removesCharacters_data();
    void removesCharacters();
    void cleansNames_data();
    void cleansNames();
    void tellsBlank_data();
    void tellsBlank();
    void bounded_data();
    void bounded();
    void escapingIsReversible();
    void cleaningIsAFixedPoint();
};

void TestText::escapes_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("expected");
    row("B134 operators and quotes", "a < b && c > d \"q\" 'x'",
        "a &lt; b &amp;&amp; c &gt; d &quot;q&quot; &#39;x&#39;");
    row("B135 typed references keep their level", "&lt;b&gt;", "&amp;lt;b&amp;gt;");
    row("B141 numeric references", "&#60;script&#62;", "&amp;#60;script&amp;#62;");
    same("control characters and backslashes", "a\tb\nc\\d");
    same("B147 nothing to escape", utf8(U"olá 👩‍👩‍👧 mundo"));
    row("special in the last bytes", "12345678901234<", "12345678901234&lt;");
    same("empty", "");
}

void TestText::escapes()
{
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, expected);
    QCOMPARE(escapeHtml(input), expected);
    QCOMPARE(unescapeHtml(escapeHtml(input)), input);
    QCOMPARE(unescapeHtml(unescapeHtml(escapeHtml(escapeHtml(input)))), input);
}

void TestText::keepsProse_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("expected");
    same("B134 operators", "a < b && c > d \"q\" 'x'");
    same("B135 typed references", "&lt;b&gt;");
    same("B139 attribute breakout outside a tag", "\" onmouseover=alert(1) x=\"");
    same("B139 backtick", "` onmouseover=alert(1) `");
    same("B140 javascript:", "javascript:alert(1)");
    same("B140 reference inside", "jav&#x09;ascript:alert(1)");
    same("B140 data:", "data:text/html,hello");
    same("B140 link with javascript:", "<a href=\"javascript:alert(1)\">x</a>");
    same("B141 numeric references", "&#60;script&#62;alert(1)&#60;/script&#62;");
    same("B141 JavaScript escape", "\\u003cscript\\u003e");
    same("B141 full width", utf8(U"＜script＞alert(1)＜/script＞"));
    same("B141 percent", "%3Cscript%3E");
    same("B142 section end", "]]>");
    same("B142 comment end", "--!>");
    same("B142 textarea end", "</textarea>");
    same("B142 template", "{{7*7}} ${7*7} <%= 7*7 %>");
    same("B143 status online = yes", "status online = yes");
    same("B143 the good parts", "javascript: the good parts");
    same("B143 heart and arrow", "<3 you -> me <- you <=> us");
    same("B143 harmless tags", "a <b>bold</b> move, <i class=\"x\">really</i>");
    same("B143 unfinished tag in prose", "if a <b then online = yes");
    same("B143 only between tags", "x <y and only z > w");
    same("B143 words of a script", "scripture, <scripture>, <scripting x=1>, </scripts>");
    same("B143 attributes like handlers", "<b no=1 on=2 conclick=3 data-onclick=4>x</b>");
    same("B143 closing comment", "<!-- note --> <!doctype html>");
    same("B147 emoji", utf8(U"👍🏽 👩‍👩‍👧‍👦 ❤️ 🇧🇷 🏴󠁧󠁢󠁥󠁮󠁧󠁿"));
    same("B148 Zalgo", utf8(U"Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢"));
    same("B148 decomposed", utf8(U"a\u0301 e\u0302 \u00e1"));
    same("B152 ZWNJ ZWJ", utf8(U"می\u200cخواهم क्\u200dष"));
    same("B152 zero width space and BOM inside", utf8(U"a\u200bb\ufeffc"));
    same("B156 non-characters", utf8(U"a\ufffe\ufdd0\U0001ffffb"));
    same("B157 leading BOM", utf8(U"\ufeffhello"));
    same("B159 confusables", utf8(U"аdmin"));
    same("B160 line and paragraph separator", utf8(U"a\u2028b\u2029c"));
    same("B151 marks", utf8(U"\u200eabc\u200f\u061c"));
    same("B151 balanced isolates", utf8(U"\u2066a\u2067b\u2069\u2069 \u2068c\u2069"));
    same("B149 white space", "\ta\r\nb\n");
    same("Latin-1 letters", utf8(U"ÂÃ ªº°§ ¿¡ ñ€ “curly” — …"));
    same("empty", "");
}

void TestText::keepsProse()
{
    removesMarkup();
}

void TestText::removesMarkup_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("expected");
    row("B136 script", "<script>alert(1)</script>", "");
    row("B136 in the middle", "a <script src=x>alert(1)</script> b", "a  b");
    row("B136 nested", "<scr<script>ipt>alert(1)</scr</script>ipt>", "");
    row("B136 mixed case", "<ScRiPt/x>alert(1)</sCrIpT >", "");
    row("B136 unclosed tag", "a <script", "a ");
    row("B136 unclosed tag with attributes", "a <script src=x ", "a  src=x ");
    row("B136 unclosed element", "a <script>alert(1)", "a alert(1)");
    row("B136 end tag alone", "a</script>b", "ab");
    row("B136 end tag with junk", "<script>x</script\n foo='>'>y", "y");
    row("B136 text like an end tag inside", "<script>if (a</scripty>b) x</script>y", "y");
    row("B136 two", "<script>1</script>-<script>2</script>", "-");
    row("B136 inside a tag name, twice", "<s<s<script></script>cript></script>cript></script>x", "x");
    row("B136 behind a comment that closes at once", "<!--><script>x</script>-->", "<!-->-->");
    row("B136 behind a comment closed by --!>", "<!-- --!><script>x</script>", "<!-- --!>");
    row("B136 hidden by a quote in a comment", "<!-- <a href=\" --><script>x</script>\">", "<!-- <a href=\" -->\">");
    row("B136 behind a lone quote", "<a title=\"<script>x</script>", "<a title=\"");
    row("B136 controls inside the name", QByteArray("<scr\0ipt>x</scr\x01ipt>", 21), "");
    row("B136 bidi override inside the name", "<scr\xE2\x80\xAEipt>x</script>", "");
    row("B136 stray isolate end inside the name", "<scr\xE2\x81\xA9ipt>x</script>", "");

    row("B137 onerror", "<img src=x onerror=alert(1)>", "<img src=x>");
    row("B137 quoted", "<img onerror=\"alert('>')\" src=x>", "<img src=x>");
    row("B137 single quotes", "<img src='a' onerror='x' alt=\"\">", "<img src='a' alt=\"\">");
    row("B137 slashes", "<img/src=\"x\"/onerror=alert(1)>", "<img/src=\"x\"/>");
    row("B137 slashes behind an unquoted value", "<img/src=x/onerror=alert(1)>", "<img/src=x/>");
    row("B137 newline and tab", "<img\nsrc=x\tonerror\n=\talert(1)>", "<img\nsrc=x>");
    row("B137 NUL inside", QByteArray("<img src=x on\0error=alert(1)>", 29), "<img src=x>");
    row("B137 upper case", "<IMG SRC=x ONERROR=alert(1)>", "<IMG SRC=x>");
    row("B137 two handlers", "<b onclick=1 onfocus=2 id=x onblur=3>", "<b id=x>");
    row("B137 glued to a quoted value", "<b id=\"x\"onclick=\"1\"title=y>", "<b id=\"x\"title=y>");
    row("B137 handler that makes another", "<b on<script></script>click=1>", "<b>");
    row("B137 in an end tag", "<b>x</b onclick=1>", "<b>x</b>");
    row("B137 empty value", "<b onclick=>", "<b>");
    row("B137 self-closing", "<br onclick=1 />", "<br />");

    row("B138 svg onload", "<svg onload=alert(1)>", "<svg>");
    row("B138 svg onload without a value", "<svg onload>", "<svg>");
    row("B138 svg slash", "<svg/onload=alert(1)>", "<svg/>");
    row("B138 script in svg", "<svg><script>alert(1)</script></svg>", "<svg></svg>");
    row("B138 math", "<math><mi//xlink:href=\"data:x,<script>alert(4)</script>\">",
        "<math><mi//xlink:href=\"data:x,<script>alert(4)</script>\">");
    row("B138 style in svg hides nothing", "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<svg><style><img src=x></style></svg>");
    row("B138 style ends inside an attribute", "<style><a title=\"</style><img src=x onerror=alert(1)>\">",
        "<style><a title=\"</style><img src=x>\">");
    row("B138 noscript", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<noscript><p title=\"</noscript><img src=x>\">");
    row("B138 textarea", "<textarea><a title='</textarea><svg onload=alert(1)>'>",
        "<textarea><a title='</textarea><svg>'>");
    row("B138 section in svg", "<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>",
        "<svg><![CDATA[><img src=x>]]></svg>");
    row("B138 form in math", "<math><mtext><table><mglyph><style><!--</style><img title=\"--><img src=1 onerror=x>\">",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--><img src=1>\">");
    row("B139 breakout inside a tag", "<a title=\"x\" onmouseover=alert(1) x=\"\">", "<a title=\"x\" x=\"\">");
    row("B139 backtick value", "<img src=`x` onerror=alert(1)>", "<img src=`x`>");
    row("B142 handler behind a template", "{{x}}<b onclick=1>", "{{x}}<b>");
}

void TestText::removesMarkup()
{
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, expected);
    QCOMPARE(cleanText(input), expected);
    QCOMPARE(cleanText(cleanText(input)), expected);
}

void TestText::removesCharacters_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("expected");
    QByteArray controls;
    for (char c = 1; c < 0x20; ++c)
        controls += c;
    row("B149 C0", "a" + controls + "b", "a\t\n\rb");
    row("B149 NUL", QByteArray("a\0b", 3), "ab");
    row("B149 DEL",
        "a\x7f"
        "b",
        "ab");
    QByteArray c1;
    for (char32_t c = 0x80; c < 0xA0; ++c)
        c1 += QString::fromUcs4(&c, 1).toUtf8();
    row("B149 C1", c1 + "x", "x");
    row("B149 no-break space stays", utf8(U"a\u00a0b"), utf8(U"a\u00a0b"));
    row("B150 only controls", controls.left(8), "");
    row("B151 overrides", utf8(U"a\u202dbc\u202ed"), "abcd");
    row("B151 open isolate", utf8(U"\u2067abc"), utf8(U"\u2067abc\u2069"));
    row("B151 two open isolates", utf8(U"\u2066a\u2068b\u2069 c \u2067d"),
        utf8(U"\u2066a\u2068b\u2069 c \u2067d\u2069\u2069"));
    row("B151 isolate over lines", utf8(U"\u2066a\nb\u2069c"), utf8(U"\u2066a\u2069\nbc"));
    row("B151 isolate over paragraphs", utf8(U"\u2066a\u2029b"), utf8(U"\u2066a\u2069\u2029b"));
    row("B151 isolate before CR LF", utf8(U"\u2066a\r\nb"), utf8(U"\u2066a\u2069\r\nb"));
    row("B151 end without a begin", utf8(U"a\u2069b"), "ab");
    row("B151 isolate opened inside a script", utf8(U"<script>\u2066</script>a\u2069b"), "ab");
}

void TestText::removesCharacters()
{
    removesMarkup();
}

void TestText::cleansNames_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("expected");
    same("B144 plain", utf8(U"João da Silva"));
    row("B144 script", "Ann<script>alert(1)</script>", "Ann");
    row("B144 handler", "<b onclick=x>Ann</b>", "<b>Ann</b>");
    row("B151 every bidi control", utf8(U"A\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069n"),
        "An");
    row("B152 zero width space and BOM", utf8(U"\ufeffA\u200bnn"), "Ann");
    same("B152 joiners stay", utf8(U"क्\u200dष می\u200cخ"));
    same("B147 emoji", utf8(U"Ann 👩‍👩‍👧"));
    row("lines", utf8(U"Ann\nB\r\tC\u2028D\u2029E"), "Ann B  C D E");
    row("outer white space", "  Ann \n", "Ann");
    row("B149 controls", QByteArray("A\0n\x1bn\x7f", 6), "Ann");
    row("tag made by removal", utf8(U"<scr\u200bipt>x</script>Ann"), "Ann");
    same("B159 confusable", utf8(U"аdmin"));
}

void TestText::cleansNames()
{
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, expected);
    QCOMPARE(cleanName(input), expected);
    QCOMPARE(cleanName(cleanName(input)), expected);
}

void TestText::tellsBlank_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<bool>("expected");
    const auto blank = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text << true; };
    const auto visible = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text << false; };
    blank("B090 empty", "");
    blank("B090 blanks", " \t\r\n ");
    blank("B090 Unicode blanks", utf8(U"\u00a0\u1680\u2003\u202f\u205f\u3000"));
    blank("B090 zero width", utf8(U"\u200b\u200c\u200d\u2060\ufeff"));
    blank("B090 separators", utf8(U"\u2028\u2029"));
    blank("B150 controls", QByteArray("\0\x01\x7f", 3));
    blank("B151 marks and isolates", utf8(U"\u200e\u200f\u061c\u2066\u2069"));
    blank("B147 lone selectors and tags", utf8(U"\ufe0f\U000e0101\U000e0067"));
    blank("fillers", utf8(U"\u00ad\u034f\u115f\u1160\u3164\uffa0\u2800\u180e"));
    visible("letter", " a ");
    visible("B147 emoji", utf8(U"👍"));
    visible("B147 heart with selector", utf8(U"❤️"));
    visible("B156 non-character", utf8(U"\ufffe"));
    visible("last character", utf8(U"\u3000\u3000."));
    visible("full stop", ".");
}

void TestText::tellsBlank()
{
    QFETCH(QByteArray, input);
    QFETCH(bool, expected);
    QCOMPARE(isBlank(input), expected);
}

// What a sender may try to make the cleaning take long: each still ends, with nothing left to remove.
void TestText::bounded_data()
{
    QTest::addColumn<QByteArray>("input");
    QByteArray nest;
    while (nest.size() < 10'000)
        nest.prepend("<scr").append("<script></script>ipt>");
    QTest::newRow("B136 deep nest") << nest;
    QTest::newRow("B136 many opened") << repeated("<script>", 10'000);
    QTest::newRow("B136 many opened, one closed") << repeated("<script>", 10'000) + "</script>";
    QTest::newRow("B136 many half") << repeated("<script ", 10'000) + ">";
    QTest::newRow("B137 many quotes") << repeated("<a x=\"", 10'000) + "'>";
    QTest::newRow("B137 many handlers") << "<a " + repeated("onx=1 ", 10'000) + ">";
    QTest::newRow("B138 many comments") << repeated("<!--", 10'000) + ">";
    QTest::newRow("B138 many styles") << repeated("<style>", 10'000);
    QTest::newRow("B138 many brackets") << repeated("<", 10'000);
    QTest::newRow("B151 many isolates") << repeated("\xE2\x81\xA6", 10'000);
}

void TestText::bounded()
{
    QFETCH(QByteArray, input);
    const QByteArray cleaned = cleanText(input);
    QCOMPARE(cleanText(cleaned), cleaned);
    static const QRegularExpression element(
        QStringLiteral("<script[\\s/>].*</script"), QRegularExpression::CaseInsensitiveOption);
    QVERIFY(!element.match(QString::fromUtf8(cleaned)).hasMatch());
    QVERIFY(cleaned.size() <= 2 * input.size());
}

void TestText::escapingIsReversible()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    for (int i = 0; i < 2'000; ++i) {
        const QByteArray text = randomText(random, random.bounded(60));
        const QByteArray escaped = escapeHtml(text);
        QCOMPARE(unescapeHtml(escaped), text);
        QVERIFY(!escaped.contains('<') && !escaped.contains('>') && !escaped.contains('"') && !escaped.contains('\''));
    }
}

void TestText::cleaningIsAFixedPoint()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    for (int i = 0; i < 5'000; ++i) {
        const QByteArray soup = i % 2 == 0 ? tagSoup(random) : randomText(random, random.bounded(40));
        const QByteArray cleaned = cleanText(soup);
        QCOMPARE(cleanText(cleaned), cleaned);
        const QByteArray name = cleanName(soup);
        QCOMPARE(cleanName(name), name);
    }
}

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
