// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/messagestore.h"
#include "store/migrator.h"
#include "store/sqlconnection.h"

namespace conversa {

// What the SQL stores do alike: everything but connecting and writing of sessions. Lives in its storage thread.
class SqlStore : public MessageStore
{
public:
    explicit SqlStore(SqlDialect dialect);

    bool isOpen() const override { return m_connection.isOpen(); }
    void close() override { m_connection.close(); }
    Result<void> ping() override;
    Epoch epoch() const override { return m_epoch; }
    Result<std::optional<SessionState>> session(const SessionKey &key) override;
    Result<StoredPage> history(const HistoryQuery &query) override;
    Result<std::optional<JoinedState>> joinedSession(const SessionKey &key) override;
    Result<SideMarks> sideMarks(const SessionKey &key) override;
    Result<std::optional<qint64>> setClosed(const SessionKey &key, bool closed) override;
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

protected:
    // The schema and the epoch, once the connection stands.
    Result<void> prepare(Migrate mode);
    SqlConnection &connection() { return m_connection; }
    const SqlConnection &connection() const { return m_connection; }

    // Begins a transaction in which nobody else writes in the session; NotFound: there is none.
    virtual Result<void> beginInSession(const SessionKey &key) = 0;

private:
    Result<void> readEpoch();
    Result<bool> replaceKeyLocked(KeyId id, const ApiKey &successor, qint64 endsMs);
    Result<qint64> placeOrParkLocked(const ExternalMark &mark);

    SqlConnection m_connection;
    Epoch m_epoch;
};

} // namespace conversa
