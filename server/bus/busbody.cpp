// SPDX-License-Identifier: Apache-2.0
#include "bus/busbody.h"

#include <array>

namespace conversa {

namespace {

constexpr qsizetype maxUsers = 1'000;
constexpr qsizetype maxSessions = 1'000; // of one inbox event
const Limits defaults; // of what clients send; nothing in here is read under them

QByteArray bytes(std::optional<std::string_view> text)
{
    return text ? QByteArray(text->data(), qsizetype(text->size())) : QByteArray();
}

void writeUser(JsonWriter &json, const UserInfo &user)
{
    json.id("user_id", user.user.uuid);
    json.string("user_name", user.name);
    json.word("role", roleName(user.role));
}

Role readRole(FieldReader &fields)
{
    const auto role = parseRole(fields.string("role").value_or(std::string_view{}));
    if (!role)
        fields.refuse("role", "is unknown");
    return role.value_or(Role::Contact);
}

UserInfo readUser(FieldReader &fields)
{
    return { fields.id<UserId>("user_id"), bytes(fields.string("user_name")), readRole(fields) };
}

void write(JsonWriter &json, const StoredMessage &stored)
{
    const ChatMessage &message = *stored.message;
    json.number("seq", message.seq);
    json.beginObject("body");
    json.id("message_id", message.id.uuid);
    json.id("contact_id", message.contact.uuid);
    json.id("user_id", message.user.uuid);
    json.word("role", roleName(message.role));
    json.string("text", message.text);
    if (message.replyTo)
        json.id("reply_to_id", message.replyTo->uuid);
    json.time("timestamp", message.timestampMs);
    json.endObject();
}

BusEvent readStored(const BusHead &head, FieldReader &body)
{
    ChatMessage message;
    message.key = head.key;
    message.seq = head.seq;
    message.id = body.id<MessageId>("message_id");
    message.contact = body.id<ContactId>("contact_id");
    message.user = body.id<UserId>("user_id");
    message.role = readRole(body);
    message.text = bytes(body.string("text"));
    message.replyTo = body.optionalId<MessageId>("reply_to_id");
    message.timestampMs = body.time("timestamp");
    return StoredMessage{ std::make_shared<const ChatMessage>(std::move(message)) };
}

void write(JsonWriter &json, const StoredHead &head)
{
    json.number("seq", head.head);
    json.beginObject("body");
    if (!head.contact.isNull())
        json.id("contact_id", head.contact.uuid);
    json.endObject();
}

BusEvent readHead(const BusHead &head, FieldReader &body)
{
    return StoredHead{ head.key, head.seq, body.optionalId<ContactId>("contact_id").value_or(ContactId{}) };
}

void writeTyping(JsonWriter &json, const UserTyping &typing)
{
    json.id("contact_id", typing.contact.uuid);
    writeUser(json, typing.user);
    json.boolean("is_typing", typing.isTyping);
}

UserTyping readUserTyping(SessionId session, FieldReader &fields)
{
    const auto contact = fields.id<ContactId>("contact_id");
    UserInfo user = readUser(fields);
    return { session, contact, std::move(user), fields.boolean("is_typing") };
}

void write(JsonWriter &json, const TypingChange &change)
{
    json.beginObject("body");
    writeTyping(json, change.typing);
    json.endObject();
}

BusEvent readTyping(const BusHead &head, FieldReader &body)
{
    return TypingChange{ head.key, readUserTyping(head.key.session, body) };
}

void write(JsonWriter &json, const PresenceChange &change)
{
    json.beginObject("body");
    writeUser(json, change.user);
    json.boolean("joined", change.joined);
    json.endObject();
}

BusEvent readPresence(const BusHead &head, FieldReader &body)
{
    UserInfo user = readUser(body);
    return PresenceChange{ head.key, std::move(user), body.boolean("joined") };
}

void writePresence(JsonWriter &json, const Presence &presence)
{
    json.beginArray("users");
    for (const UserInfo &user : presence.users) {
        json.beginObject();
        writeUser(json, user);
        json.endObject();
    }
    json.endArray();
    json.beginArray("typing");
    for (const UserTyping &typing : presence.typing) {
        json.beginObject();
        writeTyping(json, typing);
        json.endObject();
    }
    json.endArray();
}

// Calls `read(fields)` for each object of a list that may be missing.
template <typename Read>
void readEach(FieldReader &body, std::string_view name, Read &&read)
{
    const auto all = body.array(name);
    if (!all)
        return;
    if (qsizetype(all->size()) > maxUsers)
        body.refuse(name, "is too long");
    for (const simdjson::dom::element element : *all) {
        simdjson::dom::object object;
        if (body.refusal() || element.get(object) != simdjson::SUCCESS) {
            body.refuse(name, "is no list of objects");
            return;
        }
        FieldReader fields(object, defaults);
        read(fields);
        if (fields.refusal())
            body.refuse(name, "is no list of users");
    }
}

Presence readPresence(SessionId session, FieldReader &body)
{
    Presence presence;
    readEach(body, "users", [&](FieldReader &fields) { presence.users.push_back(readUser(fields)); });
    readEach(body, "typing", [&](FieldReader &fields) { presence.typing.push_back(readUserTyping(session, fields)); });
    return presence;
}

void write(JsonWriter &json, const PresenceQuery &query)
{
    json.beginObject("body");
    writePresence(json, query.presence);
    json.endObject();
}

BusEvent readQuery(const BusHead &head, FieldReader &body)
{
    return PresenceQuery{ head.key, readPresence(head.key.session, body) };
}

void write(JsonWriter &json, const PresenceList &list)
{
    json.string("tenant", list.key.tenant);
    json.id("session", list.key.session.uuid);
    json.beginObject("body");
    json.id("to", list.to.uuid);
    writePresence(json, list.presence);
    json.endObject();
}

BusEvent readList(const BusHead &head, FieldReader &body)
{
    return PresenceList{ body.id<NodeId>("to"), head.key, readPresence(head.key.session, body) };
}

void write(JsonWriter &json, const MarkChange &change)
{
    const Receipt &receipt = change.receipt;
    json.beginObject("body");
    json.boolean("read", change.mark == Mark::Read);
    json.id("message_id", receipt.message.uuid);
    json.id("user_id", receipt.user.uuid);
    json.word("role", roleName(change.role));
    json.number("up_to_seq", receipt.upToSeq);
    json.time("at", receipt.atMs);
    json.endObject();
}

BusEvent readMark(const BusHead &head, FieldReader &body)
{
    MarkChange change{ head.key, body.boolean("read") ? Mark::Read : Mark::Delivered, readRole(body), {} };
    const auto seq = body.number("up_to_seq", 1, maxSequence);
    if (!seq)
        body.refuse("up_to_seq", "is missing");
    change.receipt = { head.key.session, body.id<MessageId>("message_id"), body.id<UserId>("user_id"), seq.value_or(0), body.time("at") };
    return change;
}

void write(JsonWriter &json, const ClosedChange &change)
{
    json.beginObject("body");
    json.boolean("closed", change.closed);
    json.number("changed_us", change.changedUs);
    json.endObject();
}

BusEvent readClosed(const BusHead &head, FieldReader &body)
{
    const bool closed = body.boolean("closed");
    const auto changedUs = body.number("changed_us", 1, maxSequence);
    if (!changedUs)
        body.refuse("changed_us", "is missing");
    return ClosedChange{ head.key, closed, changedUs.value_or(0) };
}

void writeIds(JsonWriter &json, std::string_view name, const std::vector<SessionId> &ids)
{
    json.beginArray(name);
    for (const SessionId &id : ids)
        json.id({}, id.uuid);
    json.endArray();
}

std::vector<SessionId> readIds(FieldReader &body, std::string_view name)
{
    std::vector<SessionId> ids;
    const auto all = body.array(name);
    if (!all)
        return ids;
    if (qsizetype(all->size()) > maxSessions)
        body.refuse(name, "is too long");
    for (const simdjson::dom::element element : *all) {
        std::string_view text;
        const auto id = element.get(text) == simdjson::SUCCESS ? SessionId::parse(text) : std::nullopt;
        if (body.refusal() || !id) {
            body.refuse(name, "is no list of UUIDs");
            return ids;
        }
        ids.push_back(*id);
    }
    return ids;
}

void write(JsonWriter &json, const InboxChange &changes)
{
    json.string("tenant", changes.tenant);
    json.beginObject("body");
    writeIds(json, "opened", changes.opened);
    writeIds(json, "updated", changes.updated);
    json.endObject();
}

BusEvent readInbox(const BusHead &head, FieldReader &body)
{
    InboxChange changes{ head.key.tenant };
    changes.opened = readIds(body, "opened");
    changes.updated = readIds(body, "updated");
    return changes;
}

void write(JsonWriter &json, const KeyChange &change)
{
    json.beginObject("body");
    json.id("key_id", change.key.uuid);
    json.endObject();
}

BusEvent readKeyChange(const BusHead &, FieldReader &body)
{
    return KeyChange{ body.id<KeyId>("key_id") };
}

void write(JsonWriter &json, const BusProbe &probe)
{
    json.beginObject("body");
    json.number("number", probe.number);
    json.endObject();
}

BusEvent readProbe(const BusHead &, FieldReader &body)
{
    return BusProbe{ body.number("number", 0, maxSequence).value_or(0) };
}

void write(JsonWriter &json, const NodePiece &piece)
{
    json.beginObject("body");
    json.id("from", piece.from.uuid);
    if (piece.to)
        json.id("to", piece.to->uuid);
    json.boolean("answer", piece.isAnswer);
    json.number("number", piece.number);
    json.number("part", piece.part);
    json.number("parts", piece.parts);
    json.string("bytes", piece.bytes.toBase64());
    json.endObject();
}

BusEvent readPiece(const BusHead &, FieldReader &body)
{
    NodePiece piece{ body.id<NodeId>("from"), body.optionalId<NodeId>("to"), body.boolean("answer") };
    piece.number = body.number("number", 1, maxSequence).value_or(0);
    piece.parts = int(body.number("parts", 1, NodePiece::maxParts).value_or(0));
    piece.part = int(body.number("part", 0, NodePiece::maxParts - 1).value_or(0));
    const auto decoded = QByteArray::fromBase64Encoding(bytes(body.string("bytes")), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || piece.number == 0 || piece.part >= piece.parts || (*decoded).size() > NodePiece::maxBytes)
        body.refuse("bytes", "is no piece");
    else
        piece.bytes = *decoded;
    return piece;
}

// In the order of BusEvent.
constexpr std::array<BusKind, std::variant_size_v<BusEvent>> kinds{ {
    { "message", true, true, true, readStored },
    { "head", true, true, true, readHead },
    { "typing", true, true, false, readTyping },
    { "presence", true, true, false, readPresence },
    { "presence_query", true, true, false, readQuery },
    { "presence_list", true, true, false, readList },
    { "probe", false, false, false, readProbe },
    { "node_piece", false, false, false, readPiece },
    { "mark", true, true, false, readMark },
    { "closed", true, true, false, readClosed },
    { "inbox", true, false, false, readInbox },
    { "key", false, false, false, readKeyChange },
} };

} // namespace

std::span<const BusKind> busKinds()
{
    return kinds;
}

void writeBody(JsonWriter &json, const BusEvent &event)
{
    std::visit([&](const auto &each) { write(json, each); }, event);
}

} // namespace conversa
