// SPDX-License-Identifier: Apache-2.0
#include "command/leavesession.h"

#include <algorithm>

namespace conversa {

void depart(Client &client, const SessionKey &key, SessionIndex &index, Attendance &attendance)
{
    index.remove(key, client.sink);
    std::erase(client.joined, key);
    client.sink.countJoined(client.joined.size());
    if (std::erase(client.typing, key) > 0)
        attendance.stopTyping(key, client.principal->user);
    attendance.depart(key, client.principal->user);
}

void leaveNow(Client &client, const SessionKey &key, SessionIndex &index, Attendance &attendance, const QByteArray &requestId,
              qint64 wallMs)
{
    depart(client, key, index, attendance);
    reply(client, requestId, wallMs,
          [&](QByteArray &json, const EnvelopeInfo &envelope) { encodeSessionLeft(json, envelope, key.session); });
}

LeaveHandler::LeaveHandler(SessionIndex &index, Attendance &attendance, Clock clock)
    : m_index(index)
    , m_attendance(attendance)
    , m_clock(std::move(clock))
{
}

Result<void> LeaveHandler::handle(Client &client, const LeaveSession &leave, const Request &request)
{
    const SessionKey key = client.key(leave.session);
    for (PendingJoin &pending : client.joining) {
        if (pending.key != key || pending.left)
            continue;
        // The answer to the join goes out first; the leave follows it.
        pending.left = true;
        pending.leaveRequestId = request.id;
        return {};
    }
    if (!client.hasJoined(key))
        return Error{ErrorCode::NotJoined, QByteArrayLiteral("This connection has not joined the session.")};
    leaveNow(client, key, m_index, m_attendance, request.id, m_clock.wallMs());
    return {};
}

} // namespace conversa
