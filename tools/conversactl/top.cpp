// SPDX-License-Identifier: Apache-2.0
#include "admin/connectionrow.h"
#include "admin/query.h"
#include "conversactl/actions.h"
#include "conversactl/arguments.h"
#include "conversactl/listing.h"
#include "conversactl/liverows.h"
#include "conversactl/livesocket.h"
#include "conversactl/output.h"
#include "conversactl/source.h"
#include "conversactl/texttable.h"
#include "core/timestamp.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

constexpr int patienceMs = 60'000;
const QByteArray topColumns = "id,user_name,role,tenant,ip,client,opened_at,in,out,queue,rtt_ms";

QByteArray rateText(const QJsonObject &now, const QJsonObject &before, const char *member, double seconds)
{
    const QLatin1String name(member);
    if (!now.contains(name) || !before.contains(name) || seconds <= 0)
        return QByteArrayLiteral("-");
    return QByteArray::number(double(now[name].toInteger() - before[name].toInteger()) / seconds, 'f', 1);
}

double secondsBetween(const QJsonObject &before, const QJsonObject &now)
{
    const auto from = parseTimestamp(before["at"_L1].toString().toStdString());
    const auto to = parseTimestamp(now["at"_L1].toString().toStdString());
    return from && to ? double(*to - *from) / 1'000 : 0;
}

// The screen of one look.
void printScreen(Call &call, const QJsonObject &stats, const QJsonObject &before, const LiveRows &connections)
{
    Output &out = call.out;
    const double seconds = secondsBetween(before, stats);
    const auto rate = [&](const char *member) { return rateText(stats, before, member, seconds); };
    out.clear();
    out.line("node " + stats["node"_L1].toString().toUtf8() + "   clients " + numberText(stats["clients"_L1].toInteger()) + "   sessions "
             + numberText(stats["sessions"_L1].toInteger()) + "   database " + (stats["database"_L1].toBool() ? "up" : "DOWN") + "   redis "
             + (stats["redis"_L1].toBool() ? "up" : "-"));
    out.line("a second: opened " + rate("opened") + ", closed " + rate("closed") + ", messages in " + rate("in") + ", out " + rate("out")
             + ", bytes in " + rate("in_bytes") + ", out " + rate("out_bytes"));
    out.line({});
    printRows(call, connections.rows(), connectionFields(), topColumns);
    out.line(connections.total() > connections.rows().size() ? "of " + numberText(connections.total()) : QByteArray());
}

struct Subscriptions
{
    QJsonObject stats;
    QJsonObject connections;
};

Result<Subscriptions> wishesOf(const Arguments &arguments)
{
    const auto every = arguments.duration("interval");
    if (!every)
        return every.error();
    const qint64 intervalMs = every->value_or(1'000);
    if (intervalMs < 1'000 || intervalMs > 60'000)
        return Error{ErrorCode::InvalidField, "--interval takes 1s to 60s."};
    const TableQueryText text{.filter = arguments.value("filter").toUtf8(), .sort = arguments.value("sort", u"-queue"_s).toUtf8(),
                              .limit = arguments.value("limit", u"15"_s).toUtf8()};
    const auto checked = readTableQuery(text, connectionFields());
    if (!checked)
        return checked.error();
    const auto subscribe = [](QJsonObject payload) { return QJsonObject{{"type"_L1, "subscribe"_L1}, {"payload"_L1, payload}}; };
    return Subscriptions{subscribe({{"topic"_L1, "stats"_L1}, {"interval_ms"_L1, intervalMs}}),
                         subscribe({{"topic"_L1, "connections"_L1}, {"interval_ms"_L1, intervalMs}, {"filter"_L1, QString::fromUtf8(text.filter)},
                                    {"sort"_L1, QString::fromUtf8(text.sort)}, {"limit"_L1, checked->limit},
                                    {"fields"_L1, QString::fromLatin1(topColumns)}})};
}

// Follows both until `look(stats, before, connections)` has seen enough.
template <typename Look>
Result<int> follow(LiveSocket &socket, const Look &look)
{
    QJsonObject before;
    LiveRows connections;
    bool hasRows = false;
    for (;;) {
        const auto message = socket.next(patienceMs);
        if (!message)
            return message.error();
        if (!*message)
            return Error{ErrorCode::Unavailable, "The server tells nothing any more."};
        const QString type = (**message)["type"_L1].toString();
        if (type == "snapshot"_L1 || type == "delta"_L1) {
            hasRows = true;
            if (!connections.take(**message))
                socket.send({{"type"_L1, "resync"_L1}, {"payload"_L1, QJsonObject{{"topic"_L1, "connections"_L1}}}});
        } else if (type == "stats"_L1 && hasRows) {
            const QJsonObject stats = (**message)["payload"_L1].toObject();
            if (!look(stats, before, connections))
                return 0;
            before = stats;
        }
    }
}

} // namespace

Result<int> showTop(Call &call)
{
    const auto wishes = wishesOf(call.arguments);
    if (!wishes)
        return wishes.error();
    const auto link = call.server.link("/api/v1/ws/admin");
    if (!link)
        return link.error();
    LiveSocket socket(*link);
    if (const auto opened = socket.open(); !opened)
        return opened.error();
    socket.send(wishes->connections);
    socket.send(wishes->stats);
    const bool isOnce = call.arguments.has("once");
    return follow(socket, [&](const QJsonObject &stats, const QJsonObject &before, const LiveRows &connections) {
        // What goes through in a second is known from the second look on.
        if (isOnce && before.isEmpty())
            return true;
        if (call.arguments.has("json"))
            call.out.line(QJsonDocument(QJsonObject{{"stats"_L1, stats}, {"connections"_L1, connections.rows()}, {"total"_L1, connections.total()}})
                              .toJson(QJsonDocument::Compact));
        else
            printScreen(call, stats, before, connections);
        return !isOnce && !call.out.isBroken();
    });
}

} // namespace conversa::ctl
