// SPDX-License-Identifier: Apache-2.0
#include "chat/access.h"

namespace conversa {

Error sessionNotFound()
{
    return {ErrorCode::NotFound, QByteArrayLiteral("There is no session with this session_id.")};
}

Error unknownMessage()
{
    return {ErrorCode::NotFound, QByteArrayLiteral("There is no message with this message_id in the session."),
            QByteArrayLiteral("message_id")};
}

Result<void> checkReach(const Principal &principal, SessionId session, ContactId contact)
{
    if (principal.mayReach(session, contact))
        return {};
    return sessionNotFound();
}

Result<KnownSession> reachSession(const Principal &principal, SessionId session, const std::optional<SessionState> &stored,
                                  bool autoCreate)
{
    if (!stored && !(autoCreate && isBusinessSide(principal.role)))
        return sessionNotFound();
    const SessionState state = stored.value_or(SessionState{});
    if (const auto reach = checkReach(principal, session, state.contact); !reach)
        return reach.error();
    return KnownSession{state.contact, state.closed, state.lastSeq};
}

} // namespace conversa
