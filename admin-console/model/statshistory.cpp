// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/statshistory.h"

#include "core/timestamp.h"
#include "protocol/jsonparser.h"

#include <QList>

#include <algorithm>

namespace conversa::console {

namespace {

qint64 countIn(simdjson::dom::object json, std::string_view key)
{
    int64_t count = 0;
    return json.at_key(key).get(count) == simdjson::SUCCESS && count >= 0 ? count : 0;
}

bool isTrue(simdjson::dom::object json, std::string_view key)
{
    bool value = false;
    return json.at_key(key).get(value) == simdjson::SUCCESS && value;
}

std::optional<Traffic> trafficIn(simdjson::dom::object json)
{
    if (json.at_key("opened").error() != simdjson::SUCCESS)
        return std::nullopt;
    return Traffic{ countIn(json, "opened"), countIn(json, "closed"), countIn(json, "in"), countIn(json, "out"), countIn(json, "in_bytes"),
        countIn(json, "out_bytes") };
}

NodeSign nodeOf(simdjson::dom::object json)
{
    NodeSign node{ view(stringIn(json, "node")).toByteArray(), stringIn(json, "state") == "silent" };
    if (!node.isSilent)
        node.clients = countIn(json, "clients");
    return node;
}

template <typename T, typename Read>
std::vector<T> listIn(simdjson::dom::object json, std::string_view key, Read read)
{
    std::vector<T> list;
    simdjson::dom::array array;
    if (json.at_key(key).get(array) != simdjson::SUCCESS)
        return list;
    for (const simdjson::dom::element element : array) {
        simdjson::dom::object object;
        if (element.get(object) == simdjson::SUCCESS)
            list.push_back(read(object));
    }
    return list;
}

Traffic between(const Traffic &before, const Traffic &now)
{
    // A server that started anew counts from nothing.
    const auto grown = [](qint64 from, qint64 to) { return std::max<qint64>(to - from, 0); };
    return { grown(before.opened, now.opened), grown(before.closed, now.closed), grown(before.messagesIn, now.messagesIn),
        grown(before.messagesOut, now.messagesOut), grown(before.bytesIn, now.bytesIn), grown(before.bytesOut, now.bytesOut) };
}

QList<QByteArrayView> answering(const StatsNow &now)
{
    QList<QByteArrayView> names;
    for (const NodeSign &node : now.nodes) {
        if (!node.isSilent)
            names.append(node.name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

// Whether the sums differ by what went through since the look before: a server that was silent then brings along all that it
// has ever counted, and whoever was not told for minutes hears of them all at once.
bool areNeighbours(const StatsNow &before, const StatsNow &now)
{
    const qint64 apartMs = now.atMs - before.atMs;
    return apartMs >= 0 && apartMs <= StatsHistory::mostApartMs && answering(before) == answering(now);
}

Traffic sum(const Traffic &a, const Traffic &b)
{
    return { a.opened + b.opened, a.closed + b.closed, a.messagesIn + b.messagesIn, a.messagesOut + b.messagesOut, a.bytesIn + b.bytesIn,
        a.bytesOut + b.bytesOut };
}

} // namespace

StatsNow statsIn(const AdminMessage &message)
{
    const simdjson::dom::object json = message.payload;
    return { parseTimestamp(stringIn(json, "at")).value_or(0), countIn(json, "clients"), countIn(json, "sessions"), isTrue(json, "redis"),
        isTrue(json, "database"), trafficIn(json), listIn<NodeSign>(json, "nodes", nodeOf) };
}

Result<std::vector<StatsSample>> readHistory(QByteArrayView body)
{
    JsonParser parser;
    const auto document = parser.parse(body);
    simdjson::dom::object json;
    if (!document || document->get(json) != simdjson::SUCCESS)
        return Error{ ErrorCode::InvalidJson, "The answer is no JSON object." };
    return listIn<StatsSample>(json, "samples", [](simdjson::dom::object sample) {
        return StatsSample{ parseTimestamp(stringIn(sample, "at")).value_or(0), countIn(sample, "clients"), trafficIn(sample) };
    });
}

void StatsHistory::add(const StatsNow &now)
{
    StatsSample sample{ now.atMs, now.clients };
    if (m_now && m_now->traffic && now.traffic && areNeighbours(*m_now, now))
        sample.traffic = between(*m_now->traffic, *now.traffic);
    m_now = now;
    for (size_t range = 0; range < resolutions.size(); ++range)
        put(range, sample);
    Q_EMIT changed();
}

void StatsHistory::fill(Range range, std::vector<StatsSample> samples)
{
    auto &known = m_samples[size_t(range)];
    const qint64 last = samples.empty() ? 0 : samples.back().atMs;
    std::copy_if(known.begin(), known.end(), std::back_inserter(samples), [&](const StatsSample &sample) { return sample.atMs > last; });
    known = std::move(samples);
    m_filledMs[size_t(range)] = std::max(m_filledMs[size_t(range)], last);
    Q_EMIT changed();
}

void StatsHistory::clear()
{
    m_now.reset();
    m_samples = {};
    m_filledMs = {};
    Q_EMIT changed();
}

// A sample of a coarse resolution grows until its span is over; one of the server's own is whole.
void StatsHistory::put(size_t range, const StatsSample &sample)
{
    auto &samples = m_samples[range];
    const Resolution &resolution = resolutions[range];
    const bool isSameSpan = !samples.empty() && samples.back().atMs / resolution.spanMs == sample.atMs / resolution.spanMs;
    if (isSameSpan && range > 0 && samples.back().atMs > m_filledMs[range]) {
        StatsSample &open = samples.back();
        open.clients = sample.clients;
        if (sample.traffic)
            open.traffic = open.traffic ? sum(*open.traffic, *sample.traffic) : *sample.traffic;
        return;
    }
    samples.push_back(sample);
    if (samples.size() > resolution.most)
        samples.erase(samples.begin());
}

} // namespace conversa::console
