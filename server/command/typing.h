// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chat/attendance.h"
#include "command/client.h"
#include "protocol/clientmessages.h"

namespace conversa {

// typing: needs a join; too much of it is dropped without a word.
class TypingHandler
{
public:
    explicit TypingHandler(Attendance &attendance);

    Result<void> handle(Client &client, const TypingNotice &notice);

private:
    Attendance &m_attendance;
};

} // namespace conversa
