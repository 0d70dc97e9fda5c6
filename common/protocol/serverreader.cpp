// SPDX-License-Identifier: Apache-2.0
#include "protocol/serverreader.h"

#include "protocol/restbody.h"

#include <algorithm>
#include <array>

namespace conversa {

namespace {

using ReadEvent = Result<ServerEvent>;
using EventReader = ReadEvent (*)(FieldReader &fields);

const Limits limits; // nothing that a server says is measured

QByteArray bytes(std::string_view text)
{
    return { text.data(), qsizetype(text.size()) };
}

QByteArray stringOf(FieldReader &fields, std::string_view name)
{
    return bytes(fields.string(name).value_or(std::string_view{}));
}

QByteArray requiredString(FieldReader &fields, std::string_view name)
{
    const auto text = fields.string(name);
    if (!text)
        fields.refuse(name, "is missing");
    return bytes(text.value_or(std::string_view{}));
}

qint64 requiredNumber(FieldReader &fields, std::string_view name, qint64 least)
{
    const auto number = fields.number(name, least, maxSequence);
    if (!number)
        fields.refuse(name, "is missing");
    return number.value_or(0);
}

// Calls `take` with the reader of each object of an array; what one of them lacks, the whole lacks.
template <typename Take>
void eachObject(FieldReader &fields, std::string_view name, Take take)
{
    const auto elements = fields.array(name);
    if (!elements)
        return;
    for (const simdjson::dom::element element : *elements) {
        simdjson::dom::object object;
        if (element.get(object) != simdjson::SUCCESS)
            return fields.refuse(name, "must hold objects");
        FieldReader inner(object, limits);
        take(inner);
        if (inner.refusal())
            return fields.refuse(name, "holds an object that cannot be read");
    }
}

MessageStatus statusOf(FieldReader &fields)
{
    const auto name = fields.string("status");
    if (name == "read")
        return MessageStatus::Read;
    return name == "delivered" ? MessageStatus::Delivered : MessageStatus::Sent;
}

bool flag(FieldReader &fields, std::string_view name)
{
    return fields.has(name) && fields.boolean(name);
}

ReceivedMessage messageOf(FieldReader &fields)
{
    return { .id = fields.id<MessageId>("message_id"),
        .session = fields.id<SessionId>("session_id"),
        .contact = fields.id<ContactId>("contact_id"),
        .text = requiredString(fields, "text"),
        .fromBusiness = fields.boolean("from_me"),
        .agent = fields.optionalId<UserId>("agent_id"),
        .timestampMs = fields.time("timestamp"),
        .status = statusOf(fields),
        .seq = requiredNumber(fields, "seq", 1),
        .replyTo = fields.optionalId<MessageId>("reply_to_id"),
        .clientMessageId = stringOf(fields, "client_message_id"),
        .replayed = flag(fields, "replayed") };
}

// A role of a later version is somebody of the business side.
Role roleOf(FieldReader &fields)
{
    const auto role = fields.string("role");
    return role ? parseRole(*role).value_or(Role::Service) : Role::Contact;
}

UserInfo userOf(FieldReader &fields)
{
    return { fields.id<UserId>("user_id"), requiredString(fields, "user_name"), roleOf(fields) };
}

Watermark watermarkOf(FieldReader &fields)
{
    return { fields.id<UserId>("user_id"), roleOf(fields), requiredNumber(fields, "delivered_seq", 0),
        requiredNumber(fields, "read_seq", 0) };
}

Receipt receiptOf(FieldReader &fields, std::string_view time)
{
    return { .session = fields.id<SessionId>("session_id"),
        .message = fields.id<MessageId>("message_id"),
        .user = fields.id<UserId>("user_id"),
        .upToSeq = requiredNumber(fields, "up_to_seq", 1),
        .atMs = fields.time(time) };
}

ReadEvent readConnected(FieldReader &fields)
{
    return fields.finish<ServerEvent>(Connected{ fields.id<ConnectionId>("client_id"), fields.id<UserId>("user_id") });
}

ReadEvent readMessageSent(FieldReader &fields)
{
    return fields.finish<ServerEvent>(MessageSent{ messageOf(fields) });
}

ReadEvent readNewMessage(FieldReader &fields)
{
    return fields.finish<ServerEvent>(NewMessage{ messageOf(fields) });
}

ReadEvent readHistory(FieldReader &fields)
{
    History history{ fields.id<SessionId>("session_id"), {}, fields.boolean("has_more") };
    eachObject(fields, "messages", [&](FieldReader &message) { history.messages.push_back(messageOf(message)); });
    return fields.finish<ServerEvent>(std::move(history));
}

std::vector<UserId> typingOf(FieldReader &fields)
{
    std::vector<UserId> typing;
    const auto elements = fields.array("typing");
    if (!elements)
        return typing;
    for (const simdjson::dom::element element : *elements) {
        std::string_view text;
        if (element.get(text) == simdjson::SUCCESS) {
            if (const auto user = UserId::parse(text))
                typing.push_back(*user);
        }
    }
    return typing;
}

ReadEvent readSessionJoined(FieldReader &fields)
{
    SessionJoined joined{ .session = fields.id<SessionId>("session_id"),
        .lastSeq = requiredNumber(fields, "last_seq", 0),
        .epoch = fields.id<Epoch>("epoch"),
        .recovered = fields.boolean("recovered"),
        .missed = fields.number("missed", 0, maxSequence),
        .userCount = fields.number("user_count", 0, maxSequence).value_or(0),
        .typing = typingOf(fields) };
    eachObject(fields, "users", [&](FieldReader &user) { joined.users.push_back(userOf(user)); });
    eachObject(
        fields, "watermarks", [&](FieldReader &watermark) { joined.watermarks.push_back(watermarkOf(watermark)); });
    return fields.finish<ServerEvent>(std::move(joined));
}

ReadEvent readSessionLeft(FieldReader &fields)
{
    return fields.finish<ServerEvent>(SessionLeft{ fields.id<SessionId>("session_id") });
}

ReadEvent readSessionClosed(FieldReader &fields)
{
    return fields.finish<ServerEvent>(SessionClosed{ fields.id<SessionId>("session_id") });
}

ReadEvent readSessionReopened(FieldReader &fields)
{
    return fields.finish<ServerEvent>(SessionReopened{ fields.id<SessionId>("session_id") });
}

// Calls `take` with the reader of an object that may be absent; what it lacks, the whole lacks.
template <typename Take>
void optionalObject(FieldReader &fields, std::string_view name, Take take)
{
    const auto object = fields.object(name);
    if (!object)
        return;
    FieldReader inner(*object, limits);
    take(inner);
    if (inner.refusal())
        fields.refuse(name, "cannot be read");
}

LastMessage lastMessageIn(FieldReader &fields)
{
    return { .id = fields.id<MessageId>("message_id"),
        .seq = requiredNumber(fields, "seq", 1),
        .text = requiredString(fields, "text"),
        .fromBusiness = fields.boolean("from_me"),
        .agent = fields.optionalId<UserId>("agent_id"),
        .timestampMs = fields.time("timestamp") };
}

InboxRow inboxRowOf(FieldReader &fields)
{
    InboxRow row{ .session = fields.id<SessionId>("session_id"),
        .closed = fields.string("state") == "closed",
        .unread = requiredNumber(fields, "unread", 0),
        .createdMs = fields.time("created_at"),
        .changedMs = fields.time("changed_at") };
    optionalObject(fields, "contact", [&](FieldReader &contact) {
        row.contact = contact.id<ContactId>("id");
        row.contactName = stringOf(contact, "name");
    });
    optionalObject(fields, "last_message", [&](FieldReader &last) { row.last = lastMessageIn(last); });
    if (fields.has("waiting_since"))
        row.waitingSinceMs = fields.time("waiting_since");
    return row;
}

ReadEvent readSessionOpened(FieldReader &fields)
{
    return fields.finish<ServerEvent>(SessionOpened{ inboxRowOf(fields) });
}

ReadEvent readSessionUpdated(FieldReader &fields)
{
    return fields.finish<ServerEvent>(SessionUpdated{ inboxRowOf(fields) });
}

ReadEvent readUserJoined(FieldReader &fields)
{
    return fields.finish<ServerEvent>(UserJoined{ fields.id<SessionId>("session_id"), userOf(fields) });
}

ReadEvent readUserLeft(FieldReader &fields)
{
    return fields.finish<ServerEvent>(UserLeft{ fields.id<SessionId>("session_id"), userOf(fields) });
}

ReadEvent readUserTyping(FieldReader &fields)
{
    return fields.finish<ServerEvent>(UserTyping{ fields.id<SessionId>("session_id"),
        fields.id<ContactId>("contact_id"), userOf(fields), fields.boolean("is_typing") });
}

ReadEvent readMessageDelivered(FieldReader &fields)
{
    return fields.finish<ServerEvent>(MessageDelivered{ receiptOf(fields, "delivered_at") });
}

ReadEvent readMessageRead(FieldReader &fields)
{
    return fields.finish<ServerEvent>(MessageRead{ receiptOf(fields, "read_at") });
}

ReadEvent readTokenExpiring(FieldReader &fields)
{
    return fields.finish<ServerEvent>(TokenExpiring{ fields.time("expires_at") });
}

ReadEvent readTokenRefreshed(FieldReader &fields)
{
    const auto expiresMs = fields.has("expires_at") ? std::optional(fields.time("expires_at")) : std::nullopt;
    return fields.finish<ServerEvent>(TokenRefreshed{ expiresMs });
}

ReadEvent readNotice(FieldReader &fields)
{
    return fields.finish<ServerEvent>(Notice{ fields.optionalId<SessionId>("session_id"), requiredString(fields, "text") });
}

ReadEvent readServerDraining(FieldReader &fields)
{
    return fields.finish<ServerEvent>(ServerDraining{ requiredNumber(fields, "retry_after_ms", 0) });
}

ReadEvent readError(FieldReader &fields)
{
    const QByteArray code = requiredString(fields, "code");
    const auto known = parseErrorCode({ code.constData(), size_t(code.size()) });
    ErrorReply reply{ { known.value_or(ErrorCode::Internal), requiredString(fields, "message"),
                          stringOf(fields, "field"), fields.number("retry_after_ms", 0, maxSequence) },
        code, fields.boolean("retryable"), stringOf(fields, "request_type") };
    return fields.finish<ServerEvent>(std::move(reply));
}

// Reads the payload; null for an event that has none.
struct EventType
{
    std::string_view name;
    EventReader read;
};

constexpr std::array eventTypes{
    EventType{ "new_message", readNewMessage },
    EventType{ "message_sent", readMessageSent },
    EventType{ "user_typing", readUserTyping },
    EventType{ "pong", nullptr },
    EventType{ "connected", readConnected },
    EventType{ "session_joined", readSessionJoined },
    EventType{ "session_left", readSessionLeft },
    EventType{ "session_closed", readSessionClosed },
    EventType{ "session_reopened", readSessionReopened },
    EventType{ "session_opened", readSessionOpened },
    EventType{ "session_updated", readSessionUpdated },
    EventType{ "user_joined", readUserJoined },
    EventType{ "user_left", readUserLeft },
    EventType{ "message_delivered", readMessageDelivered },
    EventType{ "message_read", readMessageRead },
    EventType{ "history", readHistory },
    EventType{ "token_expiring", readTokenExpiring },
    EventType{ "token_refreshed", readTokenRefreshed },
    EventType{ "notice", readNotice },
    EventType{ "server_draining", readServerDraining },
    EventType{ "error", readError },
};

ReadEvent readEvent(simdjson::dom::object envelope, std::string_view name)
{
    const auto type = std::find_if(
        eventTypes.begin(), eventTypes.end(), [name](const EventType &known) { return known.name == name; });
    if (type == eventTypes.end())
        return ServerEvent{ UnknownEvent{} };
    if (!type->read)
        return ServerEvent{ Pong{} };
    simdjson::dom::object payload;
    if (envelope.at_key("payload").get(payload) != simdjson::SUCCESS)
        return Error{ ErrorCode::InvalidMessage, "payload must be an object" };
    FieldReader fields(payload, limits);
    return type->read(fields);
}

// As it was before JsonWriter escaped it for HTML, the ampersand last.
QByteArray unescaped(QByteArray text)
{
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
}

Result<InboxRow> plainRowOf(FieldReader &fields)
{
    InboxRow row = inboxRowOf(fields);
    row.contactName = unescaped(row.contactName);
    if (row.last)
        row.last->text = unescaped(row.last->text);
    return fields.finish<InboxRow>(std::move(row));
}

Result<InboxRows> inboxRowsOf(FieldReader &fields)
{
    InboxRows page;
    eachObject(fields, "sessions", [&](FieldReader &row) {
        if (auto read = plainRowOf(row))
            page.rows.push_back(*std::move(read));
    });
    page.next = stringOf(fields, "next_cursor");
    return fields.finish<InboxRows>(std::move(page));
}

} // namespace

Result<InboxRows> readInboxRows(QByteArrayView json)
{
    return readBody(json, limits, inboxRowsOf);
}

Result<InboxRow> readInboxRow(QByteArrayView json)
{
    return readBody(json, limits, plainRowOf);
}

Result<ServerEnvelope> ServerReader::read(QByteArrayView json)
{
    const auto document = m_parser.parse(json);
    if (!document)
        return document.error();
    simdjson::dom::object envelope;
    std::string_view type;
    if (document->get(envelope) != simdjson::SUCCESS || envelope.at_key("type").get(type) != simdjson::SUCCESS)
        return Error{ ErrorCode::InvalidMessage, "the message must be a JSON object with a type" };
    auto event = readEvent(envelope, type);
    if (!event)
        return event.error();
    return ServerEnvelope{ bytes(type), bytes(stringIn(envelope, "request_id")), *std::move(event) };
}

} // namespace conversa
