// SPDX-License-Identifier: Apache-2.0
// SqlStore's half about API keys.
#include "store/messagerow.h"
#include "store/rowrules.h"
#include "store/sqlstore.h"

using namespace Qt::StringLiterals;

namespace conversa {

namespace {

QVariant optionalTime(std::optional<qint64> unixMs)
{
    return unixMs ? QVariant(*unixMs) : QVariant(QMetaType::fromType<qint64>());
}

Result<std::vector<ApiKey>> keysOf(Result<SqlRows> rows)
{
    if (!rows)
        return rows.error();
    std::vector<ApiKey> found;
    while (rows->next())
        found.push_back(apiKeyOf(*rows));
    return found;
}

Result<std::optional<ApiKey>> keyOf(Result<SqlRows> rows)
{
    if (!rows)
        return rows.error();
    return rows->next() ? std::optional(apiKeyOf(*rows)) : std::optional<ApiKey>();
}

} // namespace

Result<void> SqlStore::addKey(const ApiKey &key)
{
    const auto role = roleName(key.role);
    const auto rows = connection().run(u"insert_key"_s,
        { connection().idValue(key.id.uuid), key.sha256, connection().textValue(key.name),
            connection().textValue(key.tenant), connection().textValue(QByteArray(role.data(), qsizetype(role.size()))),
            connection().idValue(key.user.uuid), connection().textValue(key.userName),
            connection().idValue(key.contact.uuid), connection().textValue(sessionList(key.sessions)), key.createdMs,
            optionalTime(key.expiresMs), optionalTime(key.revokedMs) });
    if (!rows)
        return rows.error();
    return rows->affected() == 1 ? Result<void>() : keyExists();
}

Result<std::vector<ApiKey>> SqlStore::keys(const KeyQuery &query)
{
    const QVariant tenant = connection().textValue(query.tenant);
    return keysOf(connection().run(u"list_keys"_s,
        { tenant, tenant, query.createdMs, query.createdMs, connection().idValue(query.after.uuid), query.limit }));
}

Result<std::optional<ApiKey>> SqlStore::keyByHash(const QByteArray &sha256)
{
    return keyOf(connection().run(u"find_key"_s, { sha256 }));
}

Result<bool> SqlStore::revokeKey(KeyId id, qint64 unixMs)
{
    const auto rows = connection().run(u"revoke_key"_s, { unixMs, connection().idValue(id.uuid) });
    if (!rows)
        return rows.error();
    return rows->affected() == 1;
}

Result<std::optional<ApiKey>> SqlStore::keyById(KeyId id)
{
    return keyOf(connection().run(u"find_key_by_id"_s, { connection().idValue(id.uuid) }));
}

Result<bool> SqlStore::replaceKey(KeyId id, const ApiKey &successor, qint64 endsMs)
{
    if (const auto begun = connection().begin(); !begun)
        return begun.error();
    const auto replaced = replaceKeyLocked(id, successor, endsMs);
    if (!replaced || !*replaced) {
        connection().rollback();
        return replaced;
    }
    const auto committed = connection().commit();
    return committed ? replaced : committed.error();
}

Result<bool> SqlStore::replaceKeyLocked(KeyId id, const ApiKey &successor, qint64 endsMs)
{
    const auto shortened
        = connection().run(u"shorten_key"_s, { endsMs, connection().idValue(id.uuid), successor.createdMs });
    if (!shortened)
        return shortened.error();
    if (shortened->affected() != 1)
        return false;
    const auto added = addKey(successor);
    return added ? Result<bool>(true) : added.error();
}

Result<std::vector<ApiKey>> SqlStore::changedKeys(qint64 ageMs)
{
    return keysOf(connection().run(u"changed_keys"_s, { ageMs }));
}

Result<void> SqlStore::addTicket(const Ticket &ticket)
{
    if (const auto forgotten = connection().run(u"forget_tickets"_s, { ticket.holder.createdMs }); !forgotten)
        return forgotten.error();
    const ApiKey &holder = ticket.holder;
    const auto role = roleName(holder.role);
    const auto rows = connection().run(u"insert_ticket"_s,
        { connection().idValue(holder.id.uuid), holder.sha256, connection().textValue(holder.tenant),
            connection().textValue(QByteArray(role.data(), qsizetype(role.size()))),
            connection().idValue(holder.user.uuid), connection().textValue(holder.userName),
            connection().idValue(holder.contact.uuid), connection().textValue(sessionList(holder.sessions)),
            holder.createdMs, optionalTime(holder.expiresMs), ticket.endsMs });
    return rows ? Result<void>() : rows.error();
}

Result<std::optional<Ticket>> SqlStore::takeTicket(const QByteArray &sha256)
{
    auto rows = connection().run(u"take_ticket"_s, { sha256 });
    if (!rows)
        return rows.error();
    if (!rows->next())
        return std::optional<Ticket>();
    return std::optional(Ticket{ apiKeyOf(*rows), rows->value(12).toLongLong() });
}

} // namespace conversa
