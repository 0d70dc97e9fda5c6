// SPDX-License-Identifier: Apache-2.0
#include "protocol/clientwriter.h"

#include "protocol/jsonwriter.h"

namespace conversa {

namespace {

// One envelope; `writeFields` puts the payload's members.
template <typename WriteFields>
QByteArray envelope(std::string_view type, QByteArrayView requestId, WriteFields writeFields)
{
    QByteArray out;
    {
        JsonWriter json(out, Audience::Plain);
        json.expect(256);
        json.beginObject();
        json.word("type", type);
        json.beginObject("payload");
        writeFields(json);
        json.endObject();
        if (!requestId.isEmpty())
            json.string("request_id", requestId);
        json.endObject();
    }
    return out;
}

void writeNumber(JsonWriter &json, std::string_view name, std::optional<qint64> value)
{
    if (value)
        json.number(name, *value);
}

} // namespace

QByteArray encoded(const JoinSession &message, QByteArrayView requestId)
{
    return envelope("join_session", requestId, [&](JsonWriter &json) {
        json.id("session_id", message.session.uuid);
        writeNumber(json, "after_seq", message.afterSeq);
        if (!message.epoch.isEmpty())
            json.string("epoch", message.epoch);
    });
}

QByteArray encoded(const LeaveSession &message, QByteArrayView requestId)
{
    return envelope("leave_session", requestId, [&](JsonWriter &json) { json.id("session_id", message.session.uuid); });
}

QByteArray encoded(const SendMessage &message, QByteArrayView requestId)
{
    return envelope("send_message", requestId, [&](JsonWriter &json) {
        json.id("session_id", message.session.uuid);
        json.id("contact_id", message.contact.uuid);
        json.string("text", message.text);
        json.word("content_type", "text");
        if (message.replyTo)
            json.id("reply_to_id", message.replyTo->uuid);
        if (!message.clientMessageId.isEmpty())
            json.string("client_message_id", message.clientMessageId);
    });
}

QByteArray encoded(const TypingNotice &message, QByteArrayView requestId)
{
    return envelope("typing", requestId, [&](JsonWriter &json) {
        json.id("session_id", message.session.uuid);
        json.id("contact_id", message.contact.uuid);
        json.boolean("is_typing", message.isTyping);
    });
}

std::string_view markType(Mark mark)
{
    return mark == Mark::Read ? "mark_read" : "mark_delivered";
}

QByteArray encoded(const MarkMessages &message, QByteArrayView requestId)
{
    return envelope(markType(message.mark), requestId, [&](JsonWriter &json) {
        json.id("session_id", message.session.uuid);
        if (message.message)
            json.id("message_id", message.message->uuid);
        writeNumber(json, "up_to_seq", message.upToSeq);
    });
}

QByteArray encoded(const GetHistory &message, QByteArrayView requestId)
{
    return envelope("get_history", requestId, [&](JsonWriter &json) {
        json.id("session_id", message.session.uuid);
        writeNumber(json, "before_seq", message.beforeSeq);
        writeNumber(json, "after_seq", message.afterSeq);
        json.number("limit", message.limit);
    });
}

QByteArray encoded(const Authenticate &message, QByteArrayView requestId)
{
    return envelope("authenticate", requestId, [&](JsonWriter &json) { json.string("token", message.token); });
}

QByteArray encoded(const RefreshToken &message, QByteArrayView requestId)
{
    return envelope("refresh_token", requestId, [&](JsonWriter &json) { json.string("token", message.token); });
}

QByteArray encoded(const Ping &, QByteArrayView requestId)
{
    return envelope("ping", requestId, [](JsonWriter &) {});
}

} // namespace conversa
