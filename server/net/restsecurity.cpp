// SPDX-License-Identifier: Apache-2.0
// RestApi's part about who came up against the server's defences.
#include "admin/securityreport.h"
#include "net/resttable.h"

namespace conversa {

namespace {

void writeKinds(JsonWriter &json, std::string_view name, const std::array<qint64, securityKinds> &counts)
{
    json.beginObject(name);
    for (size_t kind = 0; kind < counts.size(); ++kind)
        json.number(securityKindName(SecurityKind(kind)), counts[kind]);
    json.endObject();
}

void writeOffenders(JsonWriter &json, std::string_view name, std::string_view key, const std::vector<Offender> &offenders)
{
    json.beginArray(name);
    for (const Offender &offender : offenders) {
        json.beginObject();
        json.string(key, offender.name);
        json.number("times", offender.times);
        json.endObject();
    }
    json.endArray();
}

Response securityResponse(const TableForm &form, const SecurityReport &report, const SecurityLog *everything)
{
    if (form.isCsv) {
        Response response = csvOf(form, report.page.rows, report.page.cursor);
        response.headers.append("Total-Count: " + QByteArray::number(report.page.total));
        return response;
    }
    return jsonResponse(200, [&](JsonWriter &json) {
        writeTable(json, form, report.page.rows, report.page.cursor);
        json.number("total", report.page.total);
        writeKinds(json, "counts", report.counts);
        if (everything)
            writeKinds(json, "since_start", everything->counts());
        json.beginObject("offenders");
        writeOffenders(json, "networks", "network", report.networks);
        writeOffenders(json, "users", "user_id", report.users);
        writeOffenders(json, "keys", "key_id", report.keys);
        json.endObject();
    });
}

} // namespace

void RestApi::listSecurityEvents(const RestRequest &request, const Respond &respond) const
{
    auto form = formOf(request, "events", eventFields());
    if (!form) {
        respond(errorResponse(form.error()));
        return;
    }
    const bool isTaken = m_env.admin.ask([this, form = *std::move(form), principal = request.principal, respond](AdminDesk::Tables &) {
        const SecurityLog &log = m_env.audit.journal().security();
        const SecurityReport report = securityReport(log, form.query, *principal, m_env.admin.nowMs());
        respond(securityResponse(form, report, principal->isOperator() ? &log : nullptr));
    });
    if (!isTaken)
        respond(errorResponse({ErrorCode::Overloaded, QByteArrayLiteral("Too many administrators' requests wait; try again."), {}, 1'000}));
}

} // namespace conversa
