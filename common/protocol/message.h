// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"

#include <QByteArray>

#include <optional>
#include <string_view>

namespace conversa {

// Who a token speaks for. Everyone but a contact is the business side of a chat.
enum class Role : quint8 { Admin, Agent, Contact, Service };

std::string_view roleName(Role role);
std::optional<Role> parseRole(std::string_view name);
constexpr bool isBusinessSide(Role role)
{
    return role != Role::Contact;
}

// Which rendering of text a connection asked for: HTML-escaped (the default) or plain (?text=plain).
enum class Audience : quint8 { Escaped, Plain };

// How far a user says that it has got in a session.
enum class Mark : quint8 { Delivered, Read };

// What became of a message on the other side of its chat.
enum class MessageStatus : quint8 { Sent, Delivered, Read };

std::string_view statusName(MessageStatus status);

// One stored chat message, its text cleaned but not escaped.
struct ChatMessage
{
    MessageId id;
    SessionKey key;
    qint64 seq = 0; // position in its session, from 1, without gaps
    ContactId contact;
    UserId user; // author
    Role role = Role::Contact;
    QByteArray text; // UTF-8
    std::optional<MessageId> replyTo = {};
    QByteArray clientMessageId = {}; // empty: none was given
    qint64 timestampMs = 0; // Unix time of acceptance by the server

    bool operator==(const ChatMessage &) const = default;
};

} // namespace conversa
