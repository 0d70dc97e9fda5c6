// SPDX-License-Identifier: Apache-2.0
// What administrators order: bans, removed members, read-only mode, notices, draining, reloading, log levels.
#include "conversactl/actions.h"
#include "conversactl/arguments.h"
#include "conversactl/confirm.h"
#include "conversactl/exitcodes.h"
#include "conversactl/listing.h"
#include "conversactl/output.h"
#include "conversactl/source.h"
#include "conversactl/texttable.h"
#include "terminal/terminaltext.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

const QByteArray ordersPath = "/api/v1/admin/";

// "affected=2 told=7": what a server says it did.
QByteArray resultText(const QJsonValue &result)
{
    if (result.isString())
        return terminalLine(result.toString().toUtf8());
    QByteArrayList parts;
    const QJsonObject object = result.toObject();
    for (auto at = object.begin(); at != object.end(); ++at) {
        const QByteArray value = at->isString()   ? at->toString().toUtf8()
            : at->isDouble()                      ? QByteArray::number(at->toInteger())
            : at->isBool()                        ? QByteArray(at->toBool() ? "yes" : "no")
                                                  : QJsonDocument(at->toArray()).toJson(QJsonDocument::Compact);
        parts.append(at.key().toUtf8() + '=' + value);
    }
    return terminalLine(parts.join(' '));
}

// Without a body where there is none.
Result<int> order(Call &call, const QByteArray &path, const std::optional<QJsonObject> &body, const QByteArray &sentence,
                  const QByteArray &method = "POST")
{
    const auto done = call.server.askJson(
        {.path = ordersPath + path, .method = method, .body = body ? QJsonDocument(*body).toJson(QJsonDocument::Compact) : QByteArray()});
    if (!done)
        return done.error();
    const QJsonArray nodes = done->value("nodes"_L1).toArray();
    const bool isDone = std::all_of(nodes.begin(), nodes.end(), [](const QJsonValue &node) {
        return node["state"_L1] != "silent"_L1 && node["result"_L1]["ok"_L1].toBool(true);
    });
    if (call.arguments.has("json")) {
        call.out.line(QJsonDocument(*done).toJson(QJsonDocument::Compact));
        return isDone ? exitOk : exitFound;
    }
    const QByteArray id = done->value("id"_L1).toString().toUtf8();
    call.out.line(sentence + (id.isEmpty() ? QByteArray(".") : ": " + id));
    for (const QJsonValue &node : nodes) {
        if (const QByteArray result = resultText(node["result"_L1]); !result.isEmpty())
            call.out.line("  " + terminalLine(node["node"_L1].toString().toUtf8()) + ": " + result);
    }
    nameSilentNodes(call.out, *done);
    return isDone ? exitOk : exitFound;
}

// Those of the options that are given, by the names of the API.
Result<QJsonObject> bodyOf(const Arguments &arguments)
{
    QJsonObject body;
    for (const char *name : {"reason", "tenant", "node"}) {
        if (arguments.has(name))
            body.insert(QLatin1String(name), arguments.value(name));
    }
    if (arguments.has("session"))
        body.insert("session_id"_L1, arguments.value("session"));
    const auto time = arguments.duration("for");
    if (!time)
        return time.error();
    if (*time)
        body.insert("for_s"_L1, std::max<qint64>(**time / 1'000, 1));
    return body;
}

Result<QByteArray> memberPath(const Arguments &arguments)
{
    for (const QString &word : arguments.words()) {
        if (!Uuid::parse(word.toStdString()))
            return Error{ErrorCode::InvalidField, "A session and a user are named by their ids, UUIDs."};
    }
    return "sessions/" + arguments.words()[0].toUtf8() + "/members/" + arguments.words()[1].toUtf8();
}

} // namespace

Result<int> ban(Call &call)
{
    auto body = bodyOf(call.arguments);
    if (!body)
        return body.error();
    const QString kind = call.arguments.words()[0];
    if (kind != "user"_L1 && kind != "ip"_L1)
        return Error{ErrorCode::InvalidField, "Ban whom? user UUID, or ip ADDRESS."};
    body->insert(kind == "user"_L1 ? "user_id"_L1 : "address"_L1, call.arguments.words()[1]);
    return order(call, "bans", *body, "Banned");
}

Result<int> unban(Call &call)
{
    const QString id = call.arguments.words().constFirst();
    if (!Uuid::parse(id.toStdString()))
        return Error{ErrorCode::InvalidField, "A ban is named by its id, a UUID: conversactl bans shows it."};
    return order(call, "restrictions/" + id.toUtf8(), std::nullopt, "Taken back", "DELETE");
}

Result<int> listBans(Call &call)
{
    const auto said = call.server.askJson({.path = ordersPath + "restrictions"});
    if (!said)
        return said.error();
    if (call.arguments.has("json")) {
        call.out.line(QJsonDocument(*said).toJson(QJsonDocument::Compact));
        return 0;
    }
    TextTable table({"ID", "KIND", "TENANT", "WHOM", "ENDS", "REASON"});
    for (const QJsonValue &row : said->value("restrictions"_L1).toArray()) {
        const auto text = [&](const char *member) {
            const QByteArray value = terminalLine(row[QLatin1String(member)].toString().toUtf8());
            return value.isEmpty() ? QByteArrayLiteral("-") : value;
        };
        const QByteArray user = text("user_id");
        const QByteArray session = row["session_id"_L1].isUndefined() ? QByteArray() : " in " + text("session_id");
        table.add({text("id"), text("kind"), text("tenant"), user == "-" ? text("address") : user + session, text("ends_at"), text("reason")});
    }
    call.out.write(table.toByteArray());
    return 0;
}

Result<int> removeMember(Call &call)
{
    const auto body = bodyOf(call.arguments);
    const auto path = memberPath(call.arguments);
    if (!body || !path)
        return body ? path.error() : body.error();
    return order(call, *path + "/remove", *body, "Removed");
}

Result<int> restoreMember(Call &call)
{
    const auto body = bodyOf(call.arguments);
    const auto path = memberPath(call.arguments);
    if (!body || !path)
        return body ? path.error() : body.error();
    return order(call, *path + "/restore", *body, "May come back");
}

Result<int> setReadOnly(Call &call)
{
    auto body = bodyOf(call.arguments);
    if (!body)
        return body.error();
    const QString state = call.arguments.words().constFirst();
    if (state != "on"_L1 && state != "off"_L1)
        return Error{ErrorCode::InvalidField, "Read-only on, or off?"};
    body->insert("enabled"_L1, state == "on"_L1);
    return order(call, "read-only", *body, state == "on"_L1 ? "Nothing is stored any more" : "Messages are stored again");
}

Result<int> sendNotice(Call &call)
{
    auto body = bodyOf(call.arguments);
    if (!body)
        return body.error();
    body->insert("text"_L1, call.arguments.words().constFirst());
    return order(call, "notice", *body, "Told");
}

Result<int> drain(Call &call)
{
    const QByteArray node = call.arguments.words().constFirst().toUtf8();
    if (!call.arguments.has("yes")) {
        if (const auto agreed = confirm(call.out, "Send all clients of " + terminalLine(node) + " away and end it?"); !agreed)
            return agreed.error();
    }
    return order(call, "nodes/" + node.toPercentEncoding() + "/drain", std::nullopt, "Draining " + terminalLine(node));
}

Result<int> reload(Call &call)
{
    const auto body = bodyOf(call.arguments);
    if (!body)
        return body.error();
    return order(call, "reload", *body, "Read the configuration again");
}

Result<int> setLogLevel(Call &call)
{
    auto body = bodyOf(call.arguments);
    if (!body)
        return body.error();
    body->insert("level"_L1, call.arguments.words().constFirst());
    return order(call, "log-level", *body, "Another log level, for a while");
}

} // namespace conversa::ctl
