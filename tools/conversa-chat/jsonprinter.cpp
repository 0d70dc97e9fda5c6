// SPDX-License-Identifier: Apache-2.0
#include "conversa-chat/jsonprinter.h"

#include "terminal/terminaltext.h"
#include "core/timestamp.h"
#include "protocol/jsonwriter.h"

namespace conversa {

namespace {

template <typename Fill>
QByteArray object(std::string_view type, Fill fill)
{
    QByteArray json;
    {
        JsonWriter writer(json, Audience::Plain);
        writer.beginObject();
        writer.word("type", type);
        fill(writer);
        writer.endObject();
    }
    return terminalJson(json) + '\n';
}

void writeUser(JsonWriter &json, const UserInfo &user)
{
    json.id("user_id", user.user.uuid);
    json.text("user_name", user.name);
    json.word("role", roleName(user.role));
}

std::string_view nameOf(LinkStatus::Kind kind)
{
    switch (kind) {
    case LinkStatus::Kind::Stopped:
        return "stopped";
    case LinkStatus::Kind::Connecting:
        return "connecting";
    case LinkStatus::Kind::Connected:
        return "connected";
    case LinkStatus::Kind::Waiting:
        break;
    }
    return "waiting";
}

std::string_view nameOf(Printer::Change change)
{
    switch (change) {
    case Printer::Change::Came:
        return "user_joined";
    case Printer::Change::Went:
        return "user_left";
    case Printer::Change::TypingBegan:
        return "typing_began";
    case Printer::Change::TypingEnded:
        break;
    }
    return "typing_ended";
}

} // namespace

QByteArray JsonPrinter::message(const ReceivedMessage &message, const Names &names) const
{
    return object("message", [&](JsonWriter &json) {
        json.number("seq", message.seq);
        json.id("message_id", message.id.uuid);
        json.time("timestamp", message.timestampMs);
        json.text("author", names.authorOf(message));
        json.boolean("from_me", message.fromBusiness);
        json.boolean("own", names.isOwn(message));
        json.text("text", message.text);
    });
}

QByteArray JsonPrinter::state(const LinkStatus &state) const
{
    return object("state", [&](JsonWriter &json) {
        json.word("state", nameOf(state.kind));
        if (state.kind == LinkStatus::Kind::Waiting)
            json.number("retry_in_ms", state.retryInMs);
        if (!state.reason.isEmpty())
            json.text("reason", state.reason);
    });
}

QByteArray JsonPrinter::joined(const SessionJoined &joined) const
{
    return object("session_joined", [&](JsonWriter &json) {
        json.number("last_seq", joined.lastSeq);
        json.beginArray("users");
        for (const UserInfo &user : joined.users) {
            json.beginObject();
            writeUser(json, user);
            json.endObject();
        }
        json.endArray();
    });
}

QByteArray JsonPrinter::user(const UserInfo &user, Change change) const
{
    return object(nameOf(change), [&](JsonWriter &json) { writeUser(json, user); });
}

QByteArray JsonPrinter::receipt(const Receipt &receipt, Reached reached, const Names &names) const
{
    return object(reached == Reached::Read ? "message_read" : "message_delivered", [&](JsonWriter &json) {
        json.id("user_id", receipt.user.uuid);
        json.text("user_name", names.nameOf(receipt.user));
        json.number("up_to_seq", receipt.upToSeq);
    });
}

QByteArray JsonPrinter::missed(const MissedMessages &missed) const
{
    return object("missed", [&](JsonWriter &json) {
        if (missed.count)
            json.number("count", *missed.count);
        json.number("after_seq", missed.afterSeq);
        json.number("next_seq", missed.nextSeq);
    });
}

QByteArray JsonPrinter::failure(const QByteArray &what, const Error &error) const
{
    return object("error", [&](JsonWriter &json) {
        json.text("what", what);
        json.word("code", traits(error.code).wire);
        json.text("message", error.message);
    });
}

} // namespace conversa
