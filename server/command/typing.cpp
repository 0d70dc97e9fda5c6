// SPDX-License-Identifier: Apache-2.0
#include "command/typing.h"

#include <algorithm>

namespace conversa {

TypingHandler::TypingHandler(Attendance &attendance)
    : m_attendance(attendance)
{
}

Result<void> TypingHandler::handle(Client &client, const TypingNotice &notice)
{
    const SessionKey key = client.key(notice.session);
    if (!client.hasJoined(key))
        return Error{ErrorCode::NotJoined, QByteArrayLiteral("Join the session before saying that somebody types in it.")};
    std::erase(client.typing, key);
    if (notice.isTyping)
        client.typing.push_back(key);
    const bool business = isBusinessSide(client.principal->role);
    const ContactId contact = business ? notice.contact : client.principal->contact;
    m_attendance.type(key, {notice.session, contact, client.user(), notice.isTyping});
    return {};
}

} // namespace conversa
