// SPDX-License-Identifier: Apache-2.0
// RestApi's part for what administrators order: bans, members, notices, and the servers themselves.
#include "admin/orderbodies.h"
#include "net/restio.h"

#include <array>

namespace conversa {

namespace {

constexpr std::array<std::string_view, 4> restrictionKinds{"user", "address", "member", "read_only"}; // as Restriction::Kind

void writeRestriction(JsonWriter &json, const Restriction &restriction)
{
    json.id("id", restriction.id);
    json.word("kind", restrictionKinds[size_t(restriction.kind)]);
    json.string("tenant", restriction.tenant);
    if (!restriction.user.isNull())
        json.id("user_id", restriction.user.uuid);
    if (!restriction.session.isNull())
        json.id("session_id", restriction.session.uuid);
    if (!restriction.network.isEmpty())
        json.string("address", restriction.network);
    if (!restriction.reason.isEmpty())
        json.text("reason", restriction.reason);
    json.text("by", restriction.by);
    json.time("created_at", restriction.createdMs);
    if (restriction.endsMs)
        json.time("ends_at", *restriction.endsMs);
}

// What each server answered; one that did not is named all the same.
void writeNodes(JsonWriter &json, const std::vector<NodeAnswer> &answers)
{
    json.beginArray("nodes");
    for (const NodeAnswer &answer : answers) {
        json.beginObject();
        json.string("node", answer.name);
        json.id("id", answer.node.uuid);
        json.word("state", answer.bytes ? "answered" : "silent");
        if (answer.bytes)
            json.written("result", *answer.bytes);
        json.endObject();
    }
    json.endArray();
}

Restriction restrictionOf(Restriction::Kind kind, const OrderTerms &terms, const Principal &principal, qint64 nowMs)
{
    Restriction made;
    made.kind = kind;
    made.tenant = terms.tenant.isEmpty() ? principal.tenant : terms.tenant;
    made.reason = terms.reason;
    if (terms.forMs)
        made.endsMs = nowMs + *terms.forMs;
    return made;
}

QByteArray describe(const Restriction &made)
{
    const std::string_view kind = restrictionKinds[size_t(made.kind)];
    QByteArray text = "kind=" + QByteArray(kind.data(), qsizetype(kind.size())) + " tenant=" + made.tenant;
    if (!made.network.isEmpty())
        text += " address=" + made.network;
    if (!made.session.isNull())
        text += " session=" + made.session.toByteArray();
    return made.reason.isEmpty() ? text : text + " reason=" + made.reason;
}

// Answers as the servers have answered, with the members that `write(json)` puts before.
template <typename Write>
NodeCalls::Then answerWithNodes(const RestApi::Respond &respond, int status, Write write)
{
    return [respond, status, write](const Result<std::vector<NodeAnswer>> &answers) {
        if (!answers) {
            respond(errorResponse(answers.error()));
            return;
        }
        respond(jsonResponse(status, [&](JsonWriter &json) {
            write(json);
            writeNodes(json, *answers);
        }));
    };
}

} // namespace

void RestApi::restrict(const RestRequest &request, const Restriction &wanted, const Respond &respond) const
{
    m_env.restrictionService.add(request.principal, wanted, [this, respond, note = request.note](const Result<Restriction> &made) {
        if (!made) {
            respond(errorResponse(made.error()));
            return;
        }
        *note = {made->user.isNull() ? made->id.toByteArray() : made->user.toByteArray(), describe(*made)};
        m_env.calls.call("restrictions", {}, answerWithNodes(respond, 201, [made = *made](JsonWriter &json) { writeRestriction(json, made); }));
    });
}

void RestApi::lift(const RestRequest &request, const Restriction &wanted, const Respond &respond) const
{
    *request.note = {wanted.user.isNull() ? QByteArray() : wanted.user.toByteArray(), describe(wanted)};
    m_env.restrictionService.lift(request.principal, wanted, [this, respond](const Result<void> &lifted) {
        if (lifted)
            m_env.calls.call("restrictions", {}, answerWithNodes(respond, 200, [](JsonWriter &) {}));
        else
            respond(errorResponse(lifted.error()));
    });
}

void RestApi::listRestrictions(const RestRequest &request, const Respond &respond) const
{
    m_env.restrictionService.list(request.principal, [respond](const Result<std::vector<Restriction>> &all) {
        if (!all) {
            respond(errorResponse(all.error()));
            return;
        }
        respond(jsonResponse(200, [&](JsonWriter &json) {
            json.beginArray("restrictions");
            for (const Restriction &each : *all) {
                json.beginObject();
                writeRestriction(json, each);
                json.endObject();
            }
            json.endArray();
        }));
    });
}

void RestApi::liftRestriction(const RestRequest &request, const Respond &respond) const
{
    const auto id = Uuid::parse(textView(request.ids.first()));
    if (!id) {
        respond(errorResponse(invalidField("restriction_id", "must be a UUID.")));
        return;
    }
    m_env.restrictionService.remove(request.principal, *id, [this, respond](const Result<void> &removed) {
        if (removed)
            m_env.calls.call("restrictions", {}, answerWithNodes(respond, 200, [](JsonWriter &) {}));
        else
            respond(errorResponse(removed.error()));
    });
}

void RestApi::ban(const RestRequest &request, const Respond &respond) const
{
    const auto body = readBanBody(request.body, m_env.limits);
    if (!body) {
        respond(errorResponse(body.error()));
        return;
    }
    const auto kind = body->user ? Restriction::Kind::User : Restriction::Kind::Address;
    Restriction wanted = restrictionOf(kind, body->terms, *request.principal, m_env.admin.nowMs());
    wanted.user = body->user.value_or(UserId());
    wanted.network = body->address;
    if (!body->user && !networkIn(body->address)) {
        respond(errorResponse(invalidField("address", "must be an IP address or a CIDR block.")));
        return;
    }
    // A slip must not lock out who would have to mend it.
    if (concerns(wanted, *request.principal, QHostAddress(QString::fromLatin1(request.address)))) {
        respond(errorResponse({ErrorCode::Conflict, QByteArrayLiteral("This would ban the one who asks.")}));
        return;
    }
    restrict(request, wanted, respond);
}

void RestApi::removeMember(const RestRequest &request, const Respond &respond) const
{
    setMember(request, respond, &RestApi::restrict);
}

void RestApi::restoreMember(const RestRequest &request, const Respond &respond) const
{
    setMember(request, respond, &RestApi::lift);
}

void RestApi::setMember(const RestRequest &request, const Respond &respond,
                        void (RestApi::*what)(const RestRequest &, const Restriction &, const Respond &) const) const
{
    const auto session = SessionId::parse(textView(request.ids.first()));
    const auto user = UserId::parse(textView(request.ids.last()));
    const auto terms = readTermsBody(request.body, m_env.limits);
    if (!session || !user || !terms) {
        respond(errorResponse(!session ? invalidField("session_id", "must be a UUID.")
                                  : !user ? invalidField("user_id", "must be a UUID.")
                                          : terms.error()));
        return;
    }
    Restriction wanted = restrictionOf(Restriction::Kind::Member, *terms, *request.principal, m_env.admin.nowMs());
    wanted.session = *session;
    wanted.user = *user;
    (this->*what)(request, wanted, respond);
}

void RestApi::setReadOnly(const RestRequest &request, const Respond &respond) const
{
    const auto body = readReadOnlyBody(request.body, m_env.limits);
    if (!body) {
        respond(errorResponse(body.error()));
        return;
    }
    const Restriction wanted = restrictionOf(Restriction::Kind::Writes, body->terms, *request.principal, m_env.admin.nowMs());
    if (body->isOn)
        restrict(request, wanted, respond);
    else
        lift(request, wanted, respond);
}

void RestApi::sendNotice(const RestRequest &request, const Respond &respond) const
{
    const auto body = readNoticeBody(request.body, m_env.limits);
    const QByteArray tenant = body && !body->tenant.isEmpty() ? body->tenant : request.principal->tenant;
    if (!body || !request.principal->governs(tenant)) {
        respond(errorResponse(!body ? body.error() : Error{ErrorCode::Forbidden, QByteArrayLiteral("This takes a key of that tenant, or of the tenant *.")}));
        return;
    }
    *request.note = {body->session ? body->session->toByteArray() : QByteArray(), "tenant=" + tenant};
    const QByteArray order = jsonObject([&](JsonWriter &json) {
        json.string("tenant", tenant);
        if (body->session)
            json.id("session_id", body->session->uuid);
        json.text("text", body->text);
    });
    m_env.calls.call("notice", order, answerWithNodes(respond, 200, [](JsonWriter &) {}));
}

void RestApi::drainNode(const RestRequest &request, const Respond &respond) const
{
    request.note->target = request.ids.first();
    m_env.calls.call("drain", {}, answerWithNodes(respond, 202, [](JsonWriter &) {}), request.ids.first());
}

void RestApi::reload(const RestRequest &request, const Respond &respond) const
{
    const auto body = readReloadBody(request.body, m_env.limits);
    if (!body) {
        respond(errorResponse(body.error()));
        return;
    }
    request.note->target = body->node;
    m_env.calls.call("reload", {}, answerWithNodes(respond, 200, [](JsonWriter &) {}), body->node);
}

void RestApi::setLogLevel(const RestRequest &request, const Respond &respond) const
{
    const auto body = readLogLevelBody(request.body, m_env.limits);
    if (!body) {
        respond(errorResponse(body.error()));
        return;
    }
    *request.note = {body->node, "level=" + body->level + " for_ms=" + QByteArray::number(body->forMs)};
    const qint64 endsMs = m_env.admin.nowMs() + body->forMs;
    m_env.calls.call("log_level", request.body, answerWithNodes(respond, 200, [level = body->level, endsMs](JsonWriter &json) {
                         json.string("level", level);
                         json.time("ends_at", endsMs);
                     }),
                     body->node);
}

} // namespace conversa
