// SPDX-License-Identifier: Apache-2.0
// Seen red: an own bound of 60 s, and a wait without jitter.
#include "core/backoff.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace conversa;
using namespace std::chrono_literals;

class TestBackoff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staysInItsBounds();
    void spreads();
    void startsAnew();
};

void TestBackoff::staysInItsBounds()
{
    for (quint32 seed = 0; seed < 200; ++seed) {
        Backoff backoff(seed);
        for (int failures = 1; failures < 40; ++failures) {
            const auto wait = backoff.next();
            QVERIFY(wait >= 500ms);
            QVERIFY(wait <= std::min<std::chrono::milliseconds>(30s, 500ms * (1 << std::min(failures, 8))));
        }
    }
}

void TestBackoff::spreads()
{
    QSet<qint64> waits;
    Backoff backoff(7);
    for (int i = 0; i < 100; ++i)
        waits.insert(backoff.next().count());
    QVERIFY(waits.size() > 90);
    QVERIFY(*std::max_element(waits.begin(), waits.end()) > 25'000);
}

void TestBackoff::startsAnew()
{
    Backoff backoff(3);
    for (int i = 0; i < 10; ++i)
        backoff.next();
    backoff.reset();
    QVERIFY(backoff.next() <= 1s);
}

QTEST_GUILESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
