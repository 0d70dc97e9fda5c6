// SPDX-License-Identifier: Apache-2.0
#include "conversactl/actions.h"
#include "conversactl/listing.h"

#include <algorithm>

namespace conversa::ctl {

namespace {

const std::vector<Option> forAll{
    {"server", "URL", "The server, http://localhost:8080 by default"},
    {"token-file", "FILE", "Its first line is the access key"},
    {"ca", "FILE", "Certificates (PEM) to trust in place of the system's"},
    {"timeout", "SECONDS", "How long to wait for an answer, 10 by default"},
    {"archive", "FILE", "What a support bundle holds, in place of a server"},
    {"json", {}, "One JSON value, as the API gives it"},
    {"watch", "SECONDS", "Again and again, so far apart"},
    {"help", {}, "What there is, or what a command takes", 'h'},
    {"version", {}, "Which version this is"},
};

constexpr Option forTime{"for", "DURATION", "As 10m or 7d; by default until it is taken back"};
constexpr Option why{"reason", "TEXT", "For the audit log, and for whom it is shown to"};
constexpr Option whose{"tenant", "TENANT", "With a key of the tenant *: in this tenant alone"};
constexpr Option where{"node", "NODE", "This server alone, by its name or id"};

const std::vector<Command> allCommands{
    {"status", {}, "How the server, its database and the servers beside it are", {}, showStatus},
    {"top", {}, "What goes through the server, live",
     {{"once", {}, "One look, not for ever"},
      {"filter", "FILTER", "Only connections that it finds"},
      {"sort", "FIELD", "Connections in this order; by default -queue"},
      {"limit", "N", "So many connections, 1 to 500; by default 15"},
      {"interval", "DURATION", "How often, 1s to 60s; by default 1s"}},
     showTop},
    {"nodes", {}, "The servers at one PostgreSQL", listingOptions(), listNodes},
    {"connections", {}, "Who is connected",
     listingOptions({{"closed", {}, "Those that were closed lately"}}), listConnections},
    {"sessions", {}, "The sessions that somebody has joined", listingOptions(), listSessions},
    {"disconnect", "[ID...]", "Closes connections, by id or by filter",
     {{"filter", "FILTER", "Those that it finds"},
      {"code", "CODE", "4000 to 4999; by default 4503, do not come back"},
      {"reason", "TEXT", "What the clients are told, up to 123 bytes"},
      {"node", "NODE", "Only at this server, by its name or id"},
      {"dry-run", {}, "Only says how many"},
      {"yes", {}, "Without asking"}},
     disconnect},
    {"ban", "user|ip WHOM", "Closes somebody's connections and lets none in", {forTime, why, whose}, ban},
    {"unban", "ID", "Takes a ban, a removal or read-only mode back", {}, unban},
    {"bans", {}, "Who is banned or removed, and where nothing is stored", {}, listBans},
    {"member remove", "SESSION USER", "Takes a user out of a session", {forTime, why, whose}, removeMember},
    {"member restore", "SESSION USER", "Lets a removed user come back", {whose}, restoreMember},
    {"read-only", "on|off", "Nothing new is stored; reading goes on", {forTime, why, whose}, setReadOnly},
    {"notice", "TEXT", "Tells everybody, or the members of a session", {{"session", "UUID", "Only its members"}, whose}, sendNotice},
    {"drain", "NODE", "Sends a server's clients away and ends it", {{"yes", {}, "Without asking"}}, drain},
    {"reload", {}, "Reads the configuration again", {where}, reload},
    {"log-level", "debug|info|warning|error", "Another level of the log, for a while",
     {{"for", "DURATION", "How long; by default 10m"}, where}, setLogLevel},
    {"key create", {}, "Makes an access key and shows it, once",
     {{"name", "NAME", "For administrators"},
      {"role", "admin|agent|contact|service", "What it may do"},
      {"tenant", "TENANT", "By default your own"},
      {"user-id", "UUID", "By default a new user"},
      {"user-name", "NAME", "What others see; by default --name"},
      {"contact", "UUID", "With the role contact"},
      {"session", "UUID", "Only this session; may stand there several times"},
      {"expires", "DURATION", "As 90d; by default never"}},
     createKey},
    {"key list", {}, "The access keys, the newest first",
     {{"tenant", "TENANT", "Only of this tenant"}, {"limit", "N", "1 to 500; by default 100"}, {"all", {}, "All pages"}}, listKeys},
    {"key rotate", "ID", "Makes a new key in place of one",
     {{"overlap", "DURATION", "How long both are good; by default 1h"}}, rotateKey},
    {"key revoke", "ID", "Ends a key, and the connections it opened", {}, revokeKey},
    {"tail", "events|audit|logs", "What happens at the server, as it happens",
     {{"filter", "FILTER", "Only what it finds"},
      {"count", "N", "So many lines, then the end"},
      {"for", "DURATION", "So long, then the end"}},
     tail},
    {"tap", {}, "The frames of somebody's connections, as they go; stands in the audit log",
     {{"connection", "UUID", "Of this connection"},
      {"user", "UUID", "Of all connections of this user"},
      {"session", "UUID", "Those that name this session"},
      {"filter", "FILTER", "Only what it finds"},
      {"count", "N", "So many frames, then the end"},
      {"for", "DURATION", "So long, then the end"}},
     tap},
    {"rtt", {}, "How long the server takes to answer on a chat socket",
     {{"count", "N", "So many pings; by default 20"}, {"interval", "DURATION", "Between two; by default 100ms"}}, measureRtt},
    {"audit", {}, "Who did what, the newest first",
     {{"from", "TIME", "Not before it, as 2026-01-31T12:00:00Z"},
      {"to", "TIME", "Only before it"},
      {"actor", "UUID", "The key or the user who did it"},
      {"action", "ACTION", "As connection_refused"},
      {"limit", "N", "Rows of a page, 1 to 500; by default 100"},
      {"all", {}, "All pages, one after the other"}},
     listAudit},
    {"audit verify", {}, "Whether the audit log is as it was written", {}, verifyAudit},
    {"check", {}, "For monitoring: 0 well, 1 warning, 2 critical, 3 unknown",
     {{"warning", "NAME=VALUE", "When to warn: connections=800, lag=500ms, certificate=30d", 'w'},
      {"critical", "NAME=VALUE", "When it is critical: connections=1000, lag=2s, certificate=7d", 'c'}},
     check},
    {"doctor", {}, "The way to a server step by step, and what helps where it fails",
     {{"metrics", "URL", "Where its /metrics are; on this machine http://127.0.0.1:9108 by default"}}, doctor},
    {"support-bundle", "FILE", "Gathers what helps others to help, without secrets, in a .tar.gz",
     {{"config", "FILE", "The server's configuration goes in, too"}, {"log", "FILE", "Its log; by default the journal's"}}, makeBundle},
    {"backup", "FILE", "Saves the whole database, while servers go on",
     {{"config", "FILE", "The server's configuration; by default CONVERSA_DATABASE_URL says where the database is"}}, backup},
    {"restore", "FILE", "Makes an empty database what a backup was",
     {{"config", "FILE", "The server's configuration; by default CONVERSA_DATABASE_URL says where the database is"}}, restore},
    {"completion", "bash|zsh|fish", "What a shell needs to complete these commands", {}, printCompletion},
};

} // namespace

std::span<const Option> generalOptions()
{
    return forAll;
}

std::span<const Command> commands()
{
    return allCommands;
}

const Command *findCommand(std::string_view name)
{
    const auto all = commands();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Command &command) { return command.name == name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace conversa::ctl
