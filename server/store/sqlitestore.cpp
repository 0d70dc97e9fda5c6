// SPDX-License-Identifier: Apache-2.0
#include "store/sqlitestore.h"

#include "store/messagerow.h"
#include "store/rowrules.h"
#include "store/sqlitemarks.h"

using namespace Qt::StringLiterals;

namespace conversa {

SqliteStore::SqliteStore(QString path, Migrate mode)
    : SqlStore(SqlDialect::Sqlite)
    , m_path(std::move(path))
    , m_mode(mode)
{
}

Result<void> SqliteStore::open()
{
    const auto opened = connection().open([this](QSqlDatabase &database) {
        database.setDatabaseName(m_path);
        // Shorter than the deadline of a request, so that its error comes from here.
        database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=2000"_s);
    });
    if (!opened)
        return Error{ ErrorCode::Internal, QByteArrayLiteral("The SQLite database file cannot be opened.") };
    for (const QString &pragma : { u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = FULL"_s }) {
        if (auto set = connection().execute(pragma); !set)
            return set;
    }
    return prepare(m_mode);
}

Result<std::vector<AppendResult>> SqliteStore::append(std::span<const AppendRequest> batch)
{
    if (const auto begun = connection().execute(u"BEGIN IMMEDIATE"_s); !begun)
        return begun.error();
    auto results = appendAll(batch);
    if (!results) {
        connection().rollback();
        return results;
    }
    if (const auto committed = connection().commit(); !committed) {
        connection().rollback();
        return Error{ ErrorCode::SendFailed, committed.error().message };
    }
    return results;
}

Result<std::vector<AppendResult>> SqliteStore::appendAll(std::span<const AppendRequest> batch)
{
    std::vector<AppendResult> results;
    results.reserve(batch.size());
    Sessions sessions;
    for (const AppendRequest &request : batch) {
        auto result = appendOne(request, sessions);
        if (!result)
            return result.error();
        results.push_back(*std::move(result));
    }
    if (const auto put = putSessions(sessions); !put)
        return put.error();
    return results;
}

Result<AppendResult> SqliteStore::appendOne(const AppendRequest &request, Sessions &sessions)
{
    const SessionKey &key = request.message.key;
    auto cached = sessions.find(key);
    if (cached == sessions.end()) {
        auto state = session(key);
        if (!state)
            return state.error();
        cached = sessions.insert(key, { *std::move(state) });
    }
    if (cached->state)
        return appendToKnown(request, *cached);
    if (auto refused = refusalOfFirst(request))
        return AppendResult(*std::move(refused));
    return insert(request, *cached);
}

Result<AppendResult> SqliteStore::appendToKnown(const AppendRequest &request, Cached &cached)
{
    const ChatMessage &message = request.message;
    const auto first = firstOf(message);
    if (!first)
        return first.error();
    if (*first)
        return repeatOf(**first, message);
    const auto external = firstOfExternal(request);
    if (!external)
        return external.error();
    if (*external)
        return repeatOfExternal(**external, message);
    if (auto refused = refusal(*cached.state, request))
        return AppendResult(*std::move(refused));
    if (message.replyTo) {
        const auto replied = seqOf(message.key, *message.replyTo);
        if (!replied)
            return replied.error();
        if (*replied == 0)
            return AppendResult(unknownReply());
    }
    return insert(request, cached);
}

Result<std::optional<ChatMessage>> SqliteStore::firstOf(const ChatMessage &message)
{
    if (message.clientMessageId.isEmpty())
        return std::optional<ChatMessage>();
    auto rows = connection().run(u"find_repeat"_s,
        { connection().textValue(message.key.tenant), connection().idValue(message.key.session.uuid),
            connection().idValue(message.user.uuid), connection().textValue(message.clientMessageId) });
    if (!rows)
        return rows.error();
    return rows->next() ? std::optional(messageOf(*rows, message.key)) : std::optional<ChatMessage>();
}

Result<std::optional<ChatMessage>> SqliteStore::firstOfExternal(const AppendRequest &request)
{
    const SessionKey &key = request.message.key;
    if (request.externalId.isEmpty())
        return std::optional<ChatMessage>();
    auto rows = connection().run(u"find_external_message"_s,
        { connection().textValue(key.tenant), connection().idValue(key.session.uuid), connection().textValue(request.externalId) });
    if (!rows)
        return rows.error();
    return rows->next() ? std::optional(messageOf(*rows, key)) : std::optional<ChatMessage>();
}

Result<void> SqliteStore::insertExternal(const AppendRequest &request, qint64 seq)
{
    const SessionKey &key = request.message.key;
    if (request.externalId.isEmpty())
        return {};
    const auto inserted = connection().run(u"insert_external"_s,
        { connection().textValue(key.tenant), connection().idValue(key.session.uuid), connection().textValue(request.externalId), seq });
    return inserted ? Result<void>() : inserted.error();
}

Result<qint64> SqliteStore::seqOf(const SessionKey &key, MessageId id)
{
    auto rows = connection().run(u"find_message"_s,
        { connection().textValue(key.tenant), connection().idValue(key.session.uuid), connection().idValue(id.uuid) });
    if (!rows)
        return rows.error();
    return rows->next() ? rows->value(0).toLongLong() : 0;
}

Result<std::vector<qint64>> SqliteStore::seqsOf(std::span<const MessagePlace> places)
{
    std::vector<qint64> seqs;
    for (const MessagePlace &place : places) {
        const auto seq = seqOf(place.key, place.id);
        if (!seq)
            return seq.error();
        seqs.push_back(*seq);
    }
    return seqs;
}

Result<std::vector<WatermarkMoved>> SqliteStore::moveWatermarks(std::span<const WatermarkMove> moves)
{
    return SqliteMarks(connection()).run(moves);
}

Result<AppendResult> SqliteStore::insert(const AppendRequest &request, Cached &cached)
{
    const ChatMessage &message = request.message;
    Appended appended{ message };
    appended.opened = !cached.state;
    appended.message.seq = cached.state ? cached.state->lastSeq + 1 : 1;
    const auto role = roleName(message.role);
    const auto reply = connection().idValue(message.replyTo ? message.replyTo->uuid : Uuid());
    const QVariant clientId = message.clientMessageId.isEmpty() ? QVariant(QMetaType::fromType<QByteArray>())
                                                                : connection().textValue(message.clientMessageId);
    const auto inserted = connection().run(u"insert_message"_s,
        { connection().textValue(message.key.tenant), connection().idValue(message.key.session.uuid),
            connection().idValue(message.id.uuid), appended.message.seq, connection().idValue(message.contact.uuid),
            connection().idValue(message.user.uuid),
            connection().textValue(QByteArray(role.data(), qsizetype(role.size()))),
            connection().textValue(message.text), reply, clientId, message.timestampMs });
    if (!inserted)
        return inserted.error();
    if (const auto noted = insertExternal(request, appended.message.seq); !noted)
        return noted.error();
    cached = { SessionState{ message.contact, appended.message.seq, false }, true };
    return AppendResult(std::move(appended));
}

Result<void> SqliteStore::putSessions(const Sessions &sessions)
{
    for (auto each = sessions.begin(); each != sessions.end(); ++each) {
        if (!each->moved)
            continue;
        const auto put = connection().run(u"put_session"_s,
            { connection().textValue(each.key().tenant), connection().idValue(each.key().session.uuid),
                connection().idValue(each->state->contact.uuid), each->state->lastSeq });
        if (!put)
            return put.error();
    }
    return {};
}

StoreFactory sqliteStoreFactory(const QString &path, Migrate mode)
{
    return [path, mode] { return std::make_unique<SqliteStore>(path, mode); };
}

} // namespace conversa
