// SPDX-License-Identifier: Apache-2.0
#include "protocol/restreader.h"

#include "protocol/restbody.h"
#include "protocol/text.h"

namespace conversa {

QByteArray nameIn(FieldReader &fields, std::string_view name)
{
    constexpr size_t most = 256;
    const auto text = fields.string(name);
    if (!text)
        return {};
    if (text->size() > most)
        fields.refuse(name, "must not be longer than 256 bytes");
    QByteArray cleaned = cleanName({ text->data(), qsizetype(text->size()) });
    if (isBlank(cleaned))
        fields.refuse(name, "must not be blank");
    return cleaned;
}

namespace {

// One of two words; `fallback` when the field is absent, missing where there is none.
bool isSecond(FieldReader &fields, std::string_view name, std::string_view first, std::string_view second,
    std::optional<bool> fallback = {})
{
    const auto word = fields.string(name);
    if (word == second)
        return true;
    if (word == first)
        return false;
    if (word || !fallback)
        fields.refuse(name, "must be \"" + std::string(first) + "\" or \"" + std::string(second) + '"');
    return fallback.value_or(false);
}

Result<SessionBody> readSession(FieldReader &fields)
{
    return fields.finish<SessionBody>(SessionBody{ .session = fields.optionalId<SessionId>("session_id"),
        .contact = fields.id<ContactId>("contact_id"),
        .contactName = nameIn(fields, "contact_name") });
}

Result<MessageBody> readMessage(FieldReader &fields)
{
    MessageBody body{ .externalId = fields.storedToken("external_id", maxExternalIdSize),
        .contact = fields.optionalId<ContactId>("contact_id"),
        .fromContact = isSecond(fields, "author", "agent", "contact"),
        .text = {} };
    if (body.externalId.isEmpty())
        fields.refuse("external_id", "is missing");
    fields.contentType("content_type");
    body.text = fields.text("text");
    return fields.finish<MessageBody>(std::move(body));
}

Result<ReceiptBody> readReceipt(FieldReader &fields)
{
    ReceiptBody body{ .mark = isSecond(fields, "status", "delivered", "read") ? Mark::Read : Mark::Delivered,
        .fromContact = isSecond(fields, "reader", "agent", "contact", true),
        .message = fields.optionalId<MessageId>("message_id"),
        .upToSeq = fields.number("up_to_seq", 1, maxSequence),
        .externalId = fields.storedToken("external_id", maxExternalIdSize) };
    const int given = int(body.message.has_value()) + int(body.upToSeq.has_value()) + int(!body.externalId.isEmpty());
    if (given > 1)
        fields.refuse("message_id", "and up_to_seq and external_id exclude each other");
    if (given == 0)
        fields.refuse("message_id", "or up_to_seq or external_id is missing");
    return fields.finish<ReceiptBody>(std::move(body));
}

} // namespace

Result<SessionBody> readSessionBody(QByteArrayView json, const Limits &limits)
{
    return readBody<SessionBody>(json, limits, readSession);
}

Result<MessageBody> readMessageBody(QByteArrayView json, const Limits &limits)
{
    return readBody<MessageBody>(json, limits, readMessage);
}

Result<ReceiptBody> readReceiptBody(QByteArrayView json, const Limits &limits)
{
    return readBody<ReceiptBody>(json, limits, readReceipt);
}

Result<void> readEmptyBody(QByteArrayView json, const Limits &limits)
{
    struct Nothing
    {
    };
    const auto read = readBody<Nothing>(json, limits, [](FieldReader &) { return Result<Nothing>(Nothing{}); });
    return read ? Result<void>() : read.error();
}

} // namespace conversa
