// SPDX-License-Identifier: Apache-2.0
#include "bus/buscodec.h"

#include "protocol/fieldreader.h"
#include "protocol/jsonwriter.h"

#include <QMessageAuthenticationCode>

#include <algorithm>
#include <array>

namespace conversa {

namespace {

constexpr qsizetype digestSize = 64;
constexpr qsizetype maxUsers = 1'000;
const Limits defaults; // of what clients send; nothing in here is read under them

Error alien()
{
    return { ErrorCode::InvalidMessage, "not an envelope of a server with this secret" };
}

// Takes the same time whatever the first difference.
bool sameDigest(QByteArrayView one, QByteArrayView other)
{
    if (one.size() != other.size())
        return false;
    quint8 difference = 0;
    for (qsizetype i = 0; i < one.size(); ++i)
        difference |= quint8(one[i]) ^ quint8(other[i]);
    return difference == 0;
}

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

// What the envelope says beside its body.
struct Head
{
    SessionKey key;
    qint64 seq = 0;
};

BusEvent readStored(const Head &head, FieldReader &body)
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

BusEvent readHead(const Head &head, FieldReader &body)
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

BusEvent readTyping(const Head &head, FieldReader &body)
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

BusEvent readPresence(const Head &head, FieldReader &body)
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

BusEvent readQuery(const Head &head, FieldReader &body)
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

BusEvent readList(const Head &head, FieldReader &body)
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

BusEvent readMark(const Head &head, FieldReader &body)
{
    MarkChange change{ head.key, body.boolean("read") ? Mark::Read : Mark::Delivered, readRole(body), {} };
    const auto seq = body.number("up_to_seq", 1, maxSequence);
    if (!seq)
        body.refuse("up_to_seq", "is missing");
    change.receipt = { head.key.session, body.id<MessageId>("message_id"), body.id<UserId>("user_id"), seq.value_or(0), body.time("at") };
    return change;
}

void write(JsonWriter &json, const BusProbe &probe)
{
    json.beginObject("body");
    json.number("number", probe.number);
    json.endObject();
}

BusEvent readProbe(const Head &, FieldReader &body)
{
    return BusProbe{ body.number("number", 0, maxSequence).value_or(0) };
}

void write(JsonWriter &json, const ControlMessage &control)
{
    json.beginObject("body");
    if (control.to)
        json.id("to", control.to->uuid);
    json.string("name", control.name);
    json.string("argument", control.argument);
    json.endObject();
}

BusEvent readControl(const Head &, FieldReader &body)
{
    return ControlMessage{ body.optionalId<NodeId>("to"), bytes(body.string("name")), bytes(body.string("argument")) };
}

struct Kind
{
    std::string_view name;
    bool hasSession;
    bool hasSeq;
    BusEvent (*read)(const Head &, FieldReader &body);
};

// In the order of BusEvent.
constexpr std::array<Kind, std::variant_size_v<BusEvent>> kinds{ {
    { "message", true, true, readStored },
    { "head", true, true, readHead },
    { "typing", true, false, readTyping },
    { "presence", true, false, readPresence },
    { "presence_query", true, false, readQuery },
    { "presence_list", true, false, readList },
    { "probe", false, false, readProbe },
    { "control", false, false, readControl },
    { "mark", true, false, readMark },
} };

Head readHeadFields(const Kind &kind, FieldReader &fields)
{
    Head head;
    if (kind.hasSession) {
        head.key.tenant = bytes(fields.string("tenant"));
        head.key.session = fields.id<SessionId>("session");
    }
    if (kind.hasSeq) {
        const auto seq = fields.number("seq", 1, maxSequence);
        if (!seq)
            fields.refuse("seq", "is missing");
        head.seq = seq.value_or(0);
    }
    return head;
}

} // namespace

BusCodec::BusCodec(NodeId self, QByteArray secret)
    : m_self(self)
    , m_secret(std::move(secret))
    , m_start("{\"version\":1,\"node\":\"" + self.toByteArray() + '"')
{
}

QByteArray BusCodec::digest(QByteArrayView json, QByteArrayView channel) const
{
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, m_secret);
    code.addData(channel.data(), channel.size());
    code.addData("\n", 1);
    code.addData(json.data(), json.size());
    return code.result().toHex();
}

QByteArray BusCodec::encode(const BusEvent &event, QByteArrayView channel) const
{
    QByteArray json;
    {
        JsonWriter writer(json, Audience::Plain);
        writer.expect(512);
        writer.beginObject();
        writer.number("version", 1);
        writer.id("node", m_self.uuid);
        writer.word("kind", kinds[event.index()].name);
        if (const SessionKey *key = sessionOf(event)) {
            writer.string("tenant", key->tenant);
            writer.id("session", key->session.uuid);
        }
        std::visit([&](const auto &each) { write(writer, each); }, event);
        writer.endObject();
    }
    return digest(json, channel) + json;
}

Result<BusEnvelope> BusCodec::decode(QByteArrayView bytes, QByteArrayView channel)
{
    if (bytes.size() > maxSize || bytes.size() < digestSize + 2 || bytes[digestSize] != '{')
        return alien();
    const QByteArrayView json = bytes.sliced(digestSize);
    if (!sameDigest(bytes.first(digestSize), digest(json, channel)))
        return alien();
    const auto document = m_parser.parse(json);
    simdjson::dom::object object;
    if (!document || document->get(object) != simdjson::SUCCESS)
        return alien();
    FieldReader fields(object, defaults);
    const auto node = fields.id<NodeId>("node");
    if (fields.refusal())
        return alien();
    const std::string_view name = stringIn(object, "kind");
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind &each) { return each.name == name; });
    if (kind == kinds.end())
        return Error{ ErrorCode::UnknownType, "an envelope of an unknown kind" };
    const Head head = readHeadFields(*kind, fields);
    simdjson::dom::object inner;
    const bool hasBody = object.at_key("body").get(inner) == simdjson::SUCCESS;
    FieldReader body(hasBody ? inner : object, defaults);
    BusEvent event = kind->read(head, body);
    if (fields.refusal() || body.refusal())
        return alien();
    return BusEnvelope{ node, std::move(event) };
}

bool BusCodec::isEcho(QByteArrayView bytes) const
{
    return bytes.size() > digestSize && bytes.sliced(digestSize).startsWith(m_start);
}

} // namespace conversa
