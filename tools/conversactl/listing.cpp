// SPDX-License-Identifier: Apache-2.0
#include "conversactl/listing.h"

#include "admin/query.h"
#include "conversactl/arguments.h"
#include "conversactl/output.h"
#include "conversactl/source.h"
#include "conversactl/texttable.h"
#include "terminal/terminaltext.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

// A tab or a line break between terms is as good as a blank, but no URL may hold one.
QByteArray filterOf(const Arguments &arguments)
{
    QByteArray filter = arguments.value("filter").toUtf8();
    std::replace_if(filter.begin(), filter.end(), [](char c) { return quint8(c) < 0x20; }, ' ');
    return filter;
}

TableQueryText queryOf(const Arguments &arguments)
{
    return {.filter = filterOf(arguments),
            .sort = arguments.value("sort").toUtf8(),
            .fields = arguments.value("fields").toUtf8(),
            .limit = arguments.value("limit", arguments.has("all") ? QString::number(TableQuery::maxRows) : QString()).toUtf8()};
}

Request pageOf(const Call &call, const Listing &listing, const TableQueryText &query, const QByteArray &cursor, bool asCsv)
{
    return {.path = "/api/v1/admin/" + listing.path,
            .query = {{"filter", query.filter}, {"sort", query.sort}, {"fields", query.fields}, {"limit", query.limit},
                      {"cursor", cursor}, {"format", asCsv ? "csv" : ""}, {"node", call.arguments.value("node").toUtf8()}}};
}

Result<int> printCsv(Call &call, const Listing &listing, const TableQueryText &query)
{
    QByteArray cursor;
    for (bool isFirst = true; isFirst || !cursor.isEmpty(); isFirst = false) {
        const auto answer = call.server.ask(pageOf(call, listing, query, cursor, true));
        if (!answer)
            return answer.error();
        // One header is enough.
        call.out.write(isFirst ? answer->body : answer->body.mid(answer->body.indexOf('\n') + 1));
        cursor = call.arguments.has("all") ? answer->headers.value("next-cursor") : QByteArray();
    }
    return 0;
}

// One page, or all of them as one.
Result<QJsonObject> readPages(Call &call, const Listing &listing, const TableQueryText &query)
{
    const QLatin1String name(listing.rows);
    auto whole = call.server.askJson(pageOf(call, listing, query, {}, false));
    if (!whole || !call.arguments.has("all"))
        return whole;
    QJsonArray rows = whole->value(name).toArray();
    QByteArray cursor = whole->value("next_cursor"_L1).toString().toUtf8();
    while (!cursor.isEmpty()) {
        const auto page = call.server.askJson(pageOf(call, listing, query, cursor, false));
        if (!page)
            return page.error();
        for (const QJsonValue &row : page->value(name).toArray())
            rows.append(row);
        cursor = page->value("next_cursor"_L1).toString().toUtf8();
    }
    whole->insert(name, rows);
    whole->remove("next_cursor"_L1);
    return whole;
}

} // namespace

std::vector<Option> listingOptions(std::vector<Option> more)
{
    std::vector<Option> options{
        {"filter", "FILTER", "Only rows that it finds, as 'role:agent ip:10.0.0.0/8 -queue:0'"},
        {"sort", "FIELD", "In this order; -FIELD: from the other end"},
        {"fields", "KEYS", "Only these columns, comma between them"},
        {"limit", "N", "Rows of a page, 1 to 500; by default 100"},
        {"all", {}, "All pages, one after the other"},
        {"csv", {}, "As CSV"},
        {"node", "NODE", "Only of this server, by its name or id"},
    };
    options.insert(options.end(), more.begin(), more.end());
    return options;
}

QByteArray caretLines(const Arguments &arguments, const Error &error)
{
    if (!error.column || error.field != "filter")
        return {};
    return "  " + arguments.value("filter").toUtf8() + "\n  " + QByteArray(*error.column - 1, ' ') + "^\n";
}

void nameSilentNodes(Output &out, const QJsonObject &answer)
{
    for (const QJsonValue &node : answer["nodes"_L1].toArray()) {
        if (node["state"_L1] == "silent"_L1)
            out.remark("Without node " + terminalLine(node["node"_L1].toString().toUtf8()) + ": it does not answer.");
    }
}

void printRows(Call &call, const QJsonArray &rows, std::span<const Field> fields, const QByteArray &keys)
{
    std::vector<const Field *> columns;
    for (const QByteArray &key : keys.split(',')) {
        const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field &field) { return view(field.key) == key; });
        if (found != fields.end())
            columns.push_back(&*found);
    }
    QByteArrayList header;
    for (const Field *field : columns)
        header.append(view(field->name).toByteArray().toUpper());
    TextTable table(header);
    for (size_t i = 0; i < columns.size(); ++i) {
        if (isNumber(columns[i]->kind))
            table.alignRight(qsizetype(i));
    }
    const qint64 nowMs = call.server.nowMs();
    for (const QJsonValue &row : rows) {
        QByteArrayList cells;
        for (const Field *field : columns)
            cells.append(cellOf(*field, row[QLatin1String(field->key.data(), qsizetype(field->key.size()))], nowMs));
        table.add(cells);
    }
    call.out.write(table.toByteArray());
}

Result<int> runListing(Call &call, const Listing &listing)
{
    const TableQueryText query = queryOf(call.arguments);
    if (const auto checked = readTableQuery(query, listing.fields); !checked)
        return checked.error();
    if (call.arguments.has("csv"))
        return printCsv(call, listing, query);
    const auto page = readPages(call, listing, query);
    if (!page)
        return page.error();
    if (call.arguments.has("json")) {
        call.out.line(QJsonDocument(*page).toJson(QJsonDocument::Compact));
        return 0;
    }
    const QJsonArray rows = page->value(QLatin1String(listing.rows)).toArray();
    printRows(call, rows, listing.fields, query.fields.isEmpty() ? listing.shown : query.fields);
    if (page->contains("next_cursor"_L1))
        call.out.remark(numberText(rows.size()) + " of " + numberText(page->value("total"_L1).toInteger()) + " shown; --all shows the rest.");
    if (listing.path != "nodes")
        nameSilentNodes(call.out, *page);
    return 0;
}

} // namespace conversa::ctl
