// SPDX-License-Identifier: Apache-2.0
#include "admin/orderbodies.h"

#include "protocol/restbody.h"
#include "protocol/text.h"

namespace conversa {

namespace {

constexpr size_t maxNameSize = 256; // of a tenant, a node, a reason
constexpr qint64 dayS = 86'400;

std::optional<qint64> timeIn(FieldReader &fields, qint64 mostS)
{
    const auto seconds = fields.number("for_s", 1, mostS);
    return seconds ? std::optional(*seconds * 1'000) : std::nullopt;
}

QByteArray reasonIn(FieldReader &fields)
{
    const auto text = fields.string("reason");
    if (!text)
        return {};
    if (text->size() > maxNameSize)
        fields.refuse("reason", "must not be longer than 256 bytes");
    return cleanName({ text->data(), qsizetype(text->size()) });
}

OrderTerms termsIn(FieldReader &fields)
{
    return { .tenant = fields.storedToken("tenant", maxNameSize), .forMs = timeIn(fields, maxOrderTimeS), .reason = reasonIn(fields) };
}

Result<BanBody> readBan(FieldReader &fields)
{
    BanBody body{ .terms = termsIn(fields),
        .user = fields.optionalId<UserId>("user_id"),
        .address = fields.storedToken("address") };
    if (body.user.has_value() == !body.address.isEmpty())
        fields.refuse("user_id", "or address says who: one of the two");
    return fields.finish<BanBody>(std::move(body));
}

Result<OrderTerms> readTerms(FieldReader &fields)
{
    return fields.finish<OrderTerms>(termsIn(fields));
}

Result<ReadOnlyBody> readReadOnly(FieldReader &fields)
{
    ReadOnlyBody body{ .terms = termsIn(fields) };
    if (!fields.has("enabled"))
        fields.refuse("enabled", "is missing");
    body.isOn = fields.boolean("enabled");
    return fields.finish<ReadOnlyBody>(std::move(body));
}

Result<NoticeBody> readNotice(FieldReader &fields)
{
    return fields.finish<NoticeBody>(NoticeBody{ .tenant = fields.storedToken("tenant", maxNameSize),
        .session = fields.optionalId<SessionId>("session_id"),
        .text = fields.text("text") });
}

Result<LogLevelBody> readLogLevel(FieldReader &fields)
{
    LogLevelBody body{ .level = fields.storedToken("level"), .node = fields.storedToken("node", maxNameSize) };
    if (!QByteArrayList{ "debug", "info", "warning", "error" }.contains(body.level))
        fields.refuse("level", "must be debug, info, warning or error");
    body.forMs = timeIn(fields, dayS).value_or(body.forMs);
    return fields.finish<LogLevelBody>(std::move(body));
}

Result<ReloadBody> readReload(FieldReader &fields)
{
    return fields.finish<ReloadBody>(ReloadBody{ fields.storedToken("node", maxNameSize) });
}

} // namespace

Result<BanBody> readBanBody(QByteArrayView json, const Limits &limits)
{
    return readBody<BanBody>(json, limits, readBan);
}

Result<OrderTerms> readTermsBody(QByteArrayView json, const Limits &limits)
{
    return json.isEmpty() ? Result<OrderTerms>(OrderTerms{}) : readBody<OrderTerms>(json, limits, readTerms);
}

Result<ReadOnlyBody> readReadOnlyBody(QByteArrayView json, const Limits &limits)
{
    return readBody<ReadOnlyBody>(json, limits, readReadOnly);
}

Result<NoticeBody> readNoticeBody(QByteArrayView json, const Limits &limits)
{
    return readBody<NoticeBody>(json, limits, readNotice);
}

Result<LogLevelBody> readLogLevelBody(QByteArrayView json, const Limits &limits)
{
    return readBody<LogLevelBody>(json, limits, readLogLevel);
}

Result<ReloadBody> readReloadBody(QByteArrayView json, const Limits &limits)
{
    return json.isEmpty() ? Result<ReloadBody>(ReloadBody{}) : readBody<ReloadBody>(json, limits, readReload);
}

} // namespace conversa
