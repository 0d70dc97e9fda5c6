// SPDX-License-Identifier: Apache-2.0
// How old a row is, as a cell says it.
// Seen red: ages below a second in milliseconds (just now), no tolerance of a server's clock (a clock before ours), a tool tip
// without its tags (toolTips).
#include "model/celltext.h"

#include <QTest>

using namespace conversa;
using namespace conversa::console;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 NowMs = 1'800'000'000'000;

}

class TestCellText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void ages_data();
    void ages();
    void toolTips();
};

void TestCellText::ages_data()
{
    QTest::addColumn<qint64>("agoMs");
    QTest::addColumn<QString>("shown");

    QTest::newRow("just now") << qint64(3) << u"1 s"_s;
    QTest::newRow("a clock before ours") << qint64(-5'000) << u"1 s"_s;
    QTest::newRow("seconds") << qint64(59'999) << u"59 s"_s;
    QTest::newRow("minutes") << qint64(3'599'999) << u"59 min"_s;
    QTest::newRow("long ago") << qint64(3'600'000) << momentText(NowMs - 3'600'000);
    QTest::newRow("a moment to come") << qint64(-60'000) << momentText(NowMs + 60'000);
}

void TestCellText::ages()
{
    QFETCH(const qint64, agoMs);
    QFETCH(const QString, shown);
    const Field age{ "age", "at", FieldKind::Since };
    QCOMPARE(cellText(age, NowMs - agoMs, NowMs), shown);
}

// Always as markup, or quotes and ampersands would show as their escapes.
void TestCellText::toolTips()
{
    QCOMPARE(toolTipOf({}), QString());
    QCOMPARE(toolTipOf(u"{\"a\":1} & <b>"_s), u"<p>{&quot;a&quot;:1} &amp; &lt;b&gt;</p>"_s);
}

QTEST_GUILESS_MAIN(TestCellText)
#include "tst_celltext.moc"
