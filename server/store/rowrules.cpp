// SPDX-License-Identifier: Apache-2.0
#include "store/rowrules.h"

#include <algorithm>

namespace conversa {

Error unknownSession()
{
    return { ErrorCode::NotFound, QByteArrayLiteral("There is no session with this session_id.") };
}

Error foreignContact()
{
    return invalidField("contact_id", "must be the contact of the session");
}

Error tooManyParked()
{
    return { ErrorCode::LimitExceeded,
        QByteArrayLiteral("Too many receipts of this session wait for messages that have not come.") };
}

std::optional<Error> refusal(const SessionState &state, const AppendRequest &request)
{
    const ChatMessage &message = request.message;
    if (message.role == Role::Contact && !request.onBehalf && state.contact != message.contact)
        return unknownSession();
    if (!state.contact.isNull() && state.contact != message.contact)
        return foreignContact();
    if (state.closed)
        return Error{ ErrorCode::SessionClosed, QByteArrayLiteral("This session is closed.") };
    return std::nullopt;
}

std::optional<Error> refusalOfFirst(const AppendRequest &request)
{
    if (!request.mayCreateSession || (request.message.role == Role::Contact && !request.onBehalf))
        return unknownSession();
    if (request.message.replyTo)
        return unknownReply();
    return std::nullopt;
}

AppendResult repeatOf(const ChatMessage &first, const ChatMessage &again)
{
    if (first.text != again.text || first.replyTo != again.replyTo)
        return Error{ ErrorCode::Conflict,
            QByteArrayLiteral("This client_message_id was already used for a different message.") };
    return Appended{ first, true };
}

AppendResult repeatOfExternal(const ChatMessage &first, const ChatMessage &again)
{
    if (first.text == again.text && first.contact == again.contact && isBusinessSide(first.role) == isBusinessSide(again.role))
        return Appended{ first, true };
    return Error{ ErrorCode::Conflict, QByteArrayLiteral("This external_id was already used for a different message.") };
}

WatermarkStep stepOf(const WatermarkMove &move, const Watermark &before, qint64 lastSeq)
{
    const qint64 delivered = std::min(move.delivered, lastSeq);
    const qint64 read = std::min(move.read, lastSeq);
    WatermarkStep step{ { move.user, move.role, std::max({ before.delivered, delivered, read }), std::max(before.read, read) } };
    step.tellDelivered = delivered > before.delivered ? delivered : 0;
    step.tellRead = read > before.read ? read : 0;
    return step;
}

Error unknownReply()
{
    return invalidField("reply_to_id", "must be a message of the same session");
}

Error keyExists()
{
    return { ErrorCode::Conflict, QByteArrayLiteral("This API key exists already.") };
}

Error tooManyRestrictions()
{
    return { ErrorCode::LimitExceeded, QByteArrayLiteral("There are 10,000 bans and restrictions; take some back first.") };
}

} // namespace conversa
