// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/messagestore.h"

#include <QHash>

#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace conversa {

// What the connections of one memory store share; guarded by `mutex`. Gone with the last of them.
struct MemoryData
{
    struct Session
    {
        SessionState state;
        std::vector<ChatMessage> messages; // messages[i].seq == i + 1
        QHash<std::pair<UserId, QByteArray>, qsizetype> byClientMessageId; // -> index
        QHash<MessageId, qint64> seqs;
        std::map<UserId, Watermark> watermarks;
        QHash<QByteArray, qint64> byExternalId; // -> seq
        std::vector<ExternalMark> parked;
        QByteArray contactName;
        qint64 createdUs = 0;
        qint64 changedUs = 0;
    };

    std::mutex mutex;
    const Epoch epoch{ Uuid::random() };
    QHash<SessionKey, Session> sessions;
    std::vector<ApiKey> keys; // oldest first
    std::vector<AuditRow> auditRows; // in the order of their coming
    std::map<Uuid, AuditChain> auditChains;
    QHash<QByteArray, Ticket> tickets; // by sha256
    std::vector<Restriction> restrictions; // oldest first
    QHash<KeyId, qint64> keyChangesUs; // when a key was last revoked or shortened
};

// Now, in microseconds of Unix time.
qint64 memoryNowUs();

// Keeps everything in this process, for development and benchmarks. Each connection lives in its storage thread.
class MemoryStore : public MessageStore
{
public:
    explicit MemoryStore(std::shared_ptr<MemoryData> data);

    Result<void> open() override;
    bool isOpen() const override { return m_open; }
    void close() override;
    Result<void> ping() override { return {}; }
    Epoch epoch() const override { return m_data->epoch; }
    Result<std::vector<AppendResult>> append(std::span<const AppendRequest> batch) override;
    Result<std::optional<SessionState>> session(const SessionKey &key) override;
    Result<StoredPage> history(const HistoryQuery &query) override;
    Result<std::optional<JoinedState>> joinedSession(const SessionKey &key) override;
    Result<SideMarks> sideMarks(const SessionKey &key) override;
    Result<std::vector<qint64>> seqsOf(std::span<const MessagePlace> places) override;
    Result<std::vector<WatermarkMoved>> moveWatermarks(std::span<const WatermarkMove> moves) override;
    Result<std::vector<InboxSession>> inbox(const InboxQuery &query) override;
    Result<std::vector<InboxSession>> inboxSessions(std::span<const SessionKey> keys, std::span<const UserId> readers) override;
    Result<bool> createSession(const NewSession &session) override;
    Result<std::optional<qint64>> setClosed(const SessionKey &key, bool closed) override;
    Result<std::vector<ClosedSession>> closeIdle(qint64 idleMs, int most) override;
    Result<qint64> placeOrPark(const ExternalMark &mark) override;
    Result<std::vector<ExternalMark>> parkedMarks(const SessionKey &key, const QByteArray &externalId) override;
    Result<void> forgetParkedMarks(const SessionKey &key, const QByteArray &externalId) override;
    Result<void> addKey(const ApiKey &key) override;
    Result<std::vector<ApiKey>> keys(const KeyQuery &query) override;
    Result<std::optional<ApiKey>> keyByHash(const QByteArray &sha256) override;
    Result<std::optional<ApiKey>> keyById(KeyId id) override;
    Result<bool> revokeKey(KeyId id, qint64 unixMs) override;
    Result<bool> replaceKey(KeyId id, const ApiKey &successor, qint64 endsMs) override;
    Result<std::vector<ApiKey>> changedKeys(qint64 ageMs) override;
    Result<void> addTicket(const Ticket &ticket) override;
    Result<std::optional<Ticket>> takeTicket(const QByteArray &sha256) override;
    Result<void> appendAudit(const AuditChain &chain, std::span<const AuditRow> rows) override;
    Result<std::vector<AuditChain>> auditChains() override;
    Result<std::vector<AuditRow>> auditRows(const Uuid &chain, qint64 afterSeq, int most) override;
    Result<std::vector<AuditRow>> auditPage(const AuditQuery &query) override;
    Result<void> forgetAudit(qint64 beforeMs) override;
    Result<void> addRestriction(const Restriction &restriction) override;
    Result<bool> removeRestriction(const Uuid &id, const QByteArray &tenant) override;
    Result<std::vector<Restriction>> restrictions() override;
    void interrupt() override { }

private:
    AppendResult appendOne(const AppendRequest &request);

    std::shared_ptr<MemoryData> m_data;
    bool m_open = false;
};

// The connections this factory makes see the same data, which starts empty with an epoch of its own.
StoreFactory memoryStoreFactory();

} // namespace conversa
