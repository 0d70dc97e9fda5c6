// SPDX-License-Identifier: Apache-2.0
#include "admin/noderow.h"
#include "conversactl/actions.h"
#include "conversactl/arguments.h"
#include "conversactl/exitcodes.h"
#include "conversactl/listing.h"
#include "conversactl/output.h"
#include "conversactl/source.h"
#include "conversactl/texttable.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

QByteArray text(const QJsonValue &value)
{
    return value.toString().toUtf8();
}

// 503 with a reason is an answer too.
Result<QJsonObject> healthOf(Source &server, const QByteArray &path)
{
    const auto answer = server.send({.path = path});
    if (!answer)
        return answer.error();
    return readObject(answer->body);
}

Result<QJsonObject> gather(Source &server)
{
    QJsonObject all;
    const std::pair<const char *, QByteArray> parts[] = {{"capabilities", "/api/v1/admin/capabilities"}, {"stats", "/api/v1/admin/stats"}};
    for (const auto &[name, path] : parts) {
        const auto part = server.askJson({.path = path});
        if (!part)
            return part.error();
        all.insert(QLatin1String(name), *part);
    }
    const std::pair<const char *, QByteArray> healths[] = {{"ready", "/ready"}, {"database", "/health/database"}, {"redis", "/health/redis"}};
    for (const auto &[name, path] : healths) {
        const auto part = healthOf(server, path);
        if (!part)
            return part.error();
        all.insert(QLatin1String(name), *part);
    }
    // The others are an operator's to see.
    if (all["capabilities"_L1]["operator"_L1].toBool()) {
        const auto nodes = server.askJson({.path = "/api/v1/admin/nodes", .query = {{"limit", "500"}}});
        if (!nodes)
            return nodes.error();
        all.insert("nodes"_L1, nodes->value("nodes"_L1));
    }
    return all;
}

QByteArray healthText(const QJsonObject &health)
{
    QByteArray line = text(health["status"_L1]);
    if (const QByteArray reason = text(health["metadata"_L1]["reason"_L1]); !reason.isEmpty())
        line += " (" + reason + ')';
    return line;
}

void print(Call &call, const QJsonObject &all)
{
    Output &out = call.out;
    const QJsonObject stats = all["stats"_L1].toObject();
    out.line("server    " + text(all["capabilities"_L1]["version"_L1]) + ", node " + text(stats["node"_L1]));
    out.line("ready     " + healthText(all["ready"_L1].toObject()));
    out.line("clients   " + numberText(stats["clients"_L1].toInteger()));
    out.line("sessions  " + numberText(stats["sessions"_L1].toInteger()));
    out.line("database  " + healthText(all["database"_L1].toObject()) + ", " + text(all["database"_L1]["metadata"_L1]["store"_L1]));
    out.line("redis     " + healthText(all["redis"_L1].toObject()));
    if (const QJsonArray nodes = all["nodes"_L1].toArray(); !nodes.isEmpty()) {
        out.line({});
        printRows(call, nodes, nodeFields(), "node,state,version,bus,started_at,clients");
    }
}

bool isWell(const QJsonObject &all)
{
    const QJsonArray nodes = all["nodes"_L1].toArray();
    const bool isSilent = std::any_of(nodes.begin(), nodes.end(), [](const QJsonValue &node) { return node["state"_L1] == "silent"_L1; });
    return all["ready"_L1]["status"_L1] == "ok"_L1 && all["database"_L1]["status"_L1] == "ok"_L1
        && all["redis"_L1]["status"_L1] != "degraded"_L1 && !isSilent;
}

} // namespace

Result<int> showStatus(Call &call)
{
    const auto all = gather(call.server);
    if (!all)
        return all.error();
    if (call.arguments.has("json"))
        call.out.line(QJsonDocument(*all).toJson(QJsonDocument::Compact));
    else
        print(call, *all);
    return isWell(*all) ? exitOk : exitFound;
}

} // namespace conversa::ctl
