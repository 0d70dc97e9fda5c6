// SPDX-License-Identifier: Apache-2.0
#include "admin/nodequestions.h"

#include "admin/closebody.h"
#include "admin/tablekind.h"

#include <algorithm>

namespace conversa {

namespace {

using Respond = NodeCalls::Respond;

// What a question holds, for as long as it is read.
struct Question
{
    AdminDesk &desk;
    const Limits &limits;
    AdminDesk::Tables &tables;
    simdjson::dom::object json;

    QByteArray text(std::string_view name) const
    {
        const std::string_view found = stringIn(json, name);
        return {found.data(), qsizetype(found.size())};
    }
    QByteArray tenant() const { return text("tenant"); }
    template <typename Id>
    Id id() const
    {
        return Id::parse(stringIn(json, "id")).value_or(Id());
    }
};

// `answer(question, respond)` runs in the admin thread.
template <typename Answer>
void handle(NodeCalls &calls, AdminDesk &desk, const Limits &limits, const char *name, Answer answer)
{
    calls.handle(name, [&desk, &limits, answer](const QByteArray &argument, const Respond &respond) {
        const bool isTaken = desk.ask([&desk, &limits, answer, argument, respond](AdminDesk::Tables &tables) {
            JsonParser parser;
            const auto document = parser.parse(argument);
            simdjson::dom::object object;
            // Without a tenant nothing is anybody's to see.
            if (!document || document->get(object) != simdjson::SUCCESS || stringIn(object, "tenant").empty())
                respond({});
            else
                answer(Question{desk, limits, tables, object}, respond);
        });
        if (!isTaken)
            respond({});
    });
}

template <typename Row>
void tellPage(const Question &question, const Respond &respond)
{
    const auto query = readTableQuery({question.text("filter"), question.text("sort"), {}, question.text("cursor"),
                                          question.text("limit")}, TableKind<Row>::fields());
    if (!query) { // a server of another version, which knows other fields
        respond({});
        return;
    }
    const auto page = TableKind<Row>::page(question.tables, *query, question.tenant(), question.desk.nowMs());
    respond(jsonObject([&](JsonWriter &json) { writePage(json, page); }));
}

void tellConnection(const Question &question, const Respond &respond)
{
    const auto id = question.id<ConnectionId>();
    const auto found = question.tables.connections.find(id, question.tenant());
    if (!found) {
        respond("{}");
        return;
    }
    question.desk.environment().joined(found->thread, id, [respond, row = found->row](const std::vector<SessionId> &joined) {
        respond(jsonObject([&](JsonWriter &json) {
            writeRow(json, "connection", connectionFields(), allColumns(connectionFields()),
                     [&](size_t field) { return row.value(field); });
            json.beginArray("joined");
            for (const SessionId &session : joined)
                json.id({}, session.uuid);
            json.endArray();
        }));
    });
}

void tellSession(const Question &question, const Respond &respond)
{
    const auto details = question.tables.sessions.find(question.id<SessionId>(), question.tenant());
    respond(details ? jsonObject([&](JsonWriter &json) { writeSessionDetails(json, *details); }) : QByteArrayLiteral("{}"));
}

void tellStats(const Question &question, const Respond &respond)
{
    respond(jsonObject([&](JsonWriter &json) { writeStats(json, question.desk.stats(question.tenant())); }));
}

void tellHistory(const Question &question, const Respond &respond)
{
    const QByteArray wanted = question.text("resolution");
    const auto &all = StatsHistory::resolutions;
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto &each) { return view(each.name) == wanted; });
    if (found == all.end() || question.tenant() != "*") {
        respond({});
        return;
    }
    respond(jsonObject([&](JsonWriter &json) {
        json.beginArray("samples");
        for (const StatsSample &sample : question.desk.history().samples(size_t(found - all.begin()))) {
            json.beginObject();
            json.time("at", sample.atMs);
            json.number("clients", sample.clients);
            writeCounts(json, sample);
            json.endObject();
        }
        json.endArray();
    }));
}

void closeConnections(const Question &question, const Respond &respond)
{
    const auto body = readCloseBody(question.text("body"), question.limits);
    if (!body) {
        respond({});
        return;
    }
    ConnectionTable &connections = question.tables.connections;
    const auto found = body->filter ? connections.matching(*body->filter, question.tenant())
                                    : connections.among(body->connections, question.tenant());
    const qint64 closing = body->isDryRun ? 0 : question.desk.disconnect(found, body->code, body->reason);
    respond(jsonObject([&](JsonWriter &json) {
        json.number("matched", qint64(found.size()));
        json.number("disconnected", closing);
    }));
}

} // namespace

void answerQuestions(NodeCalls &calls, AdminDesk &desk, const Limits &limits)
{
    handle(calls, desk, limits, TableKind<ConnectionRow>::question, tellPage<ConnectionRow>);
    handle(calls, desk, limits, TableKind<ClosedRow>::question, tellPage<ClosedRow>);
    handle(calls, desk, limits, TableKind<SessionRow>::question, tellPage<SessionRow>);
    handle(calls, desk, limits, "connection", tellConnection);
    handle(calls, desk, limits, "session", tellSession);
    handle(calls, desk, limits, "stats", tellStats);
    handle(calls, desk, limits, "history", tellHistory);
    handle(calls, desk, limits, "disconnect", closeConnections);
}

} // namespace conversa
