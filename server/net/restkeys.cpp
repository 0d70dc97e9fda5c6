// SPDX-License-Identifier: Apache-2.0
// RestApi's part about keys: what stands under /api/v1/auth.
#include "net/restio.h"

namespace conversa {

namespace {

constexpr int mostKeys = 500;
constexpr int usualKeys = 100;

void writeKey(JsonWriter &json, const ApiKey &key)
{
    json.id("id", key.id.uuid);
    json.text("name", key.name);
    json.string("tenant", key.tenant);
    json.word("role", roleName(key.role));
    json.id("user_id", key.user.uuid);
    json.text("user_name", key.userName);
    if (!key.contact.isNull())
        json.id("contact_id", key.contact.uuid);
    if (!key.sessions.empty()) {
        json.beginArray("session_ids");
        for (const SessionId &session : key.sessions)
            json.id({}, session.uuid);
        json.endArray();
    }
    json.time("created_at", key.createdMs);
    if (key.expiresMs)
        json.time("expires_at", *key.expiresMs);
    if (key.revokedMs)
        json.time("revoked_at", *key.revokedMs);
}

QByteArray describe(const ApiKey &key)
{
    const std::string_view role = roleName(key.role);
    return "tenant=" + key.tenant + " role=" + QByteArray(role.data(), qsizetype(role.size())) + " name=" + key.name;
}

// The one answer that holds a key's token.
Response issuedResponse(const IssuedKey &issued, std::optional<qint64> predecessorEndsMs)
{
    Response response = jsonResponse(201, [&](JsonWriter &json) {
        json.word("key", textView(issued.token));
        writeKey(json, issued.key);
        if (predecessorEndsMs)
            json.time("predecessor_expires_at", *predecessorEndsMs);
    });
    response.headers.append("Cache-Control: no-store");
    return response;
}

Response ticketResponse(const IssuedTicket &issued)
{
    Response response = jsonResponse(201, [&](JsonWriter &json) {
        json.word("ticket", textView(issued.token));
        json.time("expires_at", issued.endsMs);
    });
    response.headers.append("Cache-Control: no-store");
    return response;
}

Response pageResponse(const std::vector<ApiKey> &keys, bool hasMore)
{
    return jsonResponse(200, [&](JsonWriter &json) {
        json.beginArray("keys");
        for (const ApiKey &key : keys) {
            json.beginObject();
            writeKey(json, key);
            json.endObject();
        }
        json.endArray();
        if (hasMore)
            json.string("next_cursor", QByteArray::number(keys.back().createdMs) + '.' + keys.back().id.toByteArray());
    });
}

// Where to go on; the whole list begins at the default.
Result<KeyQuery> placeIn(const RestRequest &request)
{
    KeyQuery query;
    const auto text = request.parameter("cursor");
    if (!text)
        return query;
    const qsizetype dot = text->indexOf('.');
    bool isNumber = false;
    query.createdMs = text->left(std::max<qsizetype>(dot, 0)).toLongLong(&isNumber);
    const auto id = KeyId::parse(textView(QByteArrayView(*text).sliced(dot + 1)));
    if (!isNumber || !id)
        return invalidField("cursor", "must be the next_cursor of a page.");
    query.after = *id;
    return query;
}

} // namespace

void RestApi::createKey(const RestRequest &request, const Respond &respond) const
{
    const auto body = readKeyBody(request.body, m_env.limits);
    if (!body) {
        respond(errorResponse(body.error()));
        return;
    }
    m_env.keys.create(request.principal, *body, [respond, note = request.note](const Result<IssuedKey> &issued) {
        if (issued)
            *note = {issued->key.id.toByteArray(), describe(issued->key)};
        respond(issued ? issuedResponse(*issued, {}) : errorResponse(issued.error()));
    });
}

void RestApi::listKeys(const RestRequest &request, const Respond &respond) const
{
    auto query = placeIn(request);
    const auto limit = numberIn(request, "limit", 1, mostKeys);
    if (!query || !limit) {
        respond(errorResponse(query ? limit.error() : query.error()));
        return;
    }
    query->tenant = request.parameter("tenant").value_or(QByteArray());
    const int wanted = int(limit->value_or(usualKeys));
    query->limit = wanted + 1; // one more tells whether there are more
    m_env.keys.list(request.principal, *query, [respond, wanted](const Result<std::vector<ApiKey>> &found) {
        if (!found) {
            respond(errorResponse(found.error()));
            return;
        }
        std::vector<ApiKey> keys = *found;
        const bool hasMore = int(keys.size()) > wanted;
        keys.resize(std::min(keys.size(), size_t(wanted)));
        respond(pageResponse(keys, hasMore));
    });
}

void RestApi::rotateKey(const RestRequest &request, const Respond &respond) const
{
    const auto id = idIn<KeyId>(request, "key_id");
    const auto body = request.body.isEmpty() ? Result<RotationBody>(RotationBody{}) : readRotationBody(request.body, m_env.limits);
    if (!id || !body) {
        respond(errorResponse(id ? body.error() : id.error()));
        return;
    }
    m_env.keys.rotate(request.principal, *id, body->overlapMs, [respond, note = request.note](const Result<RotatedKey> &rotated) {
        if (rotated)
            note->detail = "successor=" + rotated->successor.key.id.toByteArray();
        respond(rotated ? issuedResponse(rotated->successor, rotated->predecessorEndsMs) : errorResponse(rotated.error()));
    });
}

void RestApi::revokeKey(const RestRequest &request, const Respond &respond) const
{
    const auto id = idIn<KeyId>(request, "key_id");
    if (!id) {
        respond(errorResponse(id.error()));
        return;
    }
    m_env.keys.revoke(request.principal, *id, [respond, note = request.note](const Result<ApiKey> &key) {
        if (key)
            note->detail = describe(*key);
        respond(key ? jsonResponse(200, [&](JsonWriter &json) { writeKey(json, *key); }) : errorResponse(key.error()));
    });
}

void RestApi::makeTicket(const RestRequest &request, const Respond &respond) const
{
    const auto body = request.body.isEmpty() ? Result<TicketBody>(TicketBody{}) : readTicketBody(request.body, m_env.limits);
    if (!body) {
        respond(errorResponse(body.error()));
        return;
    }
    const auto answer = [respond](const Result<IssuedTicket> &issued) {
        respond(issued ? ticketResponse(*issued) : errorResponse(issued.error()));
    };
    if (body->asContactOf)
        *request.note = {body->asContactOf->toByteArray(), QByteArrayLiteral("as its contact")};
    if (body->asContactOf)
        m_env.tickets.issueAsContact(request.principal, *body->asContactOf, answer);
    else
        m_env.tickets.issue(request.principal, answer);
}

} // namespace conversa
