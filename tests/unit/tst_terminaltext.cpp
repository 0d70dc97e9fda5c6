// SPDX-License-Identifier: Apache-2.0
// What others wrote cannot drive the terminal it is shown on.
// Seen red: escapeOf() without the layout characters.
#include "terminal/terminaltext.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace conversa;

class TestTerminalText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shows_data();
    void shows();
    void aFurtherLineIsIndented();
    void aNameIsOneLine();
    void jsonReadsTheSame();
    void noControlByteEverPasses();
};

void TestTerminalText::shows_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("plain") << QByteArray("d'\xC3\xA1gua\tok") << QByteArray("d'\xC3\xA1gua\tok");
    QTest::newRow("emoji with joiner") << QByteArray("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7")
                                       << QByteArray("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7");
    QTest::newRow("colour") << QByteArray("\x1b[31mred") << QByteArray("\\x1b[31mred");
    QTest::newRow("C1 CSI") << QByteArray("\xC2\x9B" "2J") << QByteArray("\\x9b2J");
    QTest::newRow("carriage return") << QByteArray("a\rb") << QByteArray("a\\x0db");
    QTest::newRow("DEL and NUL") << QByteArray("\x7f\0", 2) << QByteArray("\\x7f\\x00");
    QTest::newRow("RLO") << QByteArray("\xE2\x80\xAE" "abc") << QByteArray("\\u202eabc");
    QTest::newRow("isolate") << QByteArray("\xE2\x81\xA7") << QByteArray("\\u2067");
    QTest::newRow("Arabic mark") << QByteArray("\xD8\x9C") << QByteArray("\\u061c");
    QTest::newRow("line separator") << QByteArray("\xE2\x80\xA8") << QByteArray("\\u2028");
    QTest::newRow("no UTF-8") << QByteArray("a\xff\xC3") << QByteArray("a\\xff\\xc3");
    QTest::newRow("U+FFFD") << QByteArray("\xEF\xBF\xBD") << QByteArray("\xEF\xBF\xBD");
}

void TestTerminalText::shows()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, shown);
    QCOMPARE(terminalText(text), shown);
}

void TestTerminalText::aFurtherLineIsIndented()
{
    QCOMPARE(terminalText("a\n-- Connected.", "> "), QByteArray("a\n> -- Connected."));
}

void TestTerminalText::aNameIsOneLine()
{
    QCOMPARE(terminalLine("Ana\nyou"), QByteArray("Ana\\x0ayou"));
}

void TestTerminalText::jsonReadsTheSame()
{
    const QByteArray json("{\"text\":\"\xC2\x9B\x7f\xE2\x80\xAE\xC3\xA1\"}");
    const QByteArray shown = terminalJson(json);
    QCOMPARE(shown, QByteArray("{\"text\":\"\\u009b\\u007f\\u202e\xC3\xA1\"}"));
    QCOMPARE(QJsonDocument::fromJson(shown).object(), QJsonDocument::fromJson(json).object());
}

void TestTerminalText::noControlByteEverPasses()
{
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte)
        all += char(byte);
    for (const char byte : terminalLine(all))
        QVERIFY((quint8(byte) >= 0x20 && quint8(byte) < 0x7f) || byte == '\t');
}

QTEST_GUILESS_MAIN(TestTerminalText)
#include "tst_terminaltext.moc"
