// SPDX-License-Identifier: Apache-2.0
// adminindex [ROWS]: what a question of an administrator costs over so many connections (100,000), through the server's own
// index and table: the milliseconds of each query, median and most of 21, with the copying of the list in them.
#include "admin/connectiontable.h"
#include "protocol/jsonwriter.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace conversa;

namespace {

constexpr int rounds = 21;

// Connections as a support desk has them: users with a few each, from many networks. What lies between them in memory is
// what a server allocates for a connection meanwhile.
void fill(ConnectionIndex &index, int rows, const Clock &clock)
{
    static std::vector<std::unique_ptr<char[]>> between;
    QRandomGenerator random(7);
    std::shared_ptr<const Principal> principal;
    for (int i = 0; i < rows; ++i) {
        if (i % 3 == 0)
            principal = std::make_shared<Principal>(Principal{KeyId{Uuid::random()}, "tenant " + QByteArray::number(i % 50),
                Role(i % 4), UserId{Uuid::random()}, "User " + QByteArray::number(random.bounded(30'000))});
        IpAddress address = *IpAddress::parse("10.0.0.0");
        for (size_t byte = 13; byte < 16; ++byte)
            address.bytes[byte] = quint8(random.bounded(256));
        ConnectionCard &card = index.enter({ConnectionId{Uuid::random()}, principal, address, "https://app.ventros.io", "desk/2.1",
            Audience::Plain, i % 2, clock.wallMs() - random.bounded(86'400'000), clock.monotonicMs()});
        card.figures.messagesIn.set(random.bounded(1'000));
        card.figures.queue.set(random.bounded(100) == 0 ? 4'096 : 0);
        between.push_back(std::make_unique<char[]>(8'000));
    }
}

void measure(ConnectionTable &table, const char *name, const TableQueryText &text)
{
    const auto query = readTableQuery(text, connectionFields());
    std::vector<double> times;
    qint64 total = 0;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        const auto page = table.open(*query, "*");
        QByteArray json;
        {
            JsonWriter writer(json, Audience::Plain);
            for (const ConnectionRow &row : page.rows)
                writeRow(writer, {}, connectionFields(), query->columns, [&](size_t field) { return row.value(field); });
        }
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
        total = page.total;
    }
    std::sort(times.begin(), times.end());
    std::printf("%-28s %7.1f ms median %7.1f ms most  %lld rows pass\n", name, times[rounds / 2], times.back(), qlonglong(total));
}

} // namespace

int main(int argc, char **argv)
{
    const int rows = argc > 1 ? std::atoi(argv[1]) : 100'000;
    const Clock clock = Clock::system();
    ConnectionIndex index(2);
    fill(index, rows, clock);
    ConnectionTable table(index, clock, [] { return QByteArray("chat-1"); });
    measure(table, "no filter, by id", {});
    measure(table, "sort by name", {.sort = "name", .limit = "500"});
    measure(table, "sort by -in", {.sort = "-in", .limit = "500"});
    measure(table, "sort by idle", {.sort = "idle", .limit = "500"});
    measure(table, "filter role and queue", {.filter = "role:agent queue:>0", .sort = "-age"});
    measure(table, "filter ip network", {.filter = "ip:10.17.0.0/16", .sort = "-in"});
    measure(table, "filter name", {.filter = "name:\"user 29\"", .sort = "name", .limit = "500"});
    measure(table, "free text", {.filter = "29999", .sort = "name", .limit = "500"});
    measure(table, "five terms", {.filter = "-role:contact age:>1h in:10..900 tenant:\"tenant 1\" -ip:10.3.0.0/16", .sort = "-out_bytes", .limit = "500"});
    return 0;
}
