// SPDX-License-Identifier: Apache-2.0
#include "protocol/envelope.h"
#include "protocol/servermessages.h"
#include "protocol/text.h"

namespace conversa {

namespace {

constexpr qsizetype rowSize = 900; // bytes of one row, a guess
constexpr qsizetype shownCharacters = 200;

void writeLast(JsonWriter &json, const LastMessage &last)
{
    json.beginObject("last_message");
    json.id("message_id", last.id.uuid);
    json.number("seq", last.seq);
    json.text("text", last.text);
    json.boolean("from_me", last.fromBusiness);
    json.time("timestamp", last.timestampMs);
    if (last.agent)
        json.id("agent_id", last.agent->uuid);
    json.endObject();
}

void writeRow(JsonWriter &json, const InboxRow &row)
{
    json.id("session_id", row.session.uuid);
    json.word("state", row.closed ? "closed" : "open");
    if (row.contact) {
        json.beginObject("contact");
        json.id("id", row.contact->uuid);
        if (!row.contactName.isEmpty())
            json.text("name", row.contactName);
        json.endObject();
    }
    if (row.last)
        writeLast(json, *row.last);
    json.number("unread", row.unread);
    if (row.waitingSinceMs)
        json.time("waiting_since", *row.waitingSinceMs);
    json.time("created_at", row.createdMs);
    json.time("changed_at", row.changedMs);
}

} // namespace

LastMessage lastMessageOf(const ChatMessage &message)
{
    LastMessage last{ message.id, message.seq, message.text, isBusinessSide(message.role), {}, message.timestampMs };
    if (message.role == Role::Admin || message.role == Role::Agent)
        last.agent = message.user;
    // What is cut off may have closed what is left open.
    const QByteArray beginning = firstCharacters(message.text, shownCharacters);
    if (beginning.size() < message.text.size())
        last.text = cleanText(beginning);
    return last;
}

void encodeInboxEvent(QByteArray &out, const EnvelopeInfo &info, const InboxRow &row, bool opened, Audience audience)
{
    Envelope envelope(out, opened ? "session_opened" : "session_updated", audience, rowSize);
    writeRow(envelope.openPayload(), row);
    envelope.closePayload();
    envelope.close(info);
}

void encodeInboxBody(QByteArray &out, const std::vector<InboxRow> &rows, const QByteArray &cursor)
{
    JsonWriter json(out, Audience::Escaped);
    json.expect(rowSize * qsizetype(rows.size() + 1));
    json.beginObject();
    json.beginArray("sessions");
    for (const InboxRow &row : rows) {
        json.beginObject();
        writeRow(json, row);
        json.endObject();
    }
    json.endArray();
    if (!cursor.isEmpty())
        json.string("next_cursor", cursor);
    json.endObject();
}

void encodeInboxRow(QByteArray &out, const InboxRow &row)
{
    JsonWriter json(out, Audience::Escaped);
    json.expect(rowSize);
    json.beginObject();
    writeRow(json, row);
    json.endObject();
}

} // namespace conversa
