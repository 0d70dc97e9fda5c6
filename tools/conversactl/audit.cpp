// SPDX-License-Identifier: Apache-2.0
#include "conversactl/actions.h"
#include "conversactl/arguments.h"
#include "conversactl/exitcodes.h"
#include "conversactl/output.h"
#include "conversactl/source.h"
#include "conversactl/texttable.h"
#include "terminal/terminaltext.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

QByteArray textOf(const QJsonValue &row, const char *member)
{
    const QByteArray text = terminalLine(row[QLatin1String(member)].toString().toUtf8());
    return text.isEmpty() ? QByteArrayLiteral("-") : text;
}

void printAudit(Output &out, const QJsonArray &rows)
{
    constexpr const char *members[] = {"time", "action", "result", "tenant", "key_id", "address", "target", "detail"};
    TextTable table({"TIME", "ACTION", "RESULT", "TENANT", "KEY", "ADDRESS", "TARGET", "DETAIL"});
    for (const QJsonValue &row : rows) {
        QByteArrayList cells;
        for (const char *member : members)
            cells.append(textOf(row, member));
        table.add(cells);
    }
    out.write(table.toByteArray());
}

QByteArray findingText(const QJsonValue &finding)
{
    const QByteArray from = QByteArray::number(finding["from_seq"_L1].toInteger());
    const QByteArray to = QByteArray::number(finding["to_seq"_L1].toInteger());
    return textOf(finding, "kind") + ": chain " + textOf(finding, "chain") + " of node " + textOf(finding, "node") + ", "
        + (from == to ? "row " + from : "rows " + from + " to " + to);
}

} // namespace

Result<int> listAudit(Call &call)
{
    const Arguments &arguments = call.arguments;
    QJsonArray rows;
    QJsonObject whole;
    QByteArray cursor;
    do {
        const auto page = call.server.askJson({.path = "/api/v1/admin/audit",
            .query = {{"from", arguments.value("from").toUtf8()}, {"to", arguments.value("to").toUtf8()}, {"actor", arguments.value("actor").toUtf8()},
                      {"action", arguments.value("action").toUtf8()}, {"limit", arguments.value("limit").toUtf8()}, {"cursor", cursor}}});
        if (!page)
            return page.error();
        for (const QJsonValue &row : page->value("rows"_L1).toArray())
            rows.append(row);
        whole = *page;
        cursor = page->value("next_cursor"_L1).toString().toUtf8();
    } while (arguments.has("all") && !cursor.isEmpty());
    whole.insert("rows"_L1, rows);
    if (arguments.has("json")) {
        call.out.line(QJsonDocument(whole).toJson(QJsonDocument::Compact));
        return exitOk;
    }
    printAudit(call.out, rows);
    if (!cursor.isEmpty())
        call.out.remark("There are older ones; --all shows them.");
    return exitOk;
}

Result<int> verifyAudit(Call &call)
{
    const auto report = call.server.askJson({.path = "/api/v1/admin/audit/verify"});
    if (!report)
        return report.error();
    const bool isWhole = report->value("ok"_L1).toBool();
    if (call.arguments.has("json")) {
        call.out.line(QJsonDocument(*report).toJson(QJsonDocument::Compact));
        return isWhole ? exitOk : exitFound;
    }
    const QJsonArray findings = report->value("findings"_L1).toArray();
    for (const QJsonValue &finding : findings)
        call.out.line(findingText(finding));
    const QByteArray looked = numberText(report->value("rows"_L1).toInteger()) + " rows in " + numberText(report->value("chains"_L1).toInteger()) + " chains: ";
    call.out.line(looked + (isWhole ? "all as they were written." : numberText(findings.size()) + " findings."));
    return isWhole ? exitOk : exitFound;
}

} // namespace conversa::ctl
