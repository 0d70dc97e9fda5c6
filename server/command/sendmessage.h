// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/ratelimiter.h"
#include "chat/attendance.h"
#include "chat/messageservice.h"
#include "command/client.h"
#include "core/limits.h"
#include "protocol/clientmessages.h"

namespace conversa {

// send_message: the user's rate, then over to the store; message_sent or an error comes back once it is decided.
class SendHandler
{
public:
    SendHandler(MessageService &messages, Attendance &attendance, RateLimiter &rates, StrikeCounter &strikes, const Limits &limits);

    Result<void> handle(Client &client, SendMessage message, const Request &request);

private:
    Result<void> checkRate(Client &client);

    MessageService &m_messages;
    Attendance &m_attendance;
    RateLimiter &m_rates;
    StrikeCounter &m_strikes;
    const Limits &m_limits;
};

} // namespace conversa
