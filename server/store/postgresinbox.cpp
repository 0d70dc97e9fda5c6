// SPDX-License-Identifier: Apache-2.0
// PostgresStore's half about inboxes and what changes sessions.
#include "store/messagerow.h"
#include "store/pgarray.h"
#include "store/postgresstore.h"
#include "store/rowrules.h"

using namespace Qt::StringLiterals;

namespace conversa {

namespace {

std::vector<qint64> numbersIn(const QByteArray &list)
{
    std::vector<qint64> numbers;
    if (list.isEmpty())
        return numbers;
    for (const QByteArray &number : list.split(','))
        numbers.push_back(number.toLongLong());
    return numbers;
}

// "user:seq,user:seq"
QHash<UserId, qint64> marksIn(const QByteArray &list)
{
    QHash<UserId, qint64> marks;
    for (const QByteArray &mark : list.split(',')) {
        const qsizetype colon = mark.indexOf(':');
        if (const auto user = UserId::parse({ mark.constData(), size_t(std::max<qsizetype>(colon, 0)) }))
            marks.insert(*user, mark.mid(colon + 1).toLongLong());
    }
    return marks;
}

Result<void> addDetails(SqlConnection &connection, std::vector<InboxSession> &sessions, std::span<const UserId> readers)
{
    PgKeyArrays keys;
    PgArray lastSeqs;
    PgArray users;
    for (const InboxSession &session : sessions) {
        keys.add(session.key);
        lastSeqs.addNumber(session.lastSeq);
    }
    for (const UserId &reader : readers)
        users.addId(reader.uuid);
    auto rows = connection.run(
        u"inbox_details"_s, { keys.tenants.text(), keys.sessions.text(), lastSeqs.text(), users.text() });
    if (!rows)
        return rows.error();
    while (rows->next()) {
        InboxSession &session = sessions[size_t(rows->value(0).toLongLong() - 1)];
        if (!rows->isNull(1))
            session.last = messageOf(*rows, session.key, 1);
        if (!rows->isNull(10))
            session.waitingSinceMs = rows->value(10).toLongLong();
        session.contactSeqs = numbersIn(textOf(rows->value(11)));
        session.read = marksIn(textOf(rows->value(12)));
    }
    return {};
}

} // namespace

Result<std::vector<InboxSession>> PostgresStore::inbox(const InboxQuery &query)
{
    const InboxPlace &before = query.before;
    std::vector<InboxSession> sessions;
    {
        auto rows = connection().run(u"inbox_page"_s,
            { connection().textValue(query.tenant), int(query.closed), before.changedUs, before.changedUs,
                connection().idValue(before.session.uuid), query.limit });
        if (!rows)
            return rows.error();
        while (rows->next())
            sessions.push_back(sessionOf(*rows, query.tenant));
    }
    if (const auto added = addDetails(connection(), sessions, std::span(&query.reader, 1)); !added)
        return added.error();
    return sessions;
}

Result<std::vector<InboxSession>> PostgresStore::inboxSessions(
    std::span<const SessionKey> keys, std::span<const UserId> readers)
{
    PgKeyArrays arrays;
    for (const SessionKey &key : keys)
        arrays.add(key);
    std::vector<InboxSession> sessions;
    {
        auto rows = connection().run(u"inbox_sessions"_s, { arrays.tenants.text(), arrays.sessions.text() });
        if (!rows)
            return rows.error();
        while (rows->next())
            sessions.push_back(sessionOf(*rows, keys[size_t(rows->value(0).toLongLong() - 1)].tenant, 1));
    }
    if (const auto added = addDetails(connection(), sessions, readers); !added)
        return added.error();
    return sessions;
}

Result<bool> PostgresStore::createSession(const NewSession &session)
{
    auto rows = connection().run(u"create_session"_s,
        { connection().textValue(session.key.tenant), connection().idValue(session.key.session.uuid),
            connection().idValue(session.contact.uuid), connection().textValue(session.contactName) });
    if (!rows)
        return rows.error();
    if (!rows->next())
        return foreignContact();
    return rows->value(0).toBool();
}

Result<std::vector<ClosedSession>> PostgresStore::closeIdle(qint64 idleMs, int most)
{
    auto rows = connection().run(u"close_idle_sessions"_s, { idleMs, most });
    if (!rows)
        return rows.error();
    std::vector<ClosedSession> closed;
    while (rows->next())
        closed.push_back({ { rows->value(0).toString().toUtf8(), SessionId{ uuidOf(rows->value(1)) } }, rows->value(2).toLongLong() });
    return closed;
}

Result<void> PostgresStore::beginInSession(const SessionKey &key)
{
    if (const auto begun = connection().begin(); !begun)
        return begun;
    auto rows = connection().run(
        u"lock_session"_s, { connection().textValue(key.tenant), connection().idValue(key.session.uuid) });
    if (!rows)
        return rows.error();
    return rows->next() ? Result<void>() : unknownSession();
}

} // namespace conversa
