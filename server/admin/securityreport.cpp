// SPDX-License-Identifier: Apache-2.0
#include "admin/securityreport.h"

#include "audit/eventjournal.h"

#include <QHash>

#include <algorithm>

namespace conversa {

namespace {

// RFC 4291 section 2.5.5.2.
constexpr std::array<quint8, 12> mappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

QByteArray networkOf(IpAddress address)
{
    const bool isV4 = std::equal(mappedPrefix.begin(), mappedPrefix.end(), address.bytes.begin());
    std::fill(address.bytes.begin() + (isV4 ? 15 : 6), address.bytes.end(), quint8(0));
    return address.toByteArray() + (isV4 ? "/24" : "/48");
}

// How often each came.
class Ranking
{
public:
    void add(const QByteArray &name, qint64 times) { m_times[name] += times; }
    std::vector<Offender> worst() const
    {
        std::vector<Offender> all;
        for (auto each = m_times.begin(); each != m_times.end(); ++each)
            all.push_back({each.key(), each.value()});
        const size_t most = std::min(all.size(), SecurityReport::mostOffenders);
        std::partial_sort(all.begin(), all.begin() + qsizetype(most), all.end(), [](const Offender &a, const Offender &b) {
            return a.times != b.times ? a.times > b.times : a.name < b.name;
        });
        all.resize(most);
        return all;
    }

private:
    QHash<QByteArray, qint64> m_times;
};

} // namespace

SecurityReport securityReport(const SecurityLog &log, const TableQuery &query, const Principal &principal, qint64 nowMs)
{
    std::vector<EventRow> found;
    Ranking networks;
    Ranking users;
    Ranking keys;
    SecurityReport report;
    for (const JournalEntry &entry : log.entries()) {
        if (!principal.governs(entry.event.tenant))
            continue;
        EventRow row = eventRowOf(entry);
        if (!query.filter.matches([&](size_t field) { return row.value(field); }, nowMs))
            continue;
        report.counts[size_t(row.security)] += row.times;
        if (row.address)
            networks.add(networkOf(*row.address), row.times);
        if (!row.user.isNull())
            users.add(row.user.toByteArray(), row.times);
        if (!row.key.isNull())
            keys.add(row.key.toByteArray(), row.times);
        found.push_back(std::move(row));
    }
    report.page = pageOf(found, eventFields(), query, nowMs);
    report.networks = networks.worst();
    report.users = users.worst();
    report.keys = keys.worst();
    return report;
}

} // namespace conversa
