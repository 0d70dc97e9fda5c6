// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/messagestore.h"

namespace conversa::test {

// One conversation of a test: a session with its contact and an agent who writes in it.
struct Conversation
{
    SessionKey key{ QByteArrayLiteral("dev"), SessionId{ Uuid::random() } };
    ContactId contact{ Uuid::random() };
    UserId agent{ Uuid::random() };
    UserId contactUser{ Uuid::random() };

    AppendRequest fromAgent(const QByteArray &text, const QByteArray &clientMessageId = {}) const
    {
        AppendRequest request;
        request.message = { MessageId{ Uuid::random() }, key, 0, contact, agent, Role::Agent, text };
        request.message.clientMessageId = clientMessageId;
        request.message.timestampMs = 1'760'000'000'123;
        request.mayCreateSession = true;
        return request;
    }
    AppendRequest fromContact(const QByteArray &text, const QByteArray &clientMessageId = {}) const
    {
        AppendRequest request = fromAgent(text, clientMessageId);
        request.message.user = contactUser;
        request.message.role = Role::Contact;
        request.mayCreateSession = false;
        return request;
    }
};

inline AppendRequest replyingTo(AppendRequest request, MessageId id)
{
    request.message.replyTo = id;
    return request;
}

// Of a refusal; Internal when it was stored.
inline ErrorCode codeOf(const AppendResult &result)
{
    return result ? ErrorCode::Internal : result.error().code;
}

} // namespace conversa::test
