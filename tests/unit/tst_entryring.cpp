// SPDX-License-Identifier: Apache-2.0
// The rings behind the streams of the admin socket, and their followers: nothing is kept while nobody watches, no entry is
// told twice or passed over in silence, whatever is cut off. Seeded; TEST_SEED repeats a run.
// Seen red: entries kept without a watcher (keepsNothingUnwatched), the lost not counted (tellsWhatIsLost, anyCutIsAccountedFor),
// a batch taken whatever its sequence (aGapMakesStale).
#include "admin/logrow.h"
#include "admin/streamnews.h"
#include "core/log.h"

#include <QRandomGenerator>
#include <QTest>

#include <thread>

using namespace conversa;

namespace {

using Ring = EntryRing<int>;

} // namespace

class TestEntryRing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsNothingUnwatched();
    void tellsWhatIsLost();
    void anyCutIsAccountedFor();
    void aGapMakesStale();
    void manyThreads();
    void theLogFeedsIt();
};

void TestEntryRing::keepsNothingUnwatched()
{
    Ring ring(3);
    ring.put(1);
    QCOMPARE(ring.kept(), quint64(0));
    {
        const Ring::Watch first(ring);
        {
            const Ring::Watch second(ring);
            ring.put(2);
        }
        ring.put(3);
        QCOMPARE(ring.held().entries, (std::vector<int>{2, 3}));
    }
    ring.put(4);
    QCOMPARE(ring.kept(), quint64(2));
    QVERIFY(ring.held().entries.empty());
    const Ring::Watch later(ring);
    ring.put(5);
    QCOMPARE(ring.held().entries, std::vector<int>{5});
    QCOMPARE(ring.held().first, quint64(3));
}

void TestEntryRing::tellsWhatIsLost()
{
    Ring ring(3);
    const Ring::Watch watch(ring);
    for (int i = 1; i <= 5; ++i)
        ring.put(i);
    const auto all = ring.after(0);
    QCOMPARE(all.entries, (std::vector<int>{3, 4, 5}));
    QCOMPARE(all.lost, quint64(2));
    QCOMPARE(ring.after(3).entries, (std::vector<int>{4, 5}));
    QCOMPARE(ring.after(3).lost, quint64(0));
    QVERIFY(ring.after(5).entries.empty());
    QCOMPARE(ring.after(5).first, quint64(6));
}

void TestEntryRing::anyCutIsAccountedFor()
{
    bool isSet = false;
    const int given = qEnvironmentVariableIntValue("TEST_SEED", &isSet);
    const quint32 seed = isSet ? quint32(given) : QRandomGenerator::global()->generate();
    qInfo("TEST_SEED=%u", seed);
    QRandomGenerator random(seed);
    Ring ring(16);
    const Ring::Watch watch(ring);
    int next = 1;
    quint64 told = 0;
    quint64 lost = 0;
    quint64 last = 0;
    for (int step = 0; step < 2'000; ++step) {
        for (int left = random.bounded(12); left > 0; --left)
            ring.put(next++);
        if (random.bounded(3) > 0)
            continue;
        const auto reading = ring.after(last);
        lost += reading.lost;
        for (size_t i = 0; i < reading.entries.size(); ++i)
            QCOMPARE(quint64(reading.entries[i]), reading.first + i);
        told += reading.entries.size();
        last = reading.first + reading.entries.size() - 1;
        QCOMPARE(told + lost, quint64(next - 1));
    }
    QVERIFY(lost > 0 && told > 0);
}

void TestEntryRing::aGapMakesStale()
{
    StreamFollower<LogRow> follower(3);
    const auto row = [](const char *text) { return LogRow{1, "info", "conversa.net", {}, text}; };
    QVERIFY(!follower.follow({false, 1, 0, {row("a")}}));
    QVERIFY(follower.follow({true, 4, 0, {row("a"), row("b")}}));
    QVERIFY(follower.follow({false, 5, 7, {row("c"), row("d")}}));
    QCOMPARE(follower.lost(), qint64(7));
    QCOMPARE(follower.rows().size(), size_t(3));
    QCOMPARE(follower.rows().back(), row("d"));
    QVERIFY(!follower.follow({false, 7, 0, {row("e")}}));
    QVERIFY(!follower.isCurrent());
    QVERIFY(!follower.follow({false, 8, 0, {row("e")}}));
    QVERIFY(follower.follow({true, 9, 0, {row("f")}}));
    QCOMPARE(follower.rows().size(), size_t(1));
}

void TestEntryRing::manyThreads()
{
    constexpr int each = 20'000;
    Ring ring(64);
    const Ring::Watch watch(ring);
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < each; ++n)
                ring.put(n);
        });
    quint64 seen = 0;
    quint64 last = 0;
    while (seen < 3 * each) {
        const auto reading = ring.after(last);
        seen += reading.lost + reading.entries.size();
        last = reading.first + reading.entries.size() - 1;
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(seen, quint64(3 * each));
    QCOMPARE(ring.kept(), quint64(3 * each));
}

void TestEntryRing::theLogFeedsIt()
{
    EntryRing<LogEntry> ring(10);
    followLog(&ring);
    logEvent(logNet(), "unwatched", {});
    const EntryRing<LogEntry>::Watch watch(ring);
    logEvent(logNet(), "watched", {{"reason", "a\x1b b"}, {"long", QByteArray(10'000, 'x')}});
    followLog(nullptr);
    logEvent(logNet(), "afterwards", {});
    const auto held = ring.held().entries;
    QCOMPARE(held.size(), size_t(1));
    QCOMPARE(held[0].level.toByteArray(), QByteArray("info"));
    QCOMPARE(held[0].category, QByteArray("conversa.net"));
    QVERIFY(held[0].isEvent && held[0].atMs > 0);
    QVERIFY(held[0].text.startsWith(R"(watched reason="a\x1b b" long=xxx)"));
    QCOMPARE(held[0].text.size(), qsizetype(4'096));
}

QTEST_GUILESS_MAIN(TestEntryRing)
#include "tst_entryring.moc"
