// SPDX-License-Identifier: Apache-2.0
// SqlStore's half about the audit log.
#include "protocol/jsonwriter.h"
#include "store/sqlstore.h"

using namespace Qt::StringLiterals;

namespace conversa {

namespace {

void writeRow(JsonWriter &json, const AuditRow &row)
{
    const AuditEvent &event = row.event;
    json.beginObject();
    json.number("seq", row.seq);
    json.number("at", event.atMs);
    json.string("action", event.action);
    json.string("result", event.result);
    json.string("tenant", event.tenant);
    json.string("key_id", event.keyId);
    json.string("user_id", event.userId);
    json.string("role", event.role);
    json.string("address", event.address);
    json.string("target", event.target);
    json.string("request_id", event.requestId);
    json.string("detail", event.detail);
    json.string("hash", row.hash);
    json.endObject();
}

// A JSON array, which both dialects take apart.
QByteArray textOfRows(std::span<const AuditRow> rows)
{
    QByteArray text;
    {
        JsonWriter json(text, Audience::Plain);
        json.expect(512 * qsizetype(rows.size()));
        json.beginArray({});
        for (const AuditRow &row : rows)
            writeRow(json, row);
        json.endArray();
    }
    return text;
}

Result<std::vector<AuditRow>> auditRowsOf(Result<SqlRows> rows)
{
    if (!rows)
        return rows.error();
    std::vector<AuditRow> found;
    while (rows->next()) {
        const auto text = [&](int column) { return textOf(rows->value(column)); };
        found.push_back({ uuidOf(rows->value(0)), rows->value(1).toLongLong(),
            { rows->value(2).toLongLong(), text(3), text(4), text(5), text(6), text(7), text(8), text(9), text(10), text(11), text(12) },
            text(13) });
    }
    return found;
}

} // namespace

Result<void> SqlStore::appendAudit(const AuditChain &chain, std::span<const AuditRow> rows)
{
    if (const auto begun = connection().begin(); !begun)
        return begun;
    const QVariant id = connection().idValue(chain.id);
    const auto added = connection().run(u"insert_audit"_s, { id, connection().textValue(textOfRows(rows)) });
    const auto moved = added ? connection().run(u"put_audit_chain"_s,
                           { id, connection().textValue(chain.node), chain.firstSeq, connection().textValue(chain.link),
                               chain.lastSeq, connection().textValue(chain.head) })
                             : Result<SqlRows>(added.error());
    if (!moved) {
        connection().rollback();
        return moved.error();
    }
    return connection().commit();
}

Result<std::vector<AuditChain>> SqlStore::auditChains()
{
    auto rows = connection().run(u"audit_chains"_s);
    if (!rows)
        return rows.error();
    std::vector<AuditChain> chains;
    while (rows->next())
        chains.push_back({ uuidOf(rows->value(0)), textOf(rows->value(1)), rows->value(2).toLongLong(), textOf(rows->value(3)),
            rows->value(4).toLongLong(), textOf(rows->value(5)) });
    return chains;
}

Result<std::vector<AuditRow>> SqlStore::auditRows(const Uuid &chain, qint64 afterSeq, int most)
{
    return auditRowsOf(connection().run(u"audit_rows"_s, { connection().idValue(chain), afterSeq, most }));
}

Result<std::vector<AuditRow>> SqlStore::auditPage(const AuditQuery &query)
{
    const QVariant tenant = connection().textValue(query.tenant);
    const QVariant action = connection().textValue(query.action);
    const QVariant actor = connection().textValue(query.actor);
    const AuditPlace &before = query.before;
    return auditRowsOf(connection().run(u"audit_page"_s,
        { query.fromMs, query.toMs, before.atMs, connection().idValue(before.chain), before.seq, tenant, tenant, action, action,
            actor, actor, actor, query.limit }));
}

Result<void> SqlStore::forgetAudit(qint64 beforeMs)
{
    if (const auto begun = connection().begin(); !begun)
        return begun;
    for (const QString &statement : { u"move_audit_starts"_s, u"forget_audit"_s }) {
        if (const auto done = connection().run(statement, { beforeMs }); !done) {
            connection().rollback();
            return done.error();
        }
    }
    return connection().commit();
}

} // namespace conversa
