// SPDX-License-Identifier: Apache-2.0
#include "protocol/envelope.h"
#include "protocol/servermessages.h"

namespace conversa {

namespace {

constexpr qsizetype messageOverhead = 640; // bytes of a message envelope beside its text

// What the same message says differently depending on who reads it and why.
struct Telling
{
    bool withClientId = false;
    bool replayed = false;
    MessageStatus status = MessageStatus::Sent;
};

bool isAgent(Role role)
{
    return role == Role::Admin || role == Role::Agent;
}

void writeMembers(JsonWriter &json, const ChatMessage &message, Telling telling)
{
    json.id("message_id", message.id.uuid);
    json.id("session_id", message.key.session.uuid);
    json.id("contact_id", message.contact.uuid);
    json.text("text", message.text);
    json.word("content_type", "text");
    json.boolean("from_me", isBusinessSide(message.role));
    json.time("timestamp", message.timestampMs);
    if (isAgent(message.role))
        json.id("agent_id", message.user.uuid);
    json.word("status", statusName(telling.status));
    json.number("seq", message.seq);
    if (message.replyTo)
        json.id("reply_to_id", message.replyTo->uuid);
    if (telling.withClientId && !message.clientMessageId.isEmpty())
        json.string("client_message_id", message.clientMessageId);
    if (telling.replayed)
        json.boolean("replayed", true);
}

void encodeMessage(QByteArray &out, std::string_view type, const EnvelopeInfo &info, const ChatMessage &message,
    Audience audience, Telling telling)
{
    Envelope envelope(out, type, audience, messageOverhead + message.text.size());
    writeMembers(envelope.openPayload(), message, telling);
    envelope.closePayload();
    envelope.close(info);
}

qsizetype expectedSize(const HistoryPage &page)
{
    qsizetype bytes = messageOverhead;
    for (const ChatMessage &message : page.messages)
        bytes += messageOverhead + message.text.size();
    return bytes;
}

void writeHistory(JsonWriter &json, const HistoryPage &page, UserId reader)
{
    json.id("session_id", page.session.uuid);
    json.beginArray("messages");
    for (const ChatMessage &message : page.messages) {
        json.beginObject();
        writeMembers(json, message, { .withClientId = message.user == reader, .status = page.marks.statusOf(message) });
        json.endObject();
    }
    json.endArray();
    json.boolean("has_more", page.hasMore);
}

} // namespace

MessageStatus SideMarks::statusOf(const ChatMessage &message) const
{
    const Watermark &other = isBusinessSide(message.role) ? contact : business;
    if (message.seq <= other.read)
        return MessageStatus::Read;
    return message.seq <= other.delivered ? MessageStatus::Delivered : MessageStatus::Sent;
}

qint64 wireSize(const ChatMessage &message)
{
    return messageOverhead + message.clientMessageId.size() + JsonWriter::escapedSize(message.text);
}

void encodeMessageSent(QByteArray &out, const EnvelopeInfo &envelope, const ChatMessage &message, Audience audience)
{
    encodeMessage(out, "message_sent", envelope, message, audience, { .withClientId = true });
}

void encodeNewMessage(QByteArray &out, const EnvelopeInfo &envelope, const ChatMessage &message, Audience audience)
{
    encodeMessage(out, "new_message", envelope, message, audience, {});
}

void encodeReplayedMessage(
    QByteArray &out, const EnvelopeInfo &envelope, const ChatMessage &message, Audience audience, UserId reader)
{
    encodeMessage(
        out, "new_message", envelope, message, audience, { .withClientId = message.user == reader, .replayed = true });
}

void encodeHistory(QByteArray &out, const EnvelopeInfo &info, const HistoryPage &page, Audience audience, UserId reader)
{
    Envelope envelope(out, "history", audience, expectedSize(page));
    writeHistory(envelope.openPayload(), page, reader);
    envelope.closePayload();
    envelope.close(info);
}

void encodeMessageBody(QByteArray &out, const ChatMessage &message, const QByteArray &externalId)
{
    JsonWriter json(out, Audience::Escaped);
    json.expect(messageOverhead + message.text.size());
    json.beginObject();
    writeMembers(json, message, {});
    json.string("external_id", externalId);
    json.endObject();
}

void encodeHistoryBody(QByteArray &out, const HistoryPage &page, UserId reader)
{
    JsonWriter json(out, Audience::Escaped);
    json.expect(expectedSize(page));
    json.beginObject();
    writeHistory(json, page, reader);
    json.endObject();
}

} // namespace conversa
