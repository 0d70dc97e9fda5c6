// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/sqlstore.h"

#include <QHash>

namespace conversa {

// A SQLite database in one file: write-ahead log, synchronous=FULL, exactly one writer at a time. Lives in its storage
// thread.
class SqliteStore : public SqlStore
{
public:
    SqliteStore(QString path, Migrate mode);

    Result<void> open() override;
    Result<std::vector<AppendResult>> append(std::span<const AppendRequest> batch) override;
    Result<std::vector<qint64>> seqsOf(std::span<const MessagePlace> places) override;
    Result<std::vector<WatermarkMoved>> moveWatermarks(std::span<const WatermarkMove> moves) override;
    Result<std::vector<InboxSession>> inbox(const InboxQuery &query) override;
    Result<std::vector<InboxSession>> inboxSessions(std::span<const SessionKey> keys, std::span<const UserId> readers) override;
    Result<bool> createSession(const NewSession &session) override;
    Result<std::vector<ClosedSession>> closeIdle(qint64 idleMs, int most) override;
    // Nothing: no wait of SQLite can be broken off but that for another writer, which is bounded.
    void interrupt() override { }

protected:
    Result<void> beginInSession(const SessionKey &key) override;

private:
    struct Cached
    {
        std::optional<SessionState> state;
        bool moved = false; // by the batch in hand
    };
    using Sessions = QHash<SessionKey, Cached>;

    Result<std::vector<AppendResult>> appendAll(std::span<const AppendRequest> batch);
    Result<AppendResult> appendOne(const AppendRequest &request, Sessions &sessions);
    Result<AppendResult> appendToKnown(const AppendRequest &request, Cached &cached);
    Result<std::optional<ChatMessage>> firstOf(const ChatMessage &message);
    Result<std::optional<ChatMessage>> firstOfExternal(const AppendRequest &request);
    // 0: no such message.
    Result<qint64> seqOf(const SessionKey &key, MessageId id);
    Result<AppendResult> insert(const AppendRequest &request, Cached &cached);
    Result<void> insertExternal(const AppendRequest &request, qint64 seq);
    Result<void> putSessions(const Sessions &sessions);

    const QString m_path;
    const Migrate m_mode;
};

StoreFactory sqliteStoreFactory(const QString &path, Migrate mode = Migrate::Auto);

} // namespace conversa
