// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chat/historyservice.h"
#include "command/client.h"
#include "core/limits.h"
#include "protocol/clientmessages.h"

#include <functional>

namespace conversa {

// get_history: rights, not a join; the answer comes from the store.
class HistoryHandler
{
public:
    HistoryHandler(const HistoryService &history, const Limits &limits, Clock clock, std::function<Client *(ConnectionId)> find);

    Result<void> handle(Client &client, const GetHistory &wanted, const Request &request);

private:
    const HistoryService &m_history;
    const Limits &m_limits;
    Clock m_clock;
    std::function<Client *(ConnectionId)> m_find;
};

} // namespace conversa
