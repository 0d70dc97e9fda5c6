// SPDX-License-Identifier: Apache-2.0
#include "command/joinsession.h"

#include "chat/access.h"
#include "command/leavesession.h"

#include <algorithm>

namespace conversa {

namespace {

auto pendingJoin(Client &client, const SessionKey &key)
{
    return std::find_if(client.joining.begin(), client.joining.end(),
                        [&](const PendingJoin &pending) { return pending.key == key; });
}

} // namespace

JoinHandler::JoinHandler(Environment environment)
    : m_env(std::move(environment))
{
}

Result<void> JoinHandler::handle(Client &client, const JoinSession &join, const Request &request)
{
    const SessionKey key = client.key(join.session);
    const bool again = client.hasJoined(key);
    if (!again && client.joined.size() + client.joining.size() >= size_t(m_env.limits.joinedSessions))
        return Error{ErrorCode::LimitExceeded,
                     "A connection can be in " + QByteArray::number(m_env.limits.joinedSessions)
                         + " sessions at a time; leave one first."};
    const auto known = m_env.index.hold(key, client.sink);
    // A client that has seen more than this node comes from another one, and the store knows which of them is right.
    if (!known || join.afterSeq.value_or(0) > known->head) {
        client.joining.push_back({key});
        if (m_env.awaitPeers)
            m_env.awaitPeers(key, [this, connection = client.sink.id(), join, request] { readSession(connection, join, request); });
        else
            readSession(client, join, request);
        return {};
    }
    if (const auto reach = checkReach(*client.principal, join.session, known->contact); !reach) {
        if (!again)
            m_env.index.remove(key, client.sink);
        return reach;
    }
    complete(client, key, join, request, *known);
    return {};
}

void JoinHandler::readSession(ConnectionId connection, const JoinSession &join, const Request &request)
{
    if (const Client *client = m_env.find(connection))
        readSession(*client, join, request);
}

void JoinHandler::readSession(const Client &client, const JoinSession &join, const Request &request)
{
    m_env.history.session(client.principal, client.key(join.session),
                          [this, connection = client.sink.id(), join, request](const Result<KnownSession> &session) {
                              onSession(connection, join, request, session);
                          });
}

void JoinHandler::onSession(ConnectionId connection, const JoinSession &join, const Request &request,
                            const Result<KnownSession> &session)
{
    Client *client = m_env.find(connection);
    if (!client)
        return;
    const SessionKey key = client->key(join.session);
    const auto pending = pendingJoin(*client, key);
    if (pending == client->joining.end())
        return;
    const PendingJoin state = *pending;
    client->joining.erase(pending);
    if (!session) {
        refuse(*client, key, request, session.error());
        return;
    }
    complete(*client, key, join, request, m_env.index.learn(key, *session));
    if (state.left)
        leaveNow(*client, key, m_env.index, m_env.attendance, state.leaveRequestId, m_env.clock.wallMs());
}

void JoinHandler::refuse(Client &client, const SessionKey &key, const Request &request, const Error &error)
{
    if (!client.hasJoined(key) && pendingJoin(client, key) == client.joining.end())
        m_env.index.remove(key, client.sink);
    replyError(client, request, m_env.clock.wallMs(), error);
}

void JoinHandler::complete(Client &client, const SessionKey &key, const JoinSession &join, const Request &request,
                           const KnownSession &session)
{
    admit(client, key);
    const SessionJoined joined = answer(key, join, session);
    reply(client, request.id, m_env.clock.wallMs(), [&](QByteArray &json, const EnvelopeInfo &envelope) {
        encodeSessionJoined(json, envelope, joined, client.sink.audience());
    });
    const qint64 position = joined.recovered ? *join.afterSeq : session.head;
    m_env.index.start(key, client.sink, position, session.head);
}

void JoinHandler::admit(Client &client, const SessionKey &key)
{
    if (client.hasJoined(key))
        return;
    client.joined.push_back(key);
    client.sink.countJoined(client.joined.size());
    m_env.attendance.arrive(key, client.user());
}

SessionJoined JoinHandler::answer(const SessionKey &key, const JoinSession &join, const KnownSession &session) const
{
    SessionJoined joined;
    joined.session = key.session;
    joined.lastSeq = session.head;
    joined.epoch = m_env.epoch();
    joined.missed = 0;
    joined.watermarks = session.watermarks;
    m_env.attendance.describe(key, joined);
    if (!join.afterSeq)
        return joined;
    // Another store, or a client ahead of this one: what it missed cannot be told.
    if ((!join.epoch.isEmpty() && join.epoch != joined.epoch.toByteArray()) || *join.afterSeq > session.head) {
        joined.missed.reset();
        return joined;
    }
    joined.missed = session.head - *join.afterSeq;
    joined.recovered = *joined.missed <= m_env.limits.resumeMessages;
    return joined;
}

} // namespace conversa
