// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chat/receiptservice.h"
#include "command/client.h"
#include "protocol/clientmessages.h"

#include <functional>

namespace conversa {

// mark_delivered, mark_read: needs a join; only an error is answered.
class MarkHandler
{
public:
    // `find`: nullptr once the connection is gone.
    MarkHandler(ReceiptService &receipts, Clock clock, std::function<Client *(ConnectionId)> find);

    Result<void> handle(Client &client, const MarkMessages &mark, const Request &request);

private:
    ReceiptService &m_receipts;
    Clock m_clock;
    std::function<Client *(ConnectionId)> m_find;
};

} // namespace conversa
