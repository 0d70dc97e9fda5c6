// SPDX-License-Identifier: Apache-2.0
// RestApi's part about the audit log.
#include "audit/auditverifier.h"
#include "audit/connectionevents.h"
#include "core/timestamp.h"
#include "net/auditsearch.h"
#include "net/resttable.h"

namespace conversa {

namespace {

void writeUnlessEmpty(JsonWriter &json, std::string_view name, const QByteArray &text)
{
    if (!text.isEmpty())
        json.text(name, text);
}

QByteArray auditCursor(const AuditPlace &place)
{
    return QByteArray::number(place.atMs) + '.' + QByteArray::number(place.seq) + '.' + place.chain.toByteArray();
}

Result<AuditPlace> auditPlaceIn(const RestRequest &request)
{
    const auto text = request.parameter("cursor");
    if (!text)
        return AuditPlace{};
    const QByteArrayList parts = text->split('.');
    bool isTime = false;
    bool isSeq = false;
    const qint64 atMs = parts[0].toLongLong(&isTime);
    const qint64 seq = parts.value(1).toLongLong(&isSeq);
    const auto chain = Uuid::parse(textView(parts.value(2)));
    if (parts.size() != 3 || !isTime || !isSeq || !chain)
        return invalidField("cursor", "must be the next_cursor of a page.");
    return AuditPlace{atMs, *chain, seq};
}

Result<qint64> timeIn(const RestRequest &request, const char *name, qint64 otherwise)
{
    const auto text = request.parameter(name);
    if (!text)
        return otherwise;
    const auto time = parseTimestamp(textView(*text));
    return time ? Result<qint64>(*time) : invalidField(name, "must be an RFC 3339 time.");
}

Result<AuditQuery> auditQueryOf(const RestRequest &request)
{
    AuditQuery query;
    const auto from = timeIn(request, "from", query.fromMs);
    const auto to = timeIn(request, "to", query.toMs);
    const auto place = auditPlaceIn(request);
    for (const auto *checked : {&from, &to}) {
        if (!*checked)
            return checked->error();
    }
    if (!place)
        return place.error();
    // Whoever is no operator sees what concerns its tenant.
    if (!request.principal->isOperator())
        query.tenant = request.principal->tenant;
    query.fromMs = *from;
    query.toMs = *to;
    query.actor = request.parameter("actor").value_or(QByteArray()).toLower();
    query.action = request.parameter("action").value_or(QByteArray());
    query.before = *place;
    return query;
}

// What the shared parameters of tables say; the cursor is of another kind, and the order is the log's own.
Result<TableForm> auditFormOf(const RestRequest &request)
{
    RestRequest plain = request;
    std::erase_if(plain.query, [](const auto &parameter) { return parameter.first == "cursor"; });
    auto form = formOf(plain, "rows", auditFields());
    const auto sort = request.parameter("sort");
    if (form && sort && *sort != "age")
        return invalidField("sort", "must be age: the newest first.");
    return form;
}

Response auditResponse(const TableForm &form, const AuditSearch::Found &found)
{
    const QByteArray cursor = found.next ? auditCursor(*found.next) : QByteArray();
    if (form.isCsv)
        return csvOf(form, found.rows, cursor);
    return jsonResponse(200, [&](JsonWriter &json) { writeTable(json, form, found.rows, cursor); });
}

Response reportResponse(const AuditReport &report)
{
    return jsonResponse(200, [&](JsonWriter &json) {
        json.boolean("ok", report.findings.empty());
        json.number("chains", report.chains);
        json.number("rows", report.rows);
        json.beginArray("findings");
        for (const AuditFinding &finding : report.findings) {
            json.beginObject();
            json.string("kind", findingName(finding.kind));
            json.id("chain", finding.chain);
            writeUnlessEmpty(json, "node", finding.node);
            json.number("from_seq", finding.fromSeq);
            json.number("to_seq", finding.toSeq);
            json.endObject();
        }
        json.endArray();
    });
}

} // namespace

RestApi::Respond RestApi::audited(const QByteArray &name, RestRequest &request, Respond respond) const
{
    request.note = std::make_shared<AuditNote>(AuditNote{request.ids.value(0), {}});
    AuditEvent event = auditEvent(name, {}, request.principal.get(), request.address);
    event.requestId = Uuid::random().toByteArray();
    return [this, event, note = request.note, respond = std::move(respond)](Response response) {
        AuditEvent done = event;
        done.result = response.status < 300 ? QByteArrayLiteral("ok") : QByteArray::number(response.status);
        done.target = note->target;
        done.detail = note->detail;
        m_env.audit.record(std::move(done));
        response.headers.append("X-Request-Id: " + event.requestId);
        respond(std::move(response));
    };
}

void RestApi::audit(const RestRequest &request, const Respond &respond) const
{
    auto query = auditQueryOf(request);
    const auto form = auditFormOf(request);
    if (!query || !form) {
        respond(errorResponse(query ? form.error() : query.error()));
        return;
    }
    query->limit = form->query.limit;
    AuditSearch::run(m_env.storage, *query, form->query.filter, m_env.admin.nowMs(),
                     [form = *form, respond](const Result<AuditSearch::Found> &found) {
                         respond(found ? auditResponse(form, *found) : errorResponse(found.error()));
                     });
}

void RestApi::verifyAudit(const RestRequest &, const Respond &respond) const
{
    AuditVerifier::run(m_env.storage, [respond](const Result<AuditReport> &report) {
        respond(report ? reportResponse(*report) : errorResponse(report.error()));
    });
}

} // namespace conversa
