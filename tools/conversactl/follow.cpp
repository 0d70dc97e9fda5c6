// SPDX-License-Identifier: Apache-2.0
// tail and tap: the streams of the admin socket, line by line.
#include "admin/auditentry.h"
#include "admin/eventrow.h"
#include "admin/filter.h"
#include "admin/framerow.h"
#include "admin/logrow.h"
#include "conversactl/actions.h"
#include "conversactl/arguments.h"
#include "conversactl/livesocket.h"
#include "conversactl/output.h"
#include "conversactl/source.h"
#include "conversactl/texttable.h"
#include "core/timestamp.h"
#include "terminal/terminaltext.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>

#include <limits>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

constexpr int quietMs = 1'000; // how often it is looked whether anybody still reads
constexpr int mostRows = 500;
constexpr qint64 leastTapMs = 1'000;

struct Stream
{
    const char *topic;
    std::span<const Field> fields;
};

std::optional<Stream> streamOf(const QString &topic)
{
    for (const Stream &stream : {Stream{"events", eventFields()}, Stream{"audit", auditFields()}, Stream{"logs", logFields()}}) {
        if (topic == QLatin1String(stream.topic))
            return stream;
    }
    return std::nullopt;
}

QByteArray frameText(const QJsonValue &row)
{
    const QByteArray payload = row["payload"_L1].toString(row["hex"_L1].toString()).toUtf8();
    return timestampText(row["at_us"_L1].toInteger() / 1'000) + (row["direction"_L1] == "in"_L1 ? " > " : " < ") + row["opcode"_L1].toString().toUtf8()
        + ' ' + terminalLine(payload) + (row.toObject().contains("cut"_L1) ? " ..." : "");
}

// Time first, what is known of the rest by its name; ids of rows and hashes say nothing to a person.
QByteArray lineOf(const Stream &stream, const QJsonValue &row)
{
    if (QLatin1String(stream.topic) == "frames"_L1)
        return frameText(row);
    QByteArray line;
    for (const Field &field : stream.fields) {
        const QJsonValue value = row[QLatin1String(field.key.data(), qsizetype(field.key.size()))];
        if (value.isUndefined() || field.name == "id" || field.name == "chain" || field.name == "seq" || field.name == "hash")
            continue;
        const QByteArray text = terminalLine(value.isString() ? value.toString().toUtf8() : QByteArray::number(value.toInteger()));
        const bool isPlain = field.kind == FieldKind::Since || field.name == "kind" || field.name == "level" || field.name == "action" || field.name == "event"
            || field.name == "text";
        line += (line.isEmpty() ? "" : " ") + (isPlain ? text : view(field.name).toByteArray() + '=' + text);
    }
    return line;
}

// Prints what comes until there were `most` rows, the time is over or nobody reads.
Result<int> print(Call &call, LiveSocket &socket, const Stream &stream, qint64 most, QDeadlineTimer deadline)
{
    while (most > 0 && !deadline.hasExpired() && !call.out.isBroken()) {
        const qint64 left = deadline.isForever() ? quietMs : std::min<qint64>(deadline.remainingTime(), quietMs);
        const auto message = socket.next(int(left));
        if (!message)
            return message.error();
        if (!*message)
            continue;
        const QJsonObject payload = (**message)["payload"_L1].toObject();
        const QString type = (**message)["type"_L1].toString();
        if (type == "unsubscribed"_L1) {
            call.out.remark("The server ended it: " + payload["reason"_L1].toString().toUtf8());
            return 0;
        }
        if (type != "snapshot"_L1 && type != "batch"_L1)
            continue;
        if (const qint64 lost = payload["lost"_L1].toInteger(); lost > 0)
            call.out.remark(numberText(lost) + " came too fast and are missing here.");
        for (const QJsonValue &row : payload["rows"_L1].toArray()) {
            if (most-- <= 0)
                break;
            call.out.line(call.arguments.has("json") ? QJsonDocument(row.toObject()).toJson(QJsonDocument::Compact) : lineOf(stream, row));
        }
    }
    return 0;
}

Result<int> follow(Call &call, const Stream &stream, QJsonObject wish)
{
    const QString filter = call.arguments.value("filter");
    if (const auto parsed = Filter::parse(filter.toUtf8(), stream.fields); !parsed)
        return parsed.error();
    const auto most = call.arguments.number("count", std::numeric_limits<qint64>::max(), 1, std::numeric_limits<qint64>::max());
    const auto time = call.arguments.duration("for");
    if (!most || !time)
        return most ? time.error() : most.error();
    const auto link = call.server.link("/api/v1/ws/admin");
    if (!link)
        return link.error();
    LiveSocket socket(*link);
    if (const auto opened = socket.open(); !opened)
        return opened.error();
    wish.insert("topic"_L1, QLatin1String(stream.topic));
    wish.insert("filter"_L1, filter);
    wish.insert("interval_ms"_L1, 250);
    wish.insert("limit"_L1, mostRows);
    socket.send({{"type"_L1, "subscribe"_L1}, {"payload"_L1, wish}});
    return print(call, socket, stream, *most, *time ? QDeadlineTimer(**time) : QDeadlineTimer(QDeadlineTimer::Forever));
}

} // namespace

Result<int> tail(Call &call)
{
    const auto stream = streamOf(call.arguments.words().constFirst());
    if (!stream)
        return Error{ErrorCode::InvalidField, "What? events, audit or logs."};
    return follow(call, *stream, {});
}

Result<int> tap(Call &call)
{
    QJsonObject wish;
    constexpr std::pair<std::string_view, const char *> targets[] = {{"connection", "connection_id"}, {"user", "user_id"}, {"session", "session_id"}};
    for (const auto &[option, member] : targets) {
        if (call.arguments.has(option))
            wish.insert(QLatin1String(member), call.arguments.value(option));
    }
    if (wish.size() != 1)
        return Error{ErrorCode::InvalidField, "Whose frames? --connection, --user or --session, one of the three."};
    const auto time = call.arguments.duration("for");
    if (!time)
        return time.error();
    if (*time)
        wish.insert("duration_ms"_L1, std::max<qint64>(**time, leastTapMs));
    call.out.remark("This stands in the audit log.");
    return follow(call, {"frames", frameFields()}, wish);
}

} // namespace conversa::ctl
