// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chat/attendance.h"
#include "chat/historyservice.h"
#include "command/client.h"
#include "core/limits.h"
#include "hub/sessionindex.h"
#include "protocol/clientmessages.h"

#include <functional>

namespace conversa {

// join_session: rights, a place in the index, the head, the answer, then the replay (docs/protocol.md, "Joining").
class JoinHandler
{
public:
    struct Environment
    {
        SessionIndex &index;
        Attendance &attendance;
        const HistoryService &history;
        const Limits &limits;
        Clock clock;
        std::function<Epoch()> epoch;
        std::function<Client *(ConnectionId)> find; // nullptr once the connection is gone
        // Calls `then` in this thread once the session's messages stored elsewhere are heard of, or after a moment. Empty:
        // they always are, or there are none.
        std::function<void(const SessionKey &key, std::function<void()> then)> awaitPeers;
    };

    explicit JoinHandler(Environment environment);

    Result<void> handle(Client &client, const JoinSession &join, const Request &request);

private:
    void readSession(const Client &client, const JoinSession &join, const Request &request);
    void readSession(ConnectionId connection, const JoinSession &join, const Request &request);
    void onSession(ConnectionId connection, const JoinSession &join, const Request &request, const Result<KnownSession> &session);
    void complete(Client &client, const SessionKey &key, const JoinSession &join, const Request &request, const KnownSession &session);
    void refuse(Client &client, const SessionKey &key, const Request &request, const Error &error);
    void admit(Client &client, const SessionKey &key);
    SessionJoined answer(const SessionKey &key, const JoinSession &join, const KnownSession &session) const;

    Environment m_env;
};

} // namespace conversa
