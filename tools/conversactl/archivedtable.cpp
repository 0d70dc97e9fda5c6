// SPDX-License-Identifier: Apache-2.0
#include "conversactl/archivedtable.h"

#include "admin/closedrow.h"
#include "admin/connectionrow.h"
#include "admin/noderow.h"
#include "admin/rowpage.h"
#include "admin/sessionrow.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace conversa::ctl {

namespace {

Uuid uuidOf(const ConnectionRow &row)
{
    return row.id.uuid;
}

Uuid uuidOf(const ClosedRow &row)
{
    return row.connection.id.uuid;
}

Uuid uuidOf(const SessionRow &row)
{
    return row.id.uuid;
}

Uuid uuidOf(const NodeRow &row)
{
    return row.id.uuid;
}

TableQueryText queryIn(const Request &request)
{
    TableQueryText text;
    const std::pair<const char *, QByteArray TableQueryText::*> parts[] = {{"filter", &TableQueryText::filter}, {"sort", &TableQueryText::sort},
        {"fields", &TableQueryText::fields}, {"cursor", &TableQueryText::cursor}, {"limit", &TableQueryText::limit}};
    for (const auto &[name, value] : request.query) {
        for (const auto &[known, member] : parts) {
            if (name == known)
                text.*member = value;
        }
    }
    return text;
}

bool wantsCsv(const Request &request)
{
    return std::find(request.query.begin(), request.query.end(), std::pair(QByteArray("format"), QByteArray("csv"))) != request.query.end();
}

// Who was asked, as it stands beside the rows; empty for the table that is called so itself.
QByteArray askedNodes(const QByteArray &body, const char *name)
{
    const QJsonArray nodes = QJsonDocument::fromJson(body).object()[QLatin1String("nodes")].toArray();
    return qstrcmp(name, "nodes") == 0 || nodes.isEmpty() ? QByteArray() : QJsonDocument(nodes).toJson(QJsonDocument::Compact);
}

template <typename Row>
Answer pageOf(const std::vector<const Row *> &rows, const TableQuery &query, const QByteArray &cursor, qint64 total, const char *name,
              std::span<const Field> fields, bool asCsv, const QByteArray &nodes)
{
    Answer answer{.status = 200, .body = {}, .headers = {{"next-cursor", cursor}}};
    if (asCsv) {
        appendHeader(answer.body, fields, query.columns);
        for (const Row *row : rows)
            appendRow(answer.body, fields, query.columns, [row](size_t field) { return row->value(field); });
        return answer;
    }
    JsonWriter json(answer.body, Audience::Plain);
    json.beginObject();
    json.beginArray(name);
    for (const Row *row : rows)
        writeRow(json, {}, fields, query.columns, [row](size_t field) { return row->value(field); });
    json.endArray();
    json.number("total", total);
    if (!cursor.isEmpty())
        json.string("next_cursor", cursor);
    if (!nodes.isEmpty())
        json.written("nodes", nodes);
    json.endObject();
    return answer;
}

template <typename Row>
Result<std::vector<Row>> readRows(const QByteArray &body, const char *name, Result<Row> (*readRow)(simdjson::dom::object))
{
    simdjson::dom::parser parser;
    simdjson::dom::array list;
    if (parser.parse(body.constData(), size_t(body.size()))[name].get_array().get(list) != simdjson::SUCCESS)
        return Error{ErrorCode::Internal, "The archive is damaged."};
    std::vector<Row> rows;
    for (const simdjson::dom::element element : list) {
        simdjson::dom::object object;
        if (element.get_object().get(object) != simdjson::SUCCESS)
            return Error{ErrorCode::Internal, "The archive is damaged."};
        auto row = readRow(object);
        if (!row)
            return row.error();
        rows.push_back(*std::move(row));
    }
    return rows;
}

template <typename Row>
Result<Answer> answerOf(const QByteArray &body, const char *name, std::span<const Field> fields, Result<Row> (*readRow)(simdjson::dom::object),
                        const Request &request, qint64 nowMs)
{
    const auto rows = readRows(body, name, readRow);
    const auto query = readTableQuery(queryIn(request), fields);
    if (!rows || !query)
        return rows ? query.error() : rows.error();
    PageBuilder<const Row *> page(*query);
    const Field &key = fields[query->order.field];
    for (const Row &row : *rows) {
        if (query->filter.matches([&row](size_t field) { return row.value(field); }, nowMs))
            page.offer(placeOf(key, row.value(query->order.field), uuidOf(row)), &row);
    }
    const auto found = page.takeRows();
    std::vector<const Row *> shown;
    for (const auto &[place, row] : found)
        shown.push_back(row);
    const QByteArray cursor = page.hasMore() ? Cursor(found.back().first).toByteArray() : QByteArray();
    return pageOf(shown, *query, cursor, page.total(), name, fields, wantsCsv(request), askedNodes(body, name));
}

} // namespace

bool isTable(const QByteArray &path)
{
    constexpr const char *tables[] = {"connections", "connections/closed", "sessions", "nodes"};
    return std::any_of(std::begin(tables), std::end(tables), [&](const char *table) { return path == QByteArray("/api/v1/admin/") + table; });
}

Result<Answer> askTable(const QByteArray &body, const Request &request, qint64 nowMs)
{
    if (request.path.endsWith("/closed"))
        return answerOf(body, "connections", closedFields(), readClosedRow, request, nowMs);
    if (request.path.endsWith("/connections"))
        return answerOf(body, "connections", connectionFields(), readConnectionRow, request, nowMs);
    if (request.path.endsWith("/sessions"))
        return answerOf(body, "sessions", sessionFields(), readSessionRow, request, nowMs);
    return answerOf(body, "nodes", nodeFields(), readNodeRow, request, nowMs);
}

} // namespace conversa::ctl
