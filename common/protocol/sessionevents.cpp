// SPDX-License-Identifier: Apache-2.0
#include "protocol/envelope.h"
#include "protocol/servermessages.h"
#include "protocol/sessionparts.h"

namespace conversa {

namespace {

constexpr qsizetype userSize = 160; // bytes of one user, a guess

void writeUser(JsonWriter &json, const UserInfo &user)
{
    json.id("user_id", user.user.uuid);
    json.text("user_name", user.name);
    json.word("role", roleName(user.role));
}

void writeUsers(JsonWriter &json, const std::vector<UserInfo> &users)
{
    json.beginArray("users");
    for (const UserInfo &user : users) {
        json.beginObject();
        writeUser(json, user);
        json.endObject();
    }
    json.endArray();
}

void encodePresence(QByteArray &out, std::string_view type, const EnvelopeInfo &info, SessionId session,
    const UserInfo &user, Audience audience)
{
    Envelope envelope(out, type, audience);
    JsonWriter &json = envelope.openPayload();
    json.id("session_id", session.uuid);
    writeUser(json, user);
    envelope.closePayload();
    envelope.close(info);
}

} // namespace

void writeTyping(JsonWriter &json, const std::vector<UserId> &typing)
{
    json.beginArray("typing");
    for (const UserId &user : typing)
        json.id({}, user.uuid);
    json.endArray();
}

void writeWatermarks(JsonWriter &json, const std::vector<Watermark> &watermarks)
{
    json.beginArray("watermarks");
    for (const Watermark &watermark : watermarks) {
        json.beginObject();
        json.id("user_id", watermark.user.uuid);
        json.word("role", roleName(watermark.role));
        json.number("delivered_seq", watermark.delivered);
        json.number("read_seq", watermark.read);
        json.endObject();
    }
    json.endArray();
}

void encodeSessionJoined(QByteArray &out, const EnvelopeInfo &info, const SessionJoined &joined, Audience audience)
{
    Envelope envelope(
        out, "session_joined", audience, 640 + userSize * qsizetype(joined.users.size() + joined.typing.size() + joined.watermarks.size()));
    JsonWriter &json = envelope.openPayload();
    json.id("session_id", joined.session.uuid);
    json.number("last_seq", joined.lastSeq);
    json.id("epoch", joined.epoch.uuid);
    json.boolean("recovered", joined.recovered);
    if (joined.missed)
        json.number("missed", *joined.missed);
    writeUsers(json, joined.users);
    json.number("user_count", joined.userCount);
    writeTyping(json, joined.typing);
    writeWatermarks(json, joined.watermarks);
    envelope.closePayload();
    envelope.close(info);
}

void encodeSessionLeft(QByteArray &out, const EnvelopeInfo &info, SessionId session)
{
    Envelope envelope(out, "session_left", Audience::Escaped);
    envelope.openPayload().id("session_id", session.uuid);
    envelope.closePayload();
    envelope.close(info);
}

void encodeSessionClosed(QByteArray &out, const EnvelopeInfo &info, SessionId session, bool closed)
{
    Envelope envelope(out, closed ? "session_closed" : "session_reopened", Audience::Escaped, 256);
    envelope.openPayload().id("session_id", session.uuid);
    envelope.closePayload();
    envelope.close(info);
}

void encodeUserJoined(
    QByteArray &out, const EnvelopeInfo &envelope, SessionId session, const UserInfo &user, Audience audience)
{
    encodePresence(out, "user_joined", envelope, session, user, audience);
}

void encodeUserLeft(
    QByteArray &out, const EnvelopeInfo &envelope, SessionId session, const UserInfo &user, Audience audience)
{
    encodePresence(out, "user_left", envelope, session, user, audience);
}

void encodeUserTyping(QByteArray &out, const EnvelopeInfo &info, const UserTyping &typing, Audience audience)
{
    Envelope envelope(out, "user_typing", audience);
    JsonWriter &json = envelope.openPayload();
    json.id("session_id", typing.session.uuid);
    json.id("contact_id", typing.contact.uuid);
    json.boolean("is_typing", typing.isTyping);
    json.id("user_id", typing.user.user.uuid);
    json.text("user_name", typing.user.name);
    envelope.closePayload();
    envelope.close(info);
}

void encodeReceipt(QByteArray &out, const EnvelopeInfo &info, Mark mark, const Receipt &receipt)
{
    const bool read = mark == Mark::Read;
    Envelope envelope(out, read ? "message_read" : "message_delivered", Audience::Escaped);
    JsonWriter &json = envelope.openPayload();
    json.id("message_id", receipt.message.uuid);
    json.id("session_id", receipt.session.uuid);
    json.id("user_id", receipt.user.uuid);
    json.number("up_to_seq", receipt.upToSeq);
    json.time(read ? "read_at" : "delivered_at", receipt.atMs);
    envelope.closePayload();
    envelope.close(info);
}

} // namespace conversa
