// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/rowreader.h"

#include <QByteArrayView>
#include <QObject>

#include <array>
#include <optional>
#include <vector>

namespace conversa::console {

// What went through the servers since their starts.
struct Traffic
{
    qint64 opened = 0; // connections
    qint64 closed = 0;
    qint64 messagesIn = 0;
    qint64 messagesOut = 0;
    qint64 bytesIn = 0;
    qint64 bytesOut = 0;

    bool operator==(const Traffic &) const = default;
};

// One server among those that were asked, as it stands in `nodes`.
struct NodeSign
{
    QByteArray name;
    bool isSilent = false;
    std::optional<qint64> clients = {};

    bool operator==(const NodeSign &) const = default;
};

// The figures of the moment (docs/protocol.md, `stats`).
struct StatsNow
{
    qint64 atMs = 0; // the server's clock, Unix time
    qint64 clients = 0;
    qint64 sessions = 0;
    bool isRedisUp = false;
    bool isDatabaseUp = false;
    std::optional<Traffic> traffic = {}; // operators only
    std::vector<NodeSign> nodes = {};
};

// What a `stats` message of the admin socket says.
StatsNow statsIn(const AdminMessage &message);

// What happened in one span of time.
struct StatsSample
{
    qint64 atMs = 0; // its end
    qint64 clients = 0; // at its end
    std::optional<Traffic> traffic = {}; // within it

    bool operator==(const StatsSample &) const = default;
};
// The body of GET /api/v1/admin/stats/history.
Result<std::vector<StatsSample>> readHistory(QByteArrayView body);

// The course of the figures: what the server remembers, and what came since. Lives in the GUI thread.
class StatsHistory : public QObject
{
    Q_OBJECT

public:
    // How far back one looks.
    enum class Range { FiveMinutes, Hour, Day };
    struct Resolution
    {
        const char *name; // as the server has it
        qint64 spanMs; // of one sample
        size_t most; // samples
    };
    // Looks further apart than this say nothing of one second: the server looks once in one.
    static constexpr qint64 mostApartMs = 3'000;
    static constexpr std::array<Resolution, 3> resolutions{ { { "1s", 1'000, 300 }, { "10s", 10'000, 360 }, { "60s", 60'000, 1'440 } } };

    using QObject::QObject;

    // The latest last.
    const std::vector<StatsSample> &samples(Range range) const { return m_samples[size_t(range)]; }
    const std::optional<StatsNow> &now() const { return m_now; }

    void add(const StatsNow &now);
    // What the server remembers comes before what was seen here.
    void fill(Range range, std::vector<StatsSample> samples);
    // Another server, or none: nothing is known any more.
    void clear();

Q_SIGNALS:
    void changed();

private:
    void put(size_t range, const StatsSample &sample);

    std::optional<StatsNow> m_now;
    std::array<std::vector<StatsSample>, resolutions.size()> m_samples;
    std::array<qint64, resolutions.size()> m_filledMs = {}; // up to which moment the samples are the server's own
};

} // namespace conversa::console
