// SPDX-License-Identifier: Apache-2.0
// RestApi's part for administrators: what stands under /api/v1/admin.
#include "admin/closebody.h"
#include "admin/features.h"
#include "net/resttable.h"

#include <algorithm>

namespace conversa {

namespace {

using Answers = ClusterDesk::Answers;

ClusterDesk::Scope scopeOf(const RestRequest &request)
{
    return {request.principal->tenant, request.parameter("node").value_or(QByteArray())};
}

QByteArray silentOnes(const Answers &nodes)
{
    QByteArrayList names;
    for (const NodeAnswer &node : nodes) {
        if (!node.bytes)
            names.append(node.name);
    }
    return names.join(", ");
}

template <typename Row>
Response csvResponse(const TableForm &form, const TablePage<Row> &page, const Answers &nodes)
{
    Response response = csvOf(form, page.rows, page.cursor);
    response.headers.append("Total-Count: " + QByteArray::number(page.total));
    if (const QByteArray silent = silentOnes(nodes); !silent.isEmpty())
        response.headers.append("Silent-Nodes: " + silent);
    return response;
}

// `nodes`: that were asked; none for the table of the nodes itself.
template <typename Row>
Response tableResponse(const TableForm &form, const TablePage<Row> &page, const Answers &nodes = {})
{
    if (form.isCsv)
        return csvResponse(form, page, nodes);
    return jsonResponse(200, [&](JsonWriter &json) {
        writeTable(json, form, page.rows, page.cursor);
        json.number("total", page.total);
        if (!nodes.empty())
            writeNodes(json, "nodes", nodes);
    });
}

template <typename Row>
void answerTable(ClusterDesk &cluster, const RestRequest &request, std::string_view name, std::span<const Field> fields,
                 const RestApi::Respond &respond)
{
    auto form = formOf(request, name, fields);
    if (!form) {
        respond(errorResponse(form.error()));
        return;
    }
    using Page = ClusterDesk::Gathered<TablePage<Row>>;
    cluster.page<Row>(scopeOf(request), form->text, form->query, [form = *form, respond](const Result<Page> &page) {
        respond(page ? tableResponse(form, page->all, page->nodes) : errorResponse(page.error()));
    });
}

Response connectionResponse(const ConnectionDetails &details, const Answers &nodes)
{
    return jsonResponse(200, [&](JsonWriter &json) {
        writeRow(json, "connection", connectionFields(), allColumns(connectionFields()),
                 [&](size_t field) { return details.row.value(field); });
        json.beginArray("joined");
        for (const SessionId &session : details.joined)
            json.id({}, session.uuid);
        json.endArray();
        writeNodes(json, "nodes", nodes);
    });
}

// What no server has said that it has may be at one that said nothing.
Response notFound(const char *sentence, const Answers &nodes)
{
    const QByteArray silent = silentOnes(nodes);
    return errorResponse({ErrorCode::NotFound, sentence + (silent.isEmpty() ? QByteArray() : " Silent: " + silent + ".")});
}

} // namespace

void RestApi::listConnections(const RestRequest &request, const Respond &respond) const
{
    answerTable<ConnectionRow>(m_env.cluster, request, "connections", connectionFields(), respond);
}

void RestApi::listClosedConnections(const RestRequest &request, const Respond &respond) const
{
    answerTable<ClosedRow>(m_env.cluster, request, "connections", closedFields(), respond);
}

void RestApi::listAdminSessions(const RestRequest &request, const Respond &respond) const
{
    answerTable<SessionRow>(m_env.cluster, request, "sessions", sessionFields(), respond);
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

void RestApi::showConnection(const RestRequest &request, const Respond &respond) const
{
    const auto id = idIn<ConnectionId>(request, "connection_id");
    if (!id) {
        respond(errorResponse(id.error()));
        return;
    }
    using One = ClusterDesk::Gathered<std::optional<ConnectionDetails>>;
    m_env.cluster.connection(scopeOf(request), *id, [respond](const Result<One> &found) {
        if (!found)
            respond(errorResponse(found.error()));
        else if (!found->all)
            respond(notFound("There is no connection with this connection_id.", found->nodes));
        else
            respond(connectionResponse(*found->all, found->nodes));
    });
}

void RestApi::showAdminSession(const RestRequest &request, const Respond &respond) const
{
    const auto id = idIn<SessionId>(request, "session_id");
    if (!id) {
        respond(errorResponse(id.error()));
        return;
    }
    using One = ClusterDesk::Gathered<std::optional<SessionDetails>>;
    m_env.cluster.session(scopeOf(request), *id, [respond](const Result<One> &found) {
        if (!found)
            respond(errorResponse(found.error()));
        else if (!found->all)
            respond(notFound("Nobody is in a session with this session_id.", found->nodes));
        else
            respond(jsonResponse(200, [&](JsonWriter &json) {
                writeSessionDetails(json, *found->all);
                writeNodes(json, "nodes", found->nodes);
            }));
    });
}

void RestApi::disconnect(const RestRequest &request, const Respond &respond) const
{
    const auto body = readCloseBody(request.body, m_env.limits);
    if (!body) {
        respond(errorResponse(body.error()));
        return;
    }
    using Done = ClusterDesk::Gathered<Closing>;
    m_env.cluster.disconnect(scopeOf(request), request.body, [body = *body, note = request.note, respond](const Result<Done> &done) {
        if (!done) {
            respond(errorResponse(done.error()));
            return;
        }
        note->detail = "matched=" + QByteArray::number(done->all.matched) + " closing=" + QByteArray::number(done->all.disconnected)
            + " code=" + QByteArray::number(body.code) + " reason=" + body.reason;
        if (const QByteArray silent = silentOnes(done->nodes); !silent.isEmpty())
            note->detail += " silent=" + silent;
        respond(jsonResponse(200, [&](JsonWriter &json) {
            json.number("matched", done->all.matched);
            json.number("disconnected", done->all.disconnected);
            json.boolean("dry_run", body.isDryRun);
            writeNodes(json, "nodes", done->nodes);
        }));
    });
}

void RestApi::adminStats(const RestRequest &request, const Respond &respond) const
{
    m_env.cluster.stats(scopeOf(request), [respond](const Result<ClusterDesk::Gathered<NodeStats>> &stats) {
        respond(stats ? jsonResponse(200, [&](JsonWriter &json) { writeStats(json, stats->all, stats->nodes); })
                      : errorResponse(stats.error()));
    });
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
        json.beginArray("features");
        for (const std::string_view name : adminFeatures)
            json.word({}, name);
        json.endArray();
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
    // Of one server: the moments of two are not the same.
    const ClusterDesk::Scope scope{request.principal->tenant, request.parameter("node").value_or(m_env.admin.node())};
    using Samples = ClusterDesk::Gathered<QByteArray>;
    m_env.cluster.history(scope, wanted, [respond, spanMs = found->spanMs](const Result<Samples> &samples) {
        if (!samples) {
            respond(errorResponse(samples.error()));
            return;
        }
        respond(jsonResponse(200, [&](JsonWriter &json) {
            json.string("node", samples->nodes.front().name);
            json.number("resolution_ms", spanMs);
            json.written("samples", samples->all.isEmpty() ? QByteArrayLiteral("[]") : samples->all);
            writeNodes(json, "nodes", samples->nodes);
        }));
    });
}

} // namespace conversa
