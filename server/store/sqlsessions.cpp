// SPDX-License-Identifier: Apache-2.0
// SqlStore's half about closing sessions and about marks for messages known by their external id.
#include "store/messagerow.h"
#include "store/rowrules.h"
#include "store/sqlstore.h"

using namespace Qt::StringLiterals;

namespace conversa {

Result<std::optional<qint64>> SqlStore::setClosed(const SessionKey &key, bool closed)
{
    auto rows = m_connection.run(closed ? u"close_session"_s : u"reopen_session"_s,
        { m_connection.textValue(key.tenant), m_connection.idValue(key.session.uuid) });
    if (!rows)
        return rows.error();
    return rows->next() ? std::optional(rows->value(0).toLongLong()) : std::nullopt;
}

Result<qint64> SqlStore::placeOrPark(const ExternalMark &mark)
{
    // Whoever appends the message now is waited for: either its id is found, or it will find the mark.
    if (const auto begun = beginInSession(mark.key); !begun) {
        m_connection.rollback();
        return begun.error();
    }
    auto placed = placeOrParkLocked(mark);
    const auto committed = placed ? m_connection.commit() : placed.error();
    if (committed)
        return placed;
    m_connection.rollback();
    return committed.error();
}

Result<qint64> SqlStore::placeOrParkLocked(const ExternalMark &mark)
{
    const QVariant tenant = m_connection.textValue(mark.key.tenant);
    const QVariant session = m_connection.idValue(mark.key.session.uuid);
    const QVariant external = m_connection.textValue(mark.externalId);
    {
        auto found = m_connection.run(u"find_external"_s, { tenant, session, external });
        if (!found)
            return found.error();
        if (found->next())
            return found->value(0).toLongLong();
    }
    {
        auto count = m_connection.run(u"count_parked_marks"_s, { tenant, session });
        if (!count)
            return count.error();
        if (count->next() && count->value(0).toInt() >= mostParkedMarks)
            return tooManyParked();
    }
    const auto role = roleName(mark.role);
    const auto parked = m_connection.run(u"park_mark"_s,
        { tenant, session, external, m_connection.idValue(mark.user.uuid),
            m_connection.textValue(QByteArray(role.data(), qsizetype(role.size()))), mark.mark == Mark::Read });
    if (!parked)
        return parked.error();
    return 0;
}

Result<std::vector<ExternalMark>> SqlStore::parkedMarks(const SessionKey &key, const QByteArray &externalId)
{
    auto rows = m_connection.run(u"parked_marks"_s,
        { m_connection.textValue(key.tenant), m_connection.idValue(key.session.uuid), m_connection.textValue(externalId) });
    if (!rows)
        return rows.error();
    std::vector<ExternalMark> marks;
    while (rows->next())
        marks.push_back({ key, externalId, UserId{ uuidOf(rows->value(0)) }, roleOf(rows->value(1)),
            rows->value(2).toBool() ? Mark::Read : Mark::Delivered });
    return marks;
}

Result<void> SqlStore::forgetParkedMarks(const SessionKey &key, const QByteArray &externalId)
{
    const auto rows = m_connection.run(u"forget_parked_marks"_s,
        { m_connection.textValue(key.tenant), m_connection.idValue(key.session.uuid), m_connection.textValue(externalId) });
    return rows ? Result<void>() : rows.error();
}

} // namespace conversa
