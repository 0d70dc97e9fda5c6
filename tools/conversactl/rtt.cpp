// SPDX-License-Identifier: Apache-2.0
#include "conversactl/actions.h"
#include "conversactl/arguments.h"
#include "conversactl/livesocket.h"
#include "conversactl/output.h"
#include "conversactl/source.h"
#include "conversactl/wait.h"
#include "core/histogram.h"

#include <QJsonDocument>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

constexpr int pongMs = 10'000;

// From a ping to its answer, in microseconds.
Result<qint64> pingOnce(LiveSocket &socket, qint64 number)
{
    const QString id = QString::number(number);
    const qint64 sentUs = steadyUs();
    socket.send({{"type"_L1, "ping"_L1}, {"request_id"_L1, id}});
    for (;;) {
        const auto message = socket.next(pongMs);
        if (!message)
            return message.error();
        if (!*message)
            return Error{ErrorCode::Unavailable, "The server did not answer a ping in time."};
        if ((**message)["type"_L1] == "pong"_L1 && (**message)["request_id"_L1] == id)
            return steadyUs() - sentUs;
    }
}

// Nearest rank; `sorted` is not empty.
qint64 percentile(const std::vector<qint64> &sorted, double part)
{
    const auto rank = size_t(std::ceil(part * double(sorted.size())));
    return sorted[std::clamp<size_t>(rank, 1, sorted.size()) - 1];
}

void print(Call &call, std::vector<qint64> timesUs)
{
    std::sort(timesUs.begin(), timesUs.end());
    const std::pair<const char *, qint64> figures[] = {{"min_us", timesUs.front()}, {"p50_us", percentile(timesUs, 0.5)},
        {"p95_us", percentile(timesUs, 0.95)}, {"p99_us", percentile(timesUs, 0.99)}, {"max_us", timesUs.back()}};
    QJsonObject json{{"count"_L1, qint64(timesUs.size())}};
    QByteArray words = QByteArray::number(qint64(timesUs.size())) + " pings:";
    for (const auto &[name, us] : figures) {
        json.insert(QLatin1String(name), us);
        words += ' ' + QByteArray(name).chopped(3) + ' ' + QByteArray::number(double(us) / 1'000, 'f', 2) + " ms";
    }
    call.out.line(call.arguments.has("json") ? QJsonDocument(json).toJson(QJsonDocument::Compact) : words);
}

} // namespace

Result<int> measureRtt(Call &call)
{
    const auto count = call.arguments.number("count", 20, 1, 100'000);
    const auto interval = call.arguments.duration("interval");
    if (!count || !interval)
        return count ? interval.error() : count.error();
    const auto link = call.server.link("/api/v1/ws/messages");
    if (!link)
        return link.error();
    LiveSocket socket(*link);
    if (const auto opened = socket.open(); !opened)
        return opened.error();
    std::vector<qint64> timesUs;
    for (qint64 i = 0; i < *count; ++i) {
        if (i > 0)
            waitFor(std::min<qint64>(interval->value_or(100), 60'000));
        const auto took = pingOnce(socket, i);
        if (!took)
            return took.error();
        timesUs.push_back(*took);
    }
    print(call, std::move(timesUs));
    return 0;
}

} // namespace conversa::ctl
