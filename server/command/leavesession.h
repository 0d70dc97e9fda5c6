// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chat/attendance.h"
#include "command/client.h"
#include "hub/sessionindex.h"
#include "protocol/clientmessages.h"

namespace conversa {

// Takes a client out of one session: nothing of it is delivered any more.
void depart(Client &client, const SessionKey &key, SessionIndex &index, Attendance &attendance);
// The same, and says so with session_left.
void leaveNow(Client &client, const SessionKey &key, SessionIndex &index, Attendance &attendance, const QByteArray &requestId,
              qint64 wallMs);

// leave_session. Leaving a session that was not joined is NotJoined.
class LeaveHandler
{
public:
    LeaveHandler(SessionIndex &index, Attendance &attendance, Clock clock);

    Result<void> handle(Client &client, const LeaveSession &leave, const Request &request);

private:
    SessionIndex &m_index;
    Attendance &m_attendance;
    Clock m_clock;
};

} // namespace conversa
