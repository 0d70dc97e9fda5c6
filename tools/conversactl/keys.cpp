// SPDX-License-Identifier: Apache-2.0
#include "conversactl/actions.h"
#include "conversactl/arguments.h"
#include "conversactl/output.h"
#include "conversactl/source.h"
#include "conversactl/texttable.h"
#include "core/clock.h"
#include "core/timestamp.h"
#include "core/uuid.h"
#include "terminal/terminaltext.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

const QByteArray keysPath = "/api/v1/auth/api-keys";

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// What was made, and the one time its secret is seen.
void printKey(Call &call, const QJsonObject &key)
{
    if (call.arguments.has("json")) {
        call.out.line(compact(key));
        return;
    }
    call.out.line("id     " + key["id"_L1].toString().toUtf8());
    call.out.line("token  " + key["key"_L1].toString().toUtf8());
    if (key.contains("predecessor_expires_at"_L1))
        call.out.remark("The key before is good until " + key["predecessor_expires_at"_L1].toString().toUtf8() + '.');
    call.out.remark("The token is shown this once; keep it safe.");
}

Result<QJsonObject> wantedKey(const Arguments &arguments)
{
    if (!arguments.has("name") || !arguments.has("role"))
        return Error{ErrorCode::InvalidField, "A key needs --name and --role."};
    QJsonObject wanted;
    constexpr std::pair<std::string_view, const char *> texts[] = {{"name", "name"}, {"role", "role"}, {"tenant", "tenant"},
        {"user-id", "user_id"}, {"user-name", "user_name"}, {"contact", "contact_id"}};
    for (const auto &[option, member] : texts) {
        if (arguments.has(option))
            wanted.insert(QLatin1String(member), arguments.value(option));
    }
    if (arguments.has("session"))
        wanted.insert("session_ids"_L1, QJsonArray::fromStringList(arguments.values("session")));
    const auto expires = arguments.duration("expires");
    if (!expires)
        return expires.error();
    if (*expires)
        wanted.insert("expires_at"_L1, QString::fromLatin1(timestampText(Clock::system().wallMs() + **expires)));
    return wanted;
}

Result<QByteArray> pathOf(const Arguments &arguments)
{
    const QByteArray id = arguments.words().constFirst().toUtf8();
    if (!Uuid::parse({id.constData(), size_t(id.size())}))
        return Error{ErrorCode::InvalidField, "A key is named by its id, a UUID: conversactl key list shows it."};
    return keysPath + '/' + id;
}

QByteArray stateOf(const QJsonValue &key, qint64 nowMs)
{
    if (!key["revoked_at"_L1].isUndefined())
        return "revoked";
    const auto expires = parseTimestamp(key["expires_at"_L1].toString().toStdString());
    return expires && *expires < nowMs ? "expired" : "active";
}

void printKeys(Output &out, const QJsonArray &keys)
{
    const qint64 nowMs = Clock::system().wallMs();
    TextTable table({"ID", "ROLE", "TENANT", "STATE", "CREATED", "EXPIRES", "NAME"});
    for (const QJsonValue &key : keys) {
        const auto text = [&](const char *member) { return terminalLine(key[QLatin1String(member)].toString().toUtf8()); };
        const QByteArray expires = text("expires_at");
        table.add({text("id"), text("role"), text("tenant"), stateOf(key, nowMs), text("created_at"), expires.isEmpty() ? "-" : expires, text("name")});
    }
    out.write(table.toByteArray());
}

} // namespace

Result<int> createKey(Call &call)
{
    const auto wanted = wantedKey(call.arguments);
    if (!wanted)
        return wanted.error();
    const auto made = call.server.askJson({.path = "/api/v1/auth/api-key", .method = "POST", .body = compact(*wanted)});
    if (!made)
        return made.error();
    printKey(call, *made);
    return 0;
}

Result<int> listKeys(Call &call)
{
    QJsonObject whole;
    QJsonArray keys;
    QByteArray cursor;
    do {
        const auto page = call.server.askJson({.path = keysPath,
            .query = {{"tenant", call.arguments.value("tenant").toUtf8()}, {"limit", call.arguments.value("limit").toUtf8()}, {"cursor", cursor}}});
        if (!page)
            return page.error();
        for (const QJsonValue &key : page->value("keys"_L1).toArray())
            keys.append(key);
        whole = *page;
        cursor = page->value("next_cursor"_L1).toString().toUtf8();
    } while (call.arguments.has("all") && !cursor.isEmpty());
    whole.insert("keys"_L1, keys);
    if (call.arguments.has("json")) {
        call.out.line(compact(whole));
        return 0;
    }
    printKeys(call.out, keys);
    if (!cursor.isEmpty())
        call.out.remark("There are more; --all shows them.");
    return 0;
}

Result<int> rotateKey(Call &call)
{
    const auto path = pathOf(call.arguments);
    if (!path)
        return path.error();
    const auto overlap = call.arguments.duration("overlap");
    if (!overlap)
        return overlap.error();
    QJsonObject wanted;
    if (*overlap)
        wanted.insert("overlap_ms"_L1, **overlap);
    const auto made = call.server.askJson({.path = *path + "/rotate", .method = "POST", .body = compact(wanted)});
    if (!made)
        return made.error();
    printKey(call, *made);
    return 0;
}

Result<int> revokeKey(Call &call)
{
    const auto path = pathOf(call.arguments);
    if (!path)
        return path.error();
    const auto key = call.server.askJson({.path = *path, .method = "DELETE"});
    if (!key)
        return key.error();
    call.out.line(call.arguments.has("json") ? compact(*key)
                                             : "Revoked at " + key->value("revoked_at"_L1).toString().toUtf8() + "; its connections are closed.");
    return 0;
}

} // namespace conversa::ctl
