// SPDX-License-Identifier: Apache-2.0
#include "store/postgresappend.h"

#include "store/messagerow.h"
#include "store/pgarray.h"
#include "store/rowrules.h"

#include <QRandomGenerator>

#include <chrono>
#include <thread>

using namespace Qt::StringLiterals;

namespace conversa {

namespace {

constexpr int mostAttempts = 3;

// The parameters of append_messages.sql, a column each.
struct MessageArrays
{
    PgKeyArrays keys;
    PgArray ids;
    PgArray contacts;
    PgArray users;
    PgArray roles;
    PgArray texts;
    PgArray replies;
    PgArray clientIds;
    PgArray times;
    PgArray acceptable;
    PgArray lastSeqs;

    void add(const ChatMessage &message, bool isAcceptable, qint64 lastSeq)
    {
        keys.add(message.key);
        ids.addId(message.id.uuid);
        contacts.addId(message.contact.uuid);
        users.addId(message.user.uuid);
        const auto role = roleName(message.role);
        roles.addText(QByteArrayView(role.data(), qsizetype(role.size())));
        texts.addText(message.text);
        message.replyTo ? replies.addId(message.replyTo->uuid) : replies.addNull();
        message.clientMessageId.isEmpty() ? clientIds.addNull() : clientIds.addText(message.clientMessageId);
        times.addNumber(message.timestampMs);
        acceptable.addBool(isAcceptable);
        lastSeqs.addNumber(lastSeq);
    }
};

} // namespace

PostgresAppend::PostgresAppend(SqlConnection &connection, std::span<const AppendRequest> batch)
    : m_connection(connection)
    , m_batch(batch)
{
}

Result<std::vector<AppendResult>> PostgresAppend::run()
{
    for (int attempts = 1;; ++attempts) {
        const auto done = attempt();
        if (done)
            break;
        m_connection.rollback();
        if (attempts == mostAttempts || !isWorthRepeating())
            return done.error();
        // Lets the other transaction have what both want.
        std::this_thread::sleep_for(std::chrono::milliseconds(QRandomGenerator::global()->bounded(5, 25 * attempts)));
    }
    if (const auto committed = m_connection.commit(); !committed)
        return Error{ ErrorCode::SendFailed, committed.error().message };
    std::vector<AppendResult> results;
    results.reserve(m_results.size());
    for (auto &result : m_results)
        results.push_back(*std::move(result));
    return results;
}

bool PostgresAppend::isWorthRepeating() const
{
    const QString state = m_connection.lastState();
    return m_connection.isOpen() && (state == "40P01"_L1 || state == "40001"_L1 || state == "23505"_L1);
}

Result<void> PostgresAppend::attempt()
{
    m_results.assign(m_batch.size(), std::nullopt);
    m_states.clear();
    m_settled.clear();
    m_created.clear();
    if (const auto begun = m_connection.begin(); !begun)
        return begun;
    QSet<SessionKey> keys;
    for (const AppendRequest &request : m_batch)
        keys.insert(request.message.key);
    if (const auto locked = lockSessions(keys); !locked)
        return locked;
    if (m_states.size() < keys.size()) {
        if (const auto created = createSessions(); !created)
            return created;
    }
    return appendRounds();
}

Result<void> PostgresAppend::lockSessions(const QSet<SessionKey> &keys)
{
    PgKeyArrays arrays;
    for (const SessionKey &key : keys)
        arrays.add(key);
    auto rows = m_connection.run(u"lock_sessions"_s, { arrays.tenants.text(), arrays.sessions.text() });
    if (!rows)
        return rows.error();
    while (rows->next()) {
        const SessionKey key{ rows->value(0).toString().toUtf8(), SessionId{ uuidOf(rows->value(1)) } };
        m_states.insert(
            key, { ContactId{ uuidOf(rows->value(2)) }, rows->value(3).toLongLong(), rows->value(4).toBool() });
    }
    return {};
}

Result<void> PostgresAppend::createSessions()
{
    QSet<SessionKey> missing;
    for (size_t i = 0; i < m_batch.size(); ++i) {
        const SessionKey &key = m_batch[i].message.key;
        if (m_states.contains(key) || missing.contains(key))
            continue;
        if (auto refused = refusalOfFirst(m_batch[i]))
            m_results[i] = *std::move(refused);
        else
            missing.insert(key);
    }
    if (missing.isEmpty())
        return {};
    PgKeyArrays arrays;
    for (const SessionKey &key : missing)
        arrays.add(key);
    {
        auto created = m_connection.run(u"create_sessions"_s, { arrays.tenants.text(), arrays.sessions.text() });
        if (!created)
            return created.error();
        while (created->next())
            m_created.insert({ created->value(0).toString().toUtf8(), SessionId{ uuidOf(created->value(1)) } });
    }
    return lockSessions(missing);
}

Result<void> PostgresAppend::appendRounds()
{
    std::vector<size_t> left;
    for (size_t i = 0; i < m_batch.size(); ++i) {
        if (!m_results[i])
            left.push_back(i);
    }
    while (true) {
        if (const auto settled = settleExternals(left); !settled || left.empty())
            return settled;
        PostgresRound round(m_states, m_settled);
        std::erase_if(left, [&](size_t i) { return round.add(i, m_batch[i]); });
        if (const auto appended = append(round); !appended)
            return appended;
        if (const auto noted = noteExternals(round); !noted)
            return noted;
    }
}

Result<void> PostgresAppend::settleExternals(std::vector<size_t> &left)
{
    PgKeyArrays keys;
    PgArray ids;
    std::vector<size_t> asked;
    for (const size_t i : left) {
        if (m_batch[i].externalId.isEmpty())
            continue;
        keys.add(m_batch[i].message.key);
        ids.addText(m_batch[i].externalId);
        asked.push_back(i);
    }
    if (asked.empty())
        return {};
    auto rows = m_connection.run(u"find_externals"_s, { keys.tenants.text(), keys.sessions.text(), ids.text() });
    if (!rows)
        return rows.error();
    while (rows->next()) {
        const size_t i = asked[size_t(rows->value(0).toLongLong() - 1)];
        const ChatMessage &message = m_batch[i].message;
        m_results[i] = repeatOfExternal(messageOf(*rows, message.key, 1), message);
        std::erase(left, i);
    }
    return {};
}

Result<void> PostgresAppend::noteExternals(const PostgresRound &round)
{
    PgKeyArrays keys;
    PgArray ids;
    PgArray seqs;
    bool isAny = false;
    for (const PostgresRound::Row &row : round.rows()) {
        const AppendRequest &request = m_batch[row.index];
        const auto &result = *m_results[row.index];
        if (request.externalId.isEmpty() || !result || result->repeated)
            continue;
        keys.add(request.message.key);
        ids.addText(request.externalId);
        seqs.addNumber(result->message.seq);
        isAny = true;
    }
    if (!isAny)
        return {};
    const auto noted
        = m_connection.run(u"insert_externals"_s, { keys.tenants.text(), keys.sessions.text(), ids.text(), seqs.text() });
    return noted ? Result<void>() : noted.error();
}

Result<void> PostgresAppend::append(const PostgresRound &round)
{
    MessageArrays arrays;
    for (const PostgresRound::Row &row : round.rows()) {
        const ChatMessage &message = m_batch[row.index].message;
        arrays.add(message, !row.refusal, m_states[message.key].lastSeq);
        // Stands unless the statement says that the row is a repeat or was stored.
        m_results[row.index] = row.refusal.value_or(unknownReply());
    }
    auto rows = m_connection.run(u"append_messages"_s,
        { arrays.keys.tenants.text(), arrays.keys.sessions.text(), arrays.ids.text(), arrays.contacts.text(),
            arrays.users.text(), arrays.roles.text(), arrays.texts.text(), arrays.replies.text(),
            arrays.clientIds.text(), arrays.times.text(), arrays.acceptable.text(), arrays.lastSeqs.text() });
    if (!rows)
        return rows.error();
    while (rows->next())
        settle(round.rows()[size_t(rows->value(0).toLongLong() - 1)], *rows);
    return {};
}

void PostgresAppend::settle(const PostgresRound::Row &row, const SqlRows &stored)
{
    const ChatMessage &message = m_batch[row.index].message;
    if (const QByteArray key = repeatKey(message); !key.isEmpty())
        m_settled.insert(key);
    if (stored.value(1).toBool()) {
        m_results[row.index] = repeatOf(messageOf(stored, message.key, 2), message);
        return;
    }
    Appended appended{ message };
    appended.message.seq = stored.value(3).toLongLong();
    appended.opened = appended.message.seq == 1 && m_created.contains(message.key);
    SessionState &state = m_states[message.key];
    state.contact = message.contact;
    state.lastSeq = std::max(state.lastSeq, appended.message.seq);
    m_results[row.index] = std::move(appended);
}

} // namespace conversa
