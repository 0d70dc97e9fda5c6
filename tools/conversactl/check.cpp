// SPDX-License-Identifier: Apache-2.0
#include "admin/quantity.h"
#include "conversactl/actions.h"
#include "conversactl/arguments.h"
#include "conversactl/output.h"
#include "conversactl/source.h"
#include "conversactl/texttable.h"
#include "core/clock.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

// As monitoring plugins end.
enum class Verdict { Well, Warning, Critical, Unknown };
constexpr const char *verdictNames[] = {"OK", "WARNING", "CRITICAL", "UNKNOWN"};

struct Limits
{
    FieldKind kind = FieldKind::Count;
    std::optional<qint64> warning = {};
    std::optional<qint64> critical = {};
};
using LimitTable = std::map<QByteArray, Limits>;

// What was looked at, and what it came to.
struct Report
{
    Verdict verdict = Verdict::Well;
    QByteArrayList findings = {};
    QByteArrayList figures = {}; // 'name'=value;warning;critical
    QJsonObject json = {};

    void find(Verdict how, const QByteArray &sentence)
    {
        if (verdict != Verdict::Critical)
            verdict = std::max(verdict, how);
        findings.append(sentence);
    }
    void figure(const char *name, qint64 value, const char *unit, const Limits &limits)
    {
        const auto bound = [](const std::optional<qint64> &limit) { return limit ? QByteArray::number(*limit) : QByteArray(); };
        figures.append(QByteArray(name) + '=' + QByteArray::number(value) + unit + ';' + bound(limits.warning) + ';' + bound(limits.critical));
        json.insert(QLatin1String(name), value);
    }
    void measure(const char *name, qint64 value, const char *unit, const Limits &limits, const QByteArray &sentence)
    {
        figure(name, value, unit, limits);
        if (limits.critical && value >= *limits.critical)
            find(Verdict::Critical, sentence);
        else if (limits.warning && value >= *limits.warning)
            find(Verdict::Warning, sentence);
    }
};

Result<void> readLimits(LimitTable &table, const QStringList &given, std::optional<qint64> Limits::*which)
{
    for (const QString &text : given) {
        const auto limits = table.find(text.section(u'=', 0, 0).toUtf8());
        if (limits == table.end())
            return Error{ErrorCode::InvalidField, "A threshold is one of certificate=, connections= and lag=, as lag=500ms."};
        const auto value = parseQuantity(limits->second.kind, text.section(u'=', 1).toUtf8());
        if (!value)
            return Error{ErrorCode::InvalidField, limits->first + "= takes " + quantityHelp(limits->second.kind) + '.'};
        limits->second.*which = *value;
    }
    return {};
}

Result<LimitTable> limitsOf(const Arguments &arguments)
{
    constexpr qint64 dayMs = 86'400'000;
    LimitTable table{{"connections", {}}, {"lag", {FieldKind::Span, 500, 2'000}}, {"certificate", {FieldKind::Span, 30 * dayMs, 7 * dayMs}}};
    for (const auto &[option, which] : {std::pair("warning", &Limits::warning), std::pair("critical", &Limits::critical)}) {
        if (const auto read = readLimits(table, arguments.values(option), which); !read)
            return read.error();
    }
    return table;
}

Result<void> lookAtHealth(Source &server, Report &report, LimitTable &limits)
{
    const auto ready = server.send({.path = "/ready"});
    if (!ready)
        return ready.error();
    report.measure("lag", ready->tookUs / 1'000, "ms", limits["lag"], "the server took " + durationText(ready->tookUs / 1'000) + " to answer");
    const QJsonObject health = QJsonDocument::fromJson(ready->body).object();
    if (ready->status != 200)
        report.find(Verdict::Critical, "not ready: " + health["message"_L1].toString().toUtf8());
    else if (health["metadata"_L1]["redis"_L1] == "degraded"_L1)
        report.find(Verdict::Warning, "Redis does not carry between the servers");
    if (!ready->certificateEndsMs)
        return {};
    constexpr qint64 msOfDay = 86'400'000;
    const qint64 leftMs = *ready->certificateEndsMs - Clock::system().wallMs();
    const Limits &bounds = limits["certificate"];
    const auto days = [](std::optional<qint64> ms) { return ms ? std::optional(*ms / msOfDay) : ms; };
    report.figure("certificate", leftMs / msOfDay, "d", {FieldKind::Count, days(bounds.warning), days(bounds.critical)});
    if (leftMs < bounds.warning)
        report.find(leftMs < bounds.critical ? Verdict::Critical : Verdict::Warning, "the certificate ends in " + durationText(std::max<qint64>(leftMs, 0)));
    return {};
}

Result<void> lookAtStats(Source &server, Report &report, LimitTable &limits)
{
    const auto stats = server.askJson({.path = "/api/v1/admin/stats"});
    if (!stats)
        return stats.error();
    const qint64 clients = stats->value("clients"_L1).toInteger();
    report.measure("connections", clients, "", limits["connections"], numberText(clients) + " connections");
    report.figure("sessions", stats->value("sessions"_L1).toInteger(), "", {});
    if (!stats->value("database"_L1).toBool())
        report.find(Verdict::Critical, "the database does not answer");
    const auto nodes = server.send({.path = "/api/v1/admin/nodes", .query = {{"limit", "500"}}});
    if (!nodes)
        return nodes.error();
    // Which servers there are is an operator's to see.
    const QJsonArray rows = QJsonDocument::fromJson(nodes->body).object()["nodes"_L1].toArray();
    for (const QJsonValue &node : rows) {
        if (node["state"_L1] == "silent"_L1)
            report.find(Verdict::Warning, "node " + node["node"_L1].toString().toUtf8() + " is silent");
    }
    if (nodes->status == 200)
        report.figure("nodes", rows.size(), "", {});
    return {};
}

void print(Call &call, Report &report)
{
    const QByteArray name = verdictNames[size_t(report.verdict)];
    const QByteArray sentence = report.findings.isEmpty() ? QByteArrayLiteral("all is well") : report.findings.join("; ");
    if (call.arguments.has("json")) {
        report.json.insert("verdict"_L1, QString::fromLatin1(name));
        report.json.insert("sentence"_L1, QString::fromUtf8(sentence));
        call.out.line(QJsonDocument(report.json).toJson(QJsonDocument::Compact));
    } else {
        call.out.line("CONVERSA " + name + ": " + sentence + " | " + report.figures.join(' '));
    }
}

} // namespace

Result<int> check(Call &call)
{
    Report report;
    auto limits = limitsOf(call.arguments);
    if (!limits) {
        report.find(Verdict::Unknown, limits.error().message);
    } else {
        auto looked = lookAtHealth(call.server, report, *limits);
        if (looked)
            looked = lookAtStats(call.server, report, *limits);
        if (!looked)
            report.find(looked.error().code == ErrorCode::Unavailable ? Verdict::Critical : Verdict::Unknown, looked.error().message);
    }
    print(call, report);
    return int(report.verdict);
}

} // namespace conversa::ctl
