// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"
#include "auth/ratelimiter.h"
#include "hub/sink.h"
#include "protocol/servermessages.h"
#include "store/storage.h"

#include <QByteArray>

#include <memory>
#include <vector>

namespace conversa {

// A join whose answer is still being fetched, and the leave that overtook it.
struct PendingJoin
{
    SessionKey key;
    bool left = false;
    QByteArray leaveRequestId = {};
};

// One authenticated connection as the commands see it: who it is, what it has joined, where its replies go. Owned by the
// connection; lives in its network thread.
struct Client
{
    std::shared_ptr<const Principal> principal;
    Sink &sink;
    quint32 thread = 0;
    TokenBucket actions = {}; // typing, joins and marks
    std::vector<SessionKey> joined = {};
    std::vector<PendingJoin> joining = {};
    std::vector<SessionKey> typing = {};
    std::vector<qint64> jsonErrors = {}; // monotonic times of the last ones
    int unconfirmed = 0;                 // messages handed to the store and not answered yet

    bool hasJoined(const SessionKey &key) const;
    SessionKey key(SessionId session) const { return {principal->tenant, session}; }
    UserInfo user() const { return {principal->user, principal->userName, principal->role}; }
    AppendTicket ticket(const QByteArray &requestId) const;
};

// What is known of the message being handled, for the reply to it.
struct Request
{
    QByteArray type;
    QByteArray id; // request_id, empty: none given
};

// Writes a direct reply: `encode(json, envelope)` appends the envelope.
template <typename Encode>
void reply(const Client &client, const QByteArray &requestId, qint64 wallMs, Encode &&encode);
void replyError(const Client &client, const Request &request, qint64 wallMs, const Error &error);

} // namespace conversa

#include "hub/broadcast.h"

template <typename Encode>
void conversa::reply(const Client &client, const QByteArray &requestId, qint64 wallMs, Encode &&encode)
{
    const EnvelopeInfo envelope{wallMs, Uuid::random(), requestId};
    client.sink.send(encodeFrame([&](QByteArray &json) { encode(json, envelope); }));
}
