// SPDX-License-Identifier: Apache-2.0
// Seen red: all that a server has ever counted taken for one second's (ofTheSameServers), the traffic of an outage taken for one
// second's (overACut), a sample of the server's own that grows (theServersOwnIsWhole).
#include "model/statshistory.h"

#include <QTest>

using namespace conversa;
using namespace conversa::console;

namespace {

constexpr qint64 fullMinute = 60'000 * 30'000'000LL;

// What two servers have counted together, or one of them while the other is silent.
StatsNow look(qint64 atMs, qint64 messages, bool isOtherSilent = false)
{
    StatsNow now;
    now.atMs = atMs;
    now.clients = 1;
    now.traffic = Traffic{ .messagesIn = messages };
    now.nodes = { { "n1", false, 1 }, { "n2", isOtherSilent } };
    return now;
}

// -1: it is not known.
qint64 messagesOf(const StatsSample &sample)
{
    return sample.traffic ? sample.traffic->messagesIn : -1;
}

} // namespace

class TestStatsHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ofTheSameServers();
    void overACut();
    void theServersOwnIsWhole();

private:
    using Range = StatsHistory::Range;
    static std::vector<qint64> messages(const StatsHistory &history, Range range)
    {
        std::vector<qint64> counts;
        for (const StatsSample &sample : history.samples(range))
            counts.push_back(messagesOf(sample));
        return counts;
    }
};

void TestStatsHistory::ofTheSameServers()
{
    StatsHistory history;
    qint64 at = fullMinute;
    for (const auto &[count, isSilent] : { std::pair(1'000, false), { 1'010, false }, { 500, true }, { 505, true }, { 1'020, false }, { 1'023, false } })
        history.add(look(at += 1'000, count, isSilent));
    QCOMPARE(messages(history, Range::FiveMinutes), (std::vector<qint64>{ -1, 10, -1, 5, -1, 3 }));
    QCOMPARE(history.samples(Range::FiveMinutes).size(), size_t(6));
}

void TestStatsHistory::overACut()
{
    StatsHistory history;
    history.add(look(fullMinute, 1'000));
    history.add(look(fullMinute + StatsHistory::mostApartMs, 1'006));
    history.add(look(fullMinute + 300'000, 9'000));
    history.add(look(fullMinute + 301'000, 9'002));
    QCOMPARE(messages(history, Range::FiveMinutes), (std::vector<qint64>{ -1, 6, -1, 2 }));
    history.clear();
    history.add(look(fullMinute, 7));
    QCOMPARE(messages(history, Range::FiveMinutes), (std::vector<qint64>{ -1 }));
}

void TestStatsHistory::theServersOwnIsWhole()
{
    StatsHistory history;
    StatsSample own{ fullMinute + 10'000, 1, Traffic{ .messagesIn = 600 } };
    history.fill(Range::Day, { own });
    history.add(look(fullMinute + 11'000, 1'000));
    history.add(look(fullMinute + 12'000, 1'010));
    history.add(look(fullMinute + 13'000, 1'020));
    QCOMPARE(messages(history, Range::Day), (std::vector<qint64>{ 600, 20 }));
    // One that grew here gives way to the server's own of that time, which is whole again.
    own.atMs = fullMinute + 13'000;
    history.fill(Range::Day, { own });
    history.add(look(fullMinute + 14'000, 1'025));
    QCOMPARE(messages(history, Range::Day), (std::vector<qint64>{ 600, 5 }));
}

QTEST_GUILESS_MAIN(TestStatsHistory)
#include "tst_statshistory.moc"
