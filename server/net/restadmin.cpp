// SPDX-License-Identifier: Apache-2.0
// RestApi's part for administrators: what stands under /api/v1/admin.
#include "admin/closebody.h"
#include "net/restio.h"
#include "protocol/sessionparts.h"

#include <algorithm>

namespace conversa {

namespace {

// A page of a table, as JSON or as CSV.
struct TableForm
{
    std::string_view name; // of the array
    std::span<const Field> fields;
    TableQuery query;
    bool isCsv = false;
};

Error overloaded()
{
    return {ErrorCode::Overloaded, QByteArrayLiteral("Too many administrators' requests wait; try again."), {}, 1'000};
}

Result<TableForm> formOf(const RestRequest &request, std::string_view name, std::span<const Field> fields)
{
    const auto text = [&](const char *parameter) { return request.parameter(parameter).value_or(QByteArray()); };
    const QByteArray format = text("format");
    if (!format.isEmpty() && format != "json" && format != "csv")
        return invalidField("format", "must be json or csv.");
    auto query = readTableQuery({text("filter"), text("sort"), text("fields"), text("cursor"), text("limit")}, fields);
    if (!query)
        return query.error();
    return TableForm{name, fields, *std::move(query), format == "csv"};
}

template <typename Row>
Response csvResponse(const TableForm &form, const TablePage<Row> &page)
{
    Response response{200, {}, "text/csv; charset=utf-8"};
    appendHeader(response.body, form.fields, form.query.columns);
    for (const Row &row : page.rows)
        appendRow(response.body, form.fields, form.query.columns, [&](size_t field) { return row.value(field); });
    response.headers.append("Total-Count: " + QByteArray::number(page.total));
    if (!page.cursor.isEmpty())
        response.headers.append("Next-Cursor: " + page.cursor);
    return response;
}

template <typename Row>
Response tableResponse(const TableForm &form, const TablePage<Row> &page)
{
    if (form.isCsv)
        return csvResponse(form, page);
    return jsonResponse(200, [&](JsonWriter &json) {
        json.beginArray(form.name);
        for (const Row &row : page.rows)
            writeRow(json, {}, form.fields, form.query.columns, [&](size_t field) { return row.value(field); });
        json.endArray();
        json.number("total", page.total);
        if (!page.cursor.isEmpty())
            json.string("next_cursor", page.cursor);
    });
}

template <typename Row>
void writeWhole(JsonWriter &json, std::string_view name, std::span<const Field> fields, const Row &row)
{
    writeRow(json, name, fields, allColumns(fields), [&](size_t field) { return row.value(field); });
}

// Answers with the page that `read(tables, query)` gives.
template <typename Read>
void answerTable(AdminDesk &desk, const RestRequest &request, std::string_view name, std::span<const Field> fields,
                 const RestApi::Respond &respond, Read read)
{
    auto form = formOf(request, name, fields);
    if (!form) {
        respond(errorResponse(form.error()));
        return;
    }
    const bool isTaken = desk.ask([form = *std::move(form), respond, read](AdminDesk::Tables &tables) {
        respond(tableResponse(form, read(tables, form.query)));
    });
    if (!isTaken)
        respond(errorResponse(overloaded()));
}

Response sessionResponse(const SessionDetails &details)
{
    return jsonResponse(200, [&](JsonWriter &json) {
        writeWhole(json, "session", sessionFields(), details.row);
        json.beginArray("members");
        for (const UserInfo &user : details.members) {
            json.beginObject();
            json.id("user_id", user.user.uuid);
            json.string("user_name", user.name);
            json.word("role", roleName(user.role));
            json.endObject();
        }
        json.endArray();
        writeTyping(json, details.typing);
        writeWatermarks(json, details.watermarks);
    });
}

Response connectionResponse(const ConnectionRow &row, const std::vector<SessionId> &joined)
{
    return jsonResponse(200, [&](JsonWriter &json) {
        writeWhole(json, "connection", connectionFields(), row);
        json.beginArray("joined");
        for (const SessionId &session : joined)
            json.id({}, session.uuid);
        json.endArray();
    });
}

Response closingResponse(qint64 matched, qint64 closing, bool isDryRun)
{
    return jsonResponse(200, [&](JsonWriter &json) {
        json.number("matched", matched);
        json.number("disconnected", closing);
        json.boolean("dry_run", isDryRun);
    });
}

} // namespace

void RestApi::listConnections(const RestRequest &request, const Respond &respond) const
{
    answerTable(m_env.admin, request, "connections", connectionFields(), respond,
                [tenant = request.principal->tenant](AdminDesk::Tables &tables, const TableQuery &query) {
                    return tables.connections.open(query, tenant);
                });
}

void RestApi::listClosedConnections(const RestRequest &request, const Respond &respond) const
{
    answerTable(m_env.admin, request, "connections", closedFields(), respond,
                [tenant = request.principal->tenant](AdminDesk::Tables &tables, const TableQuery &query) {
                    return tables.connections.closed(query, tenant);
                });
}

void RestApi::listNodes(const RestRequest &request, const Respond &respond) const
{
    auto form = formOf(request, "nodes", nodeFields());
    if (!form) {
        respond(errorResponse(form.error()));
        return;
    }
    m_env.admin.environment().nodes(
        [form = *std::move(form), respond, nowMs = m_env.admin.nowMs()](const std::vector<NodeRow> &rows) {
            respond(tableResponse(form, pageOf(rows, nodeFields(), form.query, nowMs)));
        });
}

void RestApi::listAdminSessions(const RestRequest &request, const Respond &respond) const
{
    answerTable(m_env.admin, request, "sessions", sessionFields(), respond,
                [tenant = request.principal->tenant, nowMs = m_env.admin.nowMs()](
                    AdminDesk::Tables &tables, const TableQuery &query) { return tables.sessions.page(query, tenant, nowMs); });
}

void RestApi::showConnection(const RestRequest &request, const Respond &respond) const
{
    const auto id = idIn<ConnectionId>(request, "connection_id");
    if (!id) {
        respond(errorResponse(id.error()));
        return;
    }
    const bool isTaken = m_env.admin.ask([this, id = *id, tenant = request.principal->tenant, respond](AdminDesk::Tables &tables) {
        const auto found = tables.connections.find(id, tenant);
        if (!found) {
            respond(errorResponse({ErrorCode::NotFound, QByteArrayLiteral("There is no connection with this connection_id.")}));
            return;
        }
        m_env.admin.environment().joined(found->thread, id, [respond, row = found->row](const std::vector<SessionId> &joined) {
            respond(connectionResponse(row, joined));
        });
    });
    if (!isTaken)
        respond(errorResponse(overloaded()));
}

void RestApi::showAdminSession(const RestRequest &request, const Respond &respond) const
{
    const auto id = idIn<SessionId>(request, "session_id");
    if (!id) {
        respond(errorResponse(id.error()));
        return;
    }
    const bool isTaken = m_env.admin.ask([id = *id, tenant = request.principal->tenant, respond](AdminDesk::Tables &tables) {
        const auto details = tables.sessions.find(id, tenant);
        respond(details ? sessionResponse(*details)
                        : errorResponse({ErrorCode::NotFound, QByteArrayLiteral("Nobody is in a session with this session_id here.")}));
    });
    if (!isTaken)
        respond(errorResponse(overloaded()));
}

void RestApi::disconnect(const RestRequest &request, const Respond &respond) const
{
    const auto body = readCloseBody(request.body, m_env.limits);
    if (!body) {
        respond(errorResponse(body.error()));
        return;
    }
    const bool isTaken
        = m_env.admin.ask([this, body = *body, tenant = request.principal->tenant, note = request.note, respond](AdminDesk::Tables &tables) {
              const auto found = body.filter ? tables.connections.matching(*body.filter, tenant)
                                             : tables.connections.among(body.connections, tenant);
              const qint64 closing = body.isDryRun ? 0 : m_env.admin.disconnect(found, body.code, body.reason);
              note->detail = "matched=" + QByteArray::number(qint64(found.size())) + " closing=" + QByteArray::number(closing) + " code=" + QByteArray::number(body.code)
                  + " reason=" + body.reason;
              respond(closingResponse(qint64(found.size()), closing, body.isDryRun));
          });
    if (!isTaken)
        respond(errorResponse(overloaded()));
}

void RestApi::adminStats(const RestRequest &request, const Respond &respond) const
{
    const bool isTaken = m_env.admin.ask([this, tenant = request.principal->tenant, respond](AdminDesk::Tables &) {
        respond(jsonResponse(200, [&](JsonWriter &json) { m_env.admin.writeStats(json, tenant); }));
    });
    if (!isTaken)
        respond(errorResponse(overloaded()));
}

void RestApi::capabilities(const RestRequest &request, const Respond &respond) const
{
    respond(jsonResponse(200, [&](JsonWriter &json) {
        json.word("version", CONVERSA_VERSION);
        json.string("node", m_env.admin.node());
        json.word("role", roleName(request.principal->role));
        json.string("tenant", request.principal->tenant);
        json.boolean("operator", request.principal->isOperator());
        json.number("max_rows", TableQuery::maxRows);
    }));
}

void RestApi::statsHistory(const RestRequest &request, const Respond &respond) const
{
    const QByteArray wanted = request.parameter("resolution").value_or("1s");
    const auto &all = StatsHistory::resolutions;
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto &each) { return view(each.name) == wanted; });
    if (found == all.end()) {
        respond(errorResponse(invalidField("resolution", "must be 1s, 10s or 60s.")));
        return;
    }
    respond(jsonResponse(200, [&](JsonWriter &json) {
        json.string("node", m_env.admin.node());
        json.number("resolution_ms", found->spanMs);
        json.beginArray("samples");
        for (const StatsSample &sample : m_env.admin.history().samples(size_t(found - all.begin()))) {
            json.beginObject();
            json.time("at", sample.atMs);
            json.number("clients", sample.clients);
            writeCounts(json, sample);
            json.endObject();
        }
        json.endArray();
    }));
}

} // namespace conversa
