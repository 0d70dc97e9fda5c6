// SPDX-License-Identifier: Apache-2.0
// RestApi's part about the audit log.
#include "audit/auditverifier.h"
#include "audit/connectionevents.h"
#include "core/timestamp.h"
#include "net/restio.h"

namespace conversa {

namespace {

constexpr int mostAuditRows = 500;
constexpr int usualAuditRows = 100;

void writeUnlessEmpty(JsonWriter &json, std::string_view name, const QByteArray &text)
{
    if (!text.isEmpty())
        json.text(name, text);
}

void writeAuditRow(JsonWriter &json, const AuditRow &row)
{
    const AuditEvent &event = row.event;
    json.time("time", event.atMs);
    json.string("action", event.action);
    json.text("result", event.result);
    writeUnlessEmpty(json, "tenant", event.tenant);
    writeUnlessEmpty(json, "key_id", event.keyId);
    writeUnlessEmpty(json, "user_id", event.userId);
    writeUnlessEmpty(json, "role", event.role);
    writeUnlessEmpty(json, "address", event.address);
    writeUnlessEmpty(json, "target", event.target);
    writeUnlessEmpty(json, "request_id", event.requestId);
    writeUnlessEmpty(json, "detail", event.detail);
    json.id("chain", row.chain);
    json.number("seq", row.seq);
    json.string("hash", row.hash);
}

QByteArray auditCursor(const AuditRow &row)
{
    return QByteArray::number(row.event.atMs) + '.' + QByteArray::number(row.seq) + '.' + row.chain.toByteArray();
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
    const auto limit = numberIn(request, "limit", 1, mostAuditRows);
    for (const auto *checked : {&from, &to}) {
        if (!*checked)
            return checked->error();
    }
    if (!place)
        return place.error();
    if (!limit)
        return limit.error();
    // Whoever is no operator sees what concerns its tenant.
    if (!request.principal->isOperator())
        query.tenant = request.principal->tenant;
    query.fromMs = *from;
    query.toMs = *to;
    query.actor = request.parameter("actor").value_or(QByteArray()).toLower();
    query.action = request.parameter("action").value_or(QByteArray());
    query.before = *place;
    query.limit = int(limit->value_or(usualAuditRows));
    return query;
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
    if (!query) {
        respond(errorResponse(query.error()));
        return;
    }
    const size_t wanted = size_t(query->limit++); // one more tells whether there are more
    m_env.storage.read([query = *query, wanted, respond](const Result<MessageStore *> &store) {
        auto rows = store ? (*store)->auditPage(query) : store.error();
        if (!rows) {
            respond(errorResponse(rows.error()));
            return;
        }
        const bool hasMore = rows->size() > wanted;
        rows->resize(std::min(rows->size(), wanted));
        respond(jsonResponse(200, [&](JsonWriter &json) {
            json.beginArray("rows");
            for (const AuditRow &row : *rows) {
                json.beginObject();
                writeAuditRow(json, row);
                json.endObject();
            }
            json.endArray();
            if (hasMore)
                json.string("next_cursor", auditCursor(rows->back()));
        }));
    });
}

void RestApi::verifyAudit(const RestRequest &, const Respond &respond) const
{
    AuditVerifier::run(m_env.storage, [respond](const Result<AuditReport> &report) {
        respond(report ? reportResponse(*report) : errorResponse(report.error()));
    });
}

} // namespace conversa
