// SPDX-License-Identifier: Apache-2.0
// Worker's part for administrators: what they see of its connections, and what they order.
#include "net/worker.h"

namespace conversa {

namespace {

// Also those whose join is under way.
std::vector<SessionId> sessionsOf(const Client &client)
{
    std::vector<SessionId> sessions;
    for (const SessionKey &key : client.joined)
        sessions.push_back(key.session);
    for (const PendingJoin &pending : client.joining)
        sessions.push_back(pending.key.session);
    return sessions;
}

} // namespace

void Worker::close(const std::vector<ConnectionId> &connections, quint16 code, const QByteArray &reason)
{
    for (const ConnectionId id : connections) {
        if (Connection *connection = find(id))
            connection->close(code, reason);
    }
}

qint64 Worker::obey()
{
    qint64 count = 0;
    for (const auto &[id, connection] : m_connections) {
        Client &client = connection->client();
        if (!m_shared.restrictions.mayEnter(*client.principal, QHostAddress(QString::fromLatin1(connection->address().toByteArray())))) {
            connection->close(4503, QByteArrayLiteral("banned"));
            ++count;
            continue;
        }
        for (const SessionId session : sessionsOf(client)) {
            if (!m_shared.restrictions.mayBeIn(*client.principal, session))
                count += m_dispatcher.remove(client, session) ? 1 : 0;
        }
    }
    return count;
}

qint64 Worker::tell(const Announcement &announcement)
{
    const NoticeBroadcast notice(announcement.session, announcement.text, m_shared.clock.wallMs());
    qint64 count = 0;
    for (const auto &[id, connection] : m_connections) {
        const Client &client = connection->client();
        if (connection->isAdmin() || (announcement.tenant != "*" && announcement.tenant != client.principal->tenant))
            continue;
        if (announcement.session && !client.hasJoined({client.principal->tenant, *announcement.session}))
            continue;
        connection->send(notice.frame(connection->audience()));
        ++count;
    }
    return count;
}

AdminFeed::Sent Worker::offer(ConnectionId connection, const QByteArray &frame)
{
    Connection *found = find(connection);
    if (!found)
        return AdminFeed::Sent::Gone;
    if (!found->hasRoom())
        return AdminFeed::Sent::NoRoom;
    found->send(frame);
    return AdminFeed::Sent::Yes;
}

std::vector<SessionId> Worker::joined(ConnectionId connection) const
{
    std::vector<SessionId> sessions;
    if (Connection *found = find(connection)) {
        for (const SessionKey &key : found->client().joined)
            sessions.push_back(key.session);
    }
    return sessions;
}

} // namespace conversa
