// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "protocol/servermessages.h"
#include "store/apikey.h"
#include "store/auditstore.h"
#include "store/inbox.h"
#include "store/restriction.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace conversa {

// One message to be stored. `message.seq` is 0: the store gives it.
struct AppendRequest
{
    ChatMessage message;
    bool mayCreateSession = false; // an unknown session is created; else it is NotFound
    bool onBehalf = false; // brought in by the business side: its author need not own the session
    QByteArray externalId = {}; // what another system calls it, unique in its session; empty: nothing
};

// What became of one AppendRequest. A repeat of a client_message_id or an external id gives the first message with
// `repeated` set.
struct Appended
{
    ChatMessage message;
    bool repeated = false;
    bool opened = false; // its session was made with it
};

using AppendResult = Result<Appended>;

// What is known of a session without its messages.
struct SessionState
{
    ContactId contact; // null until the first message or REST sets it
    qint64 lastSeq = 0;
    bool closed = false;
};

struct HistoryQuery
{
    SessionKey key;
    std::optional<qint64> beforeSeq = {};
    std::optional<qint64> afterSeq = {};
    int limit = 100; // messages
    qint64 maxBytes = 256 * 1024; // of the messages on the wire (wireSize); at least one is returned
};

struct StoredPage
{
    std::vector<ChatMessage> messages; // ascending by seq
    bool hasMore = false; // in the direction of the query
};

// What a member of a session is told of it when it joins.
struct JoinedState
{
    SessionState state;
    std::vector<Watermark> watermarks = {}; // up to 100
};

// A user's watermark that is to move forward; 0: not asked for. It never passes the session's last message.
struct WatermarkMove
{
    SessionKey key;
    UserId user;
    Role role = Role::Contact;
    qint64 delivered = 0;
    qint64 read = 0; // implies delivered
};

// A message as its session knows it.
struct MessagePlace
{
    SessionKey key;
    MessageId id;
};

// The message a watermark has come to.
struct MarkedMessage
{
    MessageId id;
    qint64 seq = 0;

    bool operator==(const MarkedMessage &) const = default;
};

// What became of one WatermarkMove: where it moved, of what was asked for.
struct WatermarkMoved
{
    std::optional<MarkedMessage> delivered = {};
    std::optional<MarkedMessage> read = {};

    bool operator==(const WatermarkMoved &) const = default;
};

constexpr int mostWatermarks = 100; // of one session that are told

// A store's connection: one lives in each storage thread, is opened, used and destroyed there. Implementations:
// PostgreSQL, SQLite, memory. All functions block; ErrorCode::Unavailable means the store could not be reached and
// nothing of the call happened, ErrorCode::SendFailed (append only) that the outcome of the commit is unknown.
class MessageStore : public AuditStore, public RestrictionStore
{
public:
    // Connects. Unavailable: try again later; any other error will not heal by itself.
    virtual Result<void> open() = 0;
    virtual bool isOpen() const = 0;
    virtual void close() = 0;
    // A cheap round trip to the store.
    virtual Result<void> ping() = 0;
    // Identifies the store's sequence numbers; known after open().
    virtual Epoch epoch() const = 0;

    // Stores a batch in one transaction; returns one result a request, in order. An error instead means that nothing is
    // confirmed for any of them. Row results: NotFound, InvalidField (contact_id, reply_to_id), SessionClosed,
    // Conflict. A contact writing to a session that is not its own is NotFound.
    virtual Result<std::vector<AppendResult>> append(std::span<const AppendRequest> batch) = 0;

    // nullopt: no such session.
    virtual Result<std::optional<SessionState>> session(const SessionKey &key) = 0;
    virtual Result<StoredPage> history(const HistoryQuery &query) = 0;

    // As session(), with how far its users have got.
    virtual Result<std::optional<JoinedState>> joinedSession(const SessionKey &key) = 0;
    // The furthest of each side; all 0 where there is no such session.
    virtual Result<SideMarks> sideMarks(const SessionKey &key) = 0;
    // The seq of each message in its session, in order; 0: there is no such message.
    virtual Result<std::vector<qint64>> seqsOf(std::span<const MessagePlace> places) = 0;
    // Moves watermarks forward, in one transaction; no user stands twice in one session. Returns one result a move, in
    // order. It may be lost with the store's machine: a mark is repeated by the next one.
    virtual Result<std::vector<WatermarkMoved>> moveWatermarks(std::span<const WatermarkMove> moves) = 0;

    // The sessions of a tenant, the latest changed first.
    virtual Result<std::vector<InboxSession>> inbox(const InboxQuery &query) = 0;
    // Those of `keys` that exist, in order, with how far each of `readers` has read.
    virtual Result<std::vector<InboxSession>> inboxSessions(std::span<const SessionKey> keys, std::span<const UserId> readers) = 0;
    // True: made; false: it was there with the same contact, whose name is noted. InvalidField: it is another contact's.
    virtual Result<bool> createSession(const NewSession &session) = 0;
    // Closes or reopens, and returns when, in microseconds by the store's clock: later than any change of the session
    // before. nullopt: it was so already, or there is no such session.
    virtual Result<std::optional<qint64>> setClosed(const SessionKey &key, bool closed) = 0;
    // Closes up to `most` sessions nobody wrote in for `idleMs`, unless another server is doing it; returns them.
    virtual Result<std::vector<ClosedSession>> closeIdle(qint64 idleMs, int most) = 0;

    // The seq of the message a mark is for; 0: it has not come, and the mark is kept for it. NotFound: no such session;
    // LimitExceeded: mostParkedMarks are kept for it.
    virtual Result<qint64> placeOrPark(const ExternalMark &mark) = 0;
    // The marks kept for a message.
    virtual Result<std::vector<ExternalMark>> parkedMarks(const SessionKey &key, const QByteArray &externalId) = 0;
    virtual Result<void> forgetParkedMarks(const SessionKey &key, const QByteArray &externalId) = 0;

    virtual Result<void> addKey(const ApiKey &key) = 0;
    virtual Result<std::vector<ApiKey>> keys(const KeyQuery &query) = 0;
    // The key with this SHA-256, revoked or expired ones included; nullopt: none.
    virtual Result<std::optional<ApiKey>> keyByHash(const QByteArray &sha256) = 0;
    // The same by its id.
    virtual Result<std::optional<ApiKey>> keyById(KeyId id) = 0;
    // Marks a key revoked at `unixMs`; false: no such key.
    virtual Result<bool> revokeKey(KeyId id, qint64 unixMs) = 0;
    // Adds `successor`, and lets the key `id` end at `endsMs` at the latest; false: it is not good any more at the time the
    // successor was created, and nothing has changed.
    virtual Result<bool> replaceKey(KeyId id, const ApiKey &successor, qint64 endsMs) = 0;
    // Those that were revoked or shortened within the last `ageMs` by the store's clock.
    virtual Result<std::vector<ApiKey>> changedKeys(qint64 ageMs) = 0;

    // Forgets old tickets, too.
    virtual Result<void> addTicket(const Ticket &ticket) = 0;
    // The ticket with this SHA-256, which nobody gets again; nullopt: none.
    virtual Result<std::optional<Ticket>> takeTicket(const QByteArray &sha256) = 0;

    // Breaks off whatever the store's own thread is blocked in; the only function called from another thread.
    virtual void interrupt() = 0;
};

// Makes an unopened connection; called in the storage thread that will own it.
using StoreFactory = std::function<std::unique_ptr<MessageStore>()>;

} // namespace conversa
