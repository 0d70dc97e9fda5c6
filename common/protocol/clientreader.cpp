// SPDX-License-Identifier: Apache-2.0
#include "protocol/clientreader.h"

#include "protocol/fieldreader.h"
#include "protocol/jsonchecks.h"
#include "protocol/jsonparser.h"

#include <algorithm>
#include <array>

namespace conversa {

struct ClientReader::Parser
{
    explicit Parser(const Limits &readLimits)
        : limits(readLimits)
    {
    }
    Result<simdjson::dom::element> parse(QByteArrayView json);

    const Limits &limits;
    JsonParser parser;
    ShapeChecker shape{ limits };
};

namespace {

const Limits defaultLimits;

using Reading = Result<ClientMessage>;
using Read = Reading (*)(FieldReader &fields);

Reading readJoinSession(FieldReader &fields)
{
    return fields.finish<ClientMessage>(JoinSession{ .session = fields.id<SessionId>("session_id"),
        .afterSeq = fields.number("after_seq", 0, maxSequence),
        .epoch = fields.token("epoch") });
}

Reading readLeaveSession(FieldReader &fields)
{
    return fields.finish<ClientMessage>(LeaveSession{ .session = fields.id<SessionId>("session_id") });
}

Reading readSendMessage(FieldReader &fields)
{
    fields.contentType("content_type");
    return fields.finish<ClientMessage>(SendMessage{ .session = fields.id<SessionId>("session_id"),
        .contact = fields.id<ContactId>("contact_id"),
        .text = fields.text("text"),
        .replyTo = fields.optionalId<MessageId>("reply_to_id"),
        .clientMessageId = fields.storedToken("client_message_id") });
}

Reading readTyping(FieldReader &fields)
{
    return fields.finish<ClientMessage>(TypingNotice{ .session = fields.id<SessionId>("session_id"),
        .contact = fields.id<ContactId>("contact_id"),
        .isTyping = fields.boolean("is_typing") });
}

template <Mark mark>
Reading readMark(FieldReader &fields)
{
    const MarkMessages request{ .session = fields.id<SessionId>("session_id"),
        .mark = mark,
        .message = fields.optionalId<MessageId>("message_id"),
        .upToSeq = fields.number("up_to_seq", 1, maxSequence) };
    if (request.message && request.upToSeq)
        fields.refuse("message_id", "and up_to_seq exclude each other");
    if (!request.message && !request.upToSeq)
        fields.refuse("message_id", "or up_to_seq is missing");
    return fields.finish<ClientMessage>(request);
}

Reading readGetHistory(FieldReader &fields)
{
    GetHistory request{ .session = fields.id<SessionId>("session_id"),
        .beforeSeq = fields.number("before_seq", 0, maxSequence),
        .afterSeq = fields.number("after_seq", 0, maxSequence) };
    const int most = fields.limits().pageMessages;
    request.limit = int(fields.number("limit", 1, most).value_or(most));
    if (request.beforeSeq && request.afterSeq)
        fields.refuse("before_seq", "and after_seq exclude each other");
    return fields.finish<ClientMessage>(request);
}

Reading readAuthenticate(FieldReader &fields)
{
    Authenticate first{ fields.token("token") };
    if (first.token.isEmpty())
        fields.refuse("token", "is missing");
    return fields.finish<ClientMessage>(std::move(first));
}

Reading readRefreshToken(FieldReader &fields)
{
    RefreshToken refresh{ fields.token("token") };
    if (refresh.token.isEmpty())
        fields.refuse("token", "is missing");
    return fields.finish<ClientMessage>(std::move(refresh));
}

// Reads the payload; null for a message that has none.
struct MessageType
{
    std::string_view name;
    Read read;
};

constexpr std::array messageTypes{
    MessageType{ "send_message", readSendMessage },
    MessageType{ "typing", readTyping },
    MessageType{ "mark_delivered", readMark<Mark::Delivered> },
    MessageType{ "mark_read", readMark<Mark::Read> },
    MessageType{ "ping", nullptr },
    MessageType{ "join_session", readJoinSession },
    MessageType{ "leave_session", readLeaveSession },
    MessageType{ "get_history", readGetHistory },
    MessageType{ "authenticate", readAuthenticate },
    MessageType{ "refresh_token", readRefreshToken },
};

const MessageType *findType(std::string_view name)
{
    const auto found = std::find_if(
        messageTypes.begin(), messageTypes.end(), [name](const MessageType &type) { return type.name == name; });
    return found == messageTypes.end() ? nullptr : &*found;
}

// For the error reply: what is too long to be a type or request id is not sent back.
QByteArray echoed(std::string_view text)
{
    return text.size() > maxTokenSize ? QByteArray() : QByteArray(text.data(), qsizetype(text.size()));
}

Reading readPayload(simdjson::dom::object envelope, const MessageType &type, const Limits &limits)
{
    FieldReader outer(envelope, limits);
    outer.token("request_id");
    if (outer.refusal() || !type.read)
        return outer.finish<ClientMessage>(Ping{});
    simdjson::dom::object payload;
    if (envelope.at_key("payload").get(payload) != simdjson::SUCCESS)
        return Error{ ErrorCode::InvalidMessage, "payload must be an object" };
    FieldReader fields(payload, limits);
    return type.read(fields);
}

ClientEnvelope readEnvelope(simdjson::dom::object object, const Limits &limits)
{
    std::string_view name;
    ClientEnvelope envelope{ {}, echoed(stringIn(object, "request_id")), Error{} };
    if (object.at_key("type").get(name) != simdjson::SUCCESS) {
        envelope.body = Error{ ErrorCode::InvalidMessage, "type must be a string" };
        return envelope;
    }
    if (const MessageType *type = findType(name)) {
        envelope.type = QByteArray::fromRawData(type->name.data(), qsizetype(type->name.size()));
        envelope.body = readPayload(object, *type, limits);
    } else {
        envelope.type = echoed(name);
        envelope.body = Error{ ErrorCode::UnknownType, "the message type is not known" };
    }
    return envelope;
}

} // namespace

Result<simdjson::dom::element> ClientReader::Parser::parse(QByteArrayView json)
{
    auto document = parser.parse(json);
    if (!document)
        return document;
    if (auto checked = shape.check(*document); !checked)
        return checked.error();
    return document;
}

QByteArrayList clientMessageTypes()
{
    QByteArrayList names;
    for (const MessageType &type : messageTypes)
        names.append(QByteArray(type.name.data(), qsizetype(type.name.size())));
    return names;
}

ClientReader::ClientReader()
    : ClientReader(defaultLimits)
{
}

ClientReader::ClientReader(const Limits &limits)
    : m_parser(std::make_unique<Parser>(limits))
{
}

ClientReader::~ClientReader() = default;

ClientEnvelope ClientReader::read(QByteArrayView json)
{
    const auto document = m_parser->parse(json);
    if (!document)
        return { {}, {}, document.error() };
    simdjson::dom::object object;
    if (document->get(object) != simdjson::SUCCESS)
        return { {}, {}, Error{ ErrorCode::InvalidMessage, "the message must be a JSON object" } };
    return readEnvelope(object, m_parser->limits);
}

} // namespace conversa
