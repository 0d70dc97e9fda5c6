// SPDX-License-Identifier: Apache-2.0
// Worker's part for administrators: what they see of its connections, and what they order.
#include "net/worker.h"

namespace conversa {

void Worker::close(const std::vector<ConnectionId> &connections, quint16 code, const QByteArray &reason)
{
    for (const ConnectionId id : connections) {
        if (Connection *connection = find(id))
            connection->close(code, reason);
    }
}

qint64 Worker::obey(const std::vector<Restriction> &restrictions)
{
    qint64 count = 0;
    for (const auto &[id, connection] : m_connections) {
        const Principal &principal = *connection->client().principal;
        const QHostAddress address(QString::fromLatin1(connection->address().toByteArray()));
        for (const Restriction &restriction : restrictions) {
            if (!concerns(restriction, principal, address))
                continue;
            if (restriction.kind == Restriction::Kind::Member) {
                count += m_dispatcher.remove(connection->client(), restriction.session) ? 1 : 0;
                continue;
            }
            connection->close(4503, QByteArrayLiteral("banned"));
            ++count;
            break;
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
