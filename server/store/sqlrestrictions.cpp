// SPDX-License-Identifier: Apache-2.0
// SqlStore's part about restrictions.
#include "store/rowrules.h"
#include "store/sqlstore.h"

#include <array>

using namespace Qt::StringLiterals;

namespace conversa {

namespace {

// In the order of Restriction::Kind.
constexpr std::array<const char *, 4> kindWords{ "user", "address", "member", "writes" };

Restriction::Kind kindOf(const QByteArray &word)
{
    const auto found = std::find(kindWords.begin(), kindWords.end(), word);
    return Restriction::Kind(found - kindWords.begin());
}

Restriction restrictionOf(const SqlRows &row)
{
    Restriction restriction{ .id = uuidOf(row.value(0)),
        .kind = kindOf(textOf(row.value(1))),
        .tenant = textOf(row.value(2)),
        .user = UserId{ uuidOf(row.value(3)) },
        .session = SessionId{ uuidOf(row.value(4)) },
        .network = textOf(row.value(5)),
        .reason = textOf(row.value(6)),
        .by = textOf(row.value(7)),
        .createdMs = row.value(8).toLongLong() };
    if (!row.isNull(9))
        restriction.endsMs = row.value(9).toLongLong();
    return restriction;
}

} // namespace

Result<void> SqlStore::addRestriction(const Restriction &made)
{
    if (const auto forgotten = connection().run(u"forget_restrictions"_s, { made.createdMs }); !forgotten)
        return forgotten.error();
    const auto rows = connection().run(u"insert_restriction"_s,
        { connection().idValue(made.id), connection().textValue(kindWords[size_t(made.kind)]), connection().textValue(made.tenant),
            connection().idValue(made.user.uuid), connection().idValue(made.session.uuid), connection().textValue(made.network),
            connection().textValue(made.reason), connection().textValue(made.by), made.createdMs,
            made.endsMs ? QVariant(*made.endsMs) : QVariant(QMetaType::fromType<qint64>()), mostRestrictions });
    if (!rows)
        return rows.error();
    return rows->affected() == 1 ? Result<void>() : tooManyRestrictions();
}

Result<bool> SqlStore::removeRestriction(const Uuid &id, const QByteArray &tenant)
{
    const QVariant owner = connection().textValue(tenant);
    const auto rows = connection().run(u"remove_restriction"_s, { connection().idValue(id), owner, owner });
    if (!rows)
        return rows.error();
    return rows->affected() == 1;
}

Result<std::vector<Restriction>> SqlStore::restrictions()
{
    auto rows = connection().run(u"list_restrictions"_s);
    if (!rows)
        return rows.error();
    std::vector<Restriction> all;
    while (rows->next())
        all.push_back(restrictionOf(*rows));
    return all;
}

} // namespace conversa
