// SPDX-License-Identifier: Apache-2.0
// SqliteStore's half about inboxes and what changes sessions.
#include "store/messagerow.h"
#include "store/rowrules.h"
#include "store/sqlitestore.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace conversa {

namespace {

// Adds to a session what an inbox tells beside its row. Lives for one call.
class SqliteDetails
{
public:
    SqliteDetails(SqlConnection &connection, InboxSession &session)
        : m_connection(connection)
        , m_session(session)
        , m_tenant(connection.textValue(session.key.tenant))
        , m_id(connection.idValue(session.key.session.uuid))
    {
    }

    Result<void> add(std::span<const UserId> readers)
    {
        auto last = message(m_session.lastSeq);
        if (!last)
            return last.error();
        m_session.last = *std::move(last);
        if (const auto added = addContactSeqs(); !added)
            return added;
        if (const auto added = addWaiting(); !added)
            return added;
        for (const UserId &reader : readers) {
            if (const auto added = addMark(reader); !added)
                return added;
        }
        return {};
    }

private:
    Result<std::optional<ChatMessage>> message(qint64 seq)
    {
        auto rows = m_connection.run(u"inbox_message"_s, { m_tenant, m_id, seq });
        if (!rows)
            return rows.error();
        return rows->next() ? std::optional(messageOf(*rows, m_session.key)) : std::optional<ChatMessage>();
    }

    Result<void> addContactSeqs()
    {
        auto rows = m_connection.run(
            u"inbox_contact_seqs"_s, { m_tenant, m_id, m_session.lastSeq - inboxUnreadWindow + 1, m_session.lastSeq });
        if (!rows)
            return rows.error();
        while (rows->next())
            m_session.contactSeqs.push_back(rows->value(0).toLongLong());
        return {};
    }

    Result<void> addWaiting()
    {
        if (!m_session.last || isBusinessSide(m_session.last->role))
            return {};
        qint64 answered = std::max<qint64>(0, m_session.lastSeq - inboxAnswerWindow);
        {
            auto rows = m_connection.run(u"inbox_answer"_s, { m_tenant, m_id, answered + 1, m_session.lastSeq });
            if (!rows)
                return rows.error();
            if (rows->next())
                answered = rows->value(0).toLongLong();
        }
        const auto waiting = message(answered + 1);
        if (!waiting)
            return waiting.error();
        if (*waiting)
            m_session.waitingSinceMs = (*waiting)->timestampMs;
        return {};
    }

    Result<void> addMark(UserId reader)
    {
        auto rows = m_connection.run(u"find_watermark"_s, { m_connection.idValue(reader.uuid), m_tenant, m_id });
        if (!rows)
            return rows.error();
        if (rows->next())
            m_session.read.insert(reader, rows->value(2).toLongLong());
        return {};
    }

    SqlConnection &m_connection;
    InboxSession &m_session;
    const QVariant m_tenant;
    const QVariant m_id;
};

} // namespace

Result<std::vector<InboxSession>> SqliteStore::inbox(const InboxQuery &query)
{
    const InboxPlace &before = query.before;
    std::vector<InboxSession> sessions;
    {
        auto rows = connection().run(u"inbox_page"_s,
            { connection().textValue(query.tenant), query.closed, before.changedUs, before.changedUs,
                connection().idValue(before.session.uuid), query.limit });
        if (!rows)
            return rows.error();
        while (rows->next())
            sessions.push_back(sessionOf(*rows, query.tenant));
    }
    for (InboxSession &session : sessions) {
        if (const auto added = SqliteDetails(connection(), session).add(std::span(&query.reader, 1)); !added)
            return added.error();
    }
    return sessions;
}

Result<std::vector<InboxSession>> SqliteStore::inboxSessions(std::span<const SessionKey> keys, std::span<const UserId> readers)
{
    std::vector<InboxSession> sessions;
    for (const SessionKey &key : keys) {
        {
            auto rows = connection().run(
                u"inbox_session"_s, { connection().textValue(key.tenant), connection().idValue(key.session.uuid) });
            if (!rows)
                return rows.error();
            if (!rows->next())
                continue;
            sessions.push_back(sessionOf(*rows, key.tenant));
        }
        if (const auto added = SqliteDetails(connection(), sessions.back()).add(readers); !added)
            return added.error();
    }
    return sessions;
}

Result<bool> SqliteStore::createSession(const NewSession &session)
{
    const QVariant tenant = connection().textValue(session.key.tenant);
    const QVariant id = connection().idValue(session.key.session.uuid);
    const QVariant contact = connection().idValue(session.contact.uuid);
    const QVariant name = connection().textValue(session.contactName);
    const auto made = connection().run(u"create_session"_s, { tenant, id, contact, name });
    if (!made)
        return made.error();
    if (made->affected() == 1)
        return true;
    const auto named = connection().run(u"name_contact"_s, { contact, name, tenant, id, contact });
    if (!named)
        return named.error();
    return named->affected() == 1 ? Result<bool>(false) : foreignContact();
}

Result<std::vector<ClosedSession>> SqliteStore::closeIdle(qint64 idleMs, int most)
{
    auto rows = connection().run(u"close_idle_sessions"_s, { idleMs, most });
    if (!rows)
        return rows.error();
    std::vector<ClosedSession> closed;
    while (rows->next())
        closed.push_back({ { textOf(rows->value(0)), SessionId{ uuidOf(rows->value(1)) } }, rows->value(2).toLongLong() });
    return closed;
}

Result<void> SqliteStore::beginInSession(const SessionKey &key)
{
    if (const auto begun = connection().execute(u"BEGIN IMMEDIATE"_s); !begun)
        return begun;
    const auto state = session(key);
    if (!state)
        return state.error();
    return *state ? Result<void>() : unknownSession();
}

} // namespace conversa
