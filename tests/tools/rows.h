// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>
#include <vector>

// What each command of conversactl must say.
namespace conversa::test {

using namespace Qt::StringLiterals;

// Words of a command line that the test fills in.
inline const QString aKey = u"{key}"_s;
inline const QString aConnection = u"{connection}"_s;
inline const QString aSession = u"550e8400-e29b-41d4-a716-446655440000"_s;
inline const QString aUser = u"990e8400-e29b-41d4-a716-446655440000"_s;
inline const QString aBan = u"{ban}"_s;
inline const QString aFile = u"{file}"_s;
inline const QString aBackup = u"{backup}"_s;

struct Row
{
    const char *name; // of the command
    QStringList arguments;
    int code;
    bool (*holds)(const QJsonObject &json); // of its --json
    const char *words; // in what it says without
};

inline bool hasRows(const QJsonObject &json, const char *name, int least)
{
    const QJsonArray rows = json[QLatin1String(name)].toArray();
    return rows.size() >= least && json["total"_L1].toInt() == rows.size();
}

// How many servers the rows are of.
inline qsizetype nodesOf(const QJsonObject &json, const char *name)
{
    QStringList nodes;
    for (const QJsonValue &row : json[QLatin1String(name)].toArray())
        nodes.append(row["node"_L1].toString());
    nodes.removeDuplicates();
    return nodes.size();
}

inline bool allDid(const QJsonObject &json)
{
    const QJsonArray nodes = json["nodes"_L1].toArray();
    return nodes.size() == 3 && std::all_of(nodes.begin(), nodes.end(), [](const QJsonValue &node) { return node["state"_L1] == "answered"_L1 && node.toObject().contains("result"_L1); });
}

inline const std::vector<Row> &rows()
{
    static const std::vector<Row> all{
        {"status", {u"status"_s}, 0,
         [](const QJsonObject &json) { return json["nodes"_L1].toArray().size() == 3 && json["redis"_L1]["status"_L1] == "ok"_L1; },
         "database  ok, postgresql"},
        {"top", {u"top"_s, u"--once"_s}, 0,
         [](const QJsonObject &json) { return json["total"_L1].toInt() >= 2 && json["stats"_L1]["in"_L1].toInt() > 0; }, "a second: opened 0.0"},
        {"nodes", {u"nodes"_s, u"--sort"_s, u"node"_s}, 0, [](const QJsonObject &json) { return hasRows(json, "nodes", 3); }, "NODE"},
        {"connections", {u"connections"_s, u"--filter"_s, u"role:agent"_s}, 0,
         [](const QJsonObject &json) { return hasRows(json, "connections", 3) && nodesOf(json, "connections") == 3; }, "QUEUE"},
        {"connections", {u"connections"_s, u"--node"_s, u"n1"_s}, 0,
         [](const QJsonObject &json) { return hasRows(json, "connections", 1) && nodesOf(json, "connections") == 1; }, "desk/1"},
        {"connections", {u"connections"_s, u"--closed"_s}, 0,
         [](const QJsonObject &json) { return json["connections"_L1].isArray(); }, "DURATION"},
        {"sessions", {u"sessions"_s}, 0, [](const QJsonObject &json) { return hasRows(json, "sessions", 1); }, "550e8400"},
        {"disconnect", {u"disconnect"_s, u"--filter"_s, u"client:nobody"_s, u"--dry-run"_s}, 0,
         [](const QJsonObject &json) { return json["matched"_L1] == 0 && json["dry_run"_L1] == true; }, "0 connections would be closed."},
        {"disconnect", {u"disconnect"_s, u"--yes"_s, aConnection}, 0,
         [](const QJsonObject &json) { return json["disconnected"_L1] == 1; }, "1 connection closed."},
        {"ban", {u"ban"_s, u"ip"_s, u"203.0.113.7"_s, u"--for"_s, u"10m"_s, u"--reason"_s, u"noise"_s}, 0,
         [](const QJsonObject &json) { return json["address"_L1].toString().startsWith("203.0.113.7"_L1) && json.contains("ends_at"_L1) && allDid(json); }, "n2: affected=0"},
        {"bans", {u"bans"_s}, 0, [](const QJsonObject &json) { return !json["restrictions"_L1].toArray().isEmpty(); }, "203.0.113.7"},
        {"unban", {u"unban"_s, aBan}, 0, allDid, "Taken back."},
        {"member remove", {u"member"_s, u"remove"_s, aSession, aUser, u"--tenant"_s, u"dev"_s, u"--for"_s, u"1m"_s}, 0,
         [](const QJsonObject &json) { return json["kind"_L1] == "member"_L1 && allDid(json); }, "Removed: "},
        {"member restore", {u"member"_s, u"restore"_s, aSession, aUser, u"--tenant"_s, u"dev"_s}, 0, nullptr, "May come back"},
        {"read-only", {u"read-only"_s, u"on"_s, u"--tenant"_s, u"nobody"_s, u"--for"_s, u"1s"_s}, 0, allDid, "Nothing is stored any more"},
        {"read-only", {u"read-only"_s, u"off"_s, u"--tenant"_s, u"nobody"_s}, 0, allDid, "Messages are stored again"},
        {"notice", {u"notice"_s, u"Back at noon."_s}, 0,
         [](const QJsonObject &json) { return allDid(json) && json["nodes"_L1][0]["result"_L1]["told"_L1].toInt() > 0; }, "n0: told="},
        {"reload", {u"reload"_s}, 0, [](const QJsonObject &json) { return allDid(json) && json["nodes"_L1][2]["result"_L1]["ok"_L1] == true; }, "n1: changed="},
        {"log-level", {u"log-level"_s, u"debug"_s, u"--for"_s, u"1s"_s, u"--node"_s, u"n1"_s}, 0,
         [](const QJsonObject &json) { return json["nodes"_L1].toArray().size() == 1; }, "n1: level=debug"},
        {"drain", {u"drain"_s, u"n2"_s, u"--yes"_s}, 0, nullptr, "n2: draining=yes"},
        {"key create", {u"key"_s, u"create"_s, u"--name"_s, u"made"_s, u"--role"_s, u"agent"_s, u"--expires"_s, u"90d"_s}, 0,
         [](const QJsonObject &json) { return json["key"_L1].toString().startsWith("cv_"_L1) && json.contains("expires_at"_L1); }, "token  cv_"},
        {"key list", {u"key"_s, u"list"_s}, 0, [](const QJsonObject &json) { return json["keys"_L1].toArray().size() > 1; }, "operator"},
        {"key rotate", {u"key"_s, u"rotate"_s, aKey, u"--overlap"_s, u"1m"_s}, 0,
         [](const QJsonObject &json) { return json["key"_L1].toString().startsWith("cv_"_L1) && json.contains("predecessor_expires_at"_L1); },
         "token  cv_"},
        {"key revoke", {u"key"_s, u"revoke"_s, aKey}, 0, [](const QJsonObject &json) { return json.contains("revoked_at"_L1); }, "Revoked at "},
        {"rtt", {u"rtt"_s, u"--count"_s, u"5"_s, u"--interval"_s, u"1ms"_s}, 0,
         [](const QJsonObject &json) { return json["count"_L1] == 5 && json["p50_us"_L1].toInt() > 0 && json["max_us"_L1].toInt() >= json["p99_us"_L1].toInt(); },
         "5 pings: min "},
        {"audit", {u"audit"_s, u"--action"_s, u"connection_opened"_s}, 0,
         [](const QJsonObject &json) { return !json["rows"_L1].toArray().isEmpty() && json["rows"_L1][0]["action"_L1] == "connection_opened"_L1; },
         "connection_opened"},
        {"audit verify", {u"audit"_s, u"verify"_s}, 0,
         [](const QJsonObject &json) { return json["ok"_L1] == true && json["rows"_L1].toInt() > 0; }, "all as they were written."},
        {"check", {u"check"_s, u"-w"_s, u"lag=20s"_s, u"-c"_s, u"lag=30s"_s}, 0,
         [](const QJsonObject &json) { return json["verdict"_L1] == "OK"_L1 && json["nodes"_L1] == 3; }, "CONVERSA OK: all is well | lag="},
        {"tail", {u"tail"_s, u"events"_s, u"--for"_s, u"1s"_s}, 0, nullptr, ""},
        {"tap", {u"tap"_s, u"--connection"_s, aConnection, u"--for"_s, u"1s"_s}, 0, nullptr, ""},
        {"doctor", {u"doctor"_s}, 0, [](const QJsonObject &json) { return json["ok"_L1] == true && json["steps"_L1].toArray().size() == 13; }, "a WebSocket gets as far as the key"},
        {"support-bundle", {u"support-bundle"_s, aFile}, 0, [](const QJsonObject &json) { return json.contains("made_at"_L1); }, "See what is in it"},
        {"backup", {u"backup"_s, aFile}, 0, [](const QJsonObject &json) { return json["facts"_L1]["tables"_L1]["api_keys"_L1].toInt() > 0; }, " rows in "},
        {"restore", {u"restore"_s, aBackup}, 0, [](const QJsonObject &json) { return json["kind"_L1] == "postgresql"_L1; }, "Restored and compared"},
        {"completion", {u"completion"_s, u"bash"_s}, 0, nullptr, "complete -F _conversactl conversactl"},
    };
    return all;
}

} // namespace conversa::test
