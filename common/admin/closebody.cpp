// SPDX-License-Identifier: Apache-2.0
#include "admin/closebody.h"

#include "admin/connectionrow.h"
#include "protocol/restbody.h"

namespace conversa {

namespace {

constexpr size_t maxReasonSize = 123; // RFC 6455 section 5.5
constexpr qint64 leastOwnCode = 4'000;
constexpr qint64 mostOwnCode = 4'999;

void readConnections(FieldReader &fields, CloseBody &body)
{
    const auto ids = fields.array("ids");
    if (!ids)
        return;
    if (ids->size() == 0 || ids->size() > CloseBody::maxConnections) {
        fields.refuse("ids", "must be 1 to 500 UUIDs");
        return;
    }
    for (const simdjson::dom::element element : *ids) {
        std::string_view text;
        const auto id = element.get(text) == simdjson::SUCCESS ? ConnectionId::parse(text) : std::nullopt;
        if (!id) {
            fields.refuse("ids", "must be 1 to 500 UUIDs");
            return;
        }
        body.connections.push_back(*id);
    }
}

Result<CloseBody> readFields(FieldReader &fields)
{
    CloseBody body;
    readConnections(fields, body);
    if (fields.has("filter") == fields.has("ids"))
        fields.refuse("filter", "or ids says which connections: one of the two");
    const auto filter = fields.string("filter");
    const qint64 code = fields.number("code", leastOwnCode, mostOwnCode).value_or(body.code);
    body.code = quint16(code);
    body.reason = fields.storedToken("reason", maxReasonSize);
    body.isDryRun = fields.has("dry_run") && fields.boolean("dry_run");
    if (fields.refusal())
        return *fields.refusal();
    if (!filter)
        return body;
    auto parsed = Filter::parse(view(*filter), connectionFields());
    if (!parsed)
        return parsed.error();
    // An empty box must not send everybody away.
    if (parsed->size() == 0)
        return invalidField("filter", "must have a term; age:>=0s finds all.");
    body.filter = *std::move(parsed);
    return body;
}

} // namespace

Result<CloseBody> readCloseBody(QByteArrayView json, const Limits &limits)
{
    return readBody(json, limits, readFields);
}

} // namespace conversa
