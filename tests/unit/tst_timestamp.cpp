// SPDX-License-Identifier: Apache-2.0
// Times on the wire, against what Qt writes. Seen red: with the text of the second before kept for the next one, with
// times before 1970 rounded towards it.
#include "core/timestamp.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>

using namespace conversa;

class TestTimestamp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writes_data();
    void writes();
    void writesInAnyOrder();

private:
    static QByteArray expected(qint64 unixMs)
    {
        return QDateTime::fromMSecsSinceEpoch(unixMs).toUTC().toString(Qt::ISODateWithMs).toLatin1();
    }
};

void TestTimestamp::writes_data()
{
    QTest::addColumn<qint64>("unixMs");
    QTest::newRow("epoch") << qint64(0);
    QTest::newRow("just before it") << qint64(-1);
    QTest::newRow("end of a second") << qint64(1'760'110'199'999);
    QTest::newRow("beginning of the next") << qint64(1'760'110'200'000);
    QTest::newRow("leap day") << qint64(1'709'164'800'000);
    QTest::newRow("last of the year 9999") << qint64(253'402'300'799'999);
}

void TestTimestamp::writes()
{
    QFETCH(qint64, unixMs);
    QCOMPARE(timestampText(unixMs), expected(unixMs));
    QCOMPARE(parseTimestamp(timestampText(unixMs).toStdString()), std::optional(unixMs));
}

void TestTimestamp::writesInAnyOrder()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    qint64 unixMs = 1'760'110'200'000;
    for (int i = 0; i < 2'000; ++i) {
        unixMs += random.bounded(-1'500, 1'501);
        QCOMPARE(timestampText(unixMs), expected(unixMs));
    }
}

QTEST_APPLESS_MAIN(TestTimestamp)
#include "tst_timestamp.moc"
