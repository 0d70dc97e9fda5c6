// SPDX-License-Identifier: Apache-2.0
#include "net/restapi.h"

#include "chat/historyservice.h"
#include "page/chatpage.h"
#include "protocol/servermessages.h"

#include <QHash>

namespace conversa {

namespace {

constexpr QByteArrayView sessionsPrefix = "/api/v1/sessions/";
constexpr QByteArrayView messagesSuffix = "/messages";

bool isSessionMessages(QByteArrayView path)
{
    return path.startsWith(sessionsPrefix) && path.endsWith(messagesSuffix)
        && path.size() > sessionsPrefix.size() + messagesSuffix.size()
        && !path.sliced(sessionsPrefix.size(), path.size() - sessionsPrefix.size() - messagesSuffix.size()).contains('/');
}

QByteArrayView sessionIn(QByteArrayView path)
{
    return path.sliced(sessionsPrefix.size(), path.size() - sessionsPrefix.size() - messagesSuffix.size());
}

// A whole number from `low` to `high`; nullopt when the parameter is absent.
Result<std::optional<qint64>> number(const RestRequest &request, const QByteArray &name, qint64 low, qint64 high)
{
    for (const auto &[key, text] : request.query) {
        if (key != name)
            continue;
        bool isNumber = false;
        const qint64 value = text.toLongLong(&isNumber);
        if (!isNumber || value < low || value > high)
            return invalidField(name.toStdString(),
                                "must be a whole number from " + std::to_string(low) + " to " + std::to_string(high) + '.');
        return std::optional(value);
    }
    return std::optional<qint64>{};
}

} // namespace

Response errorResponse(const Error &error)
{
    const ErrorTraits &code = traits(error.code);
    Refusal refusal{code.httpStatus, QByteArray(code.wire.data(), qsizetype(code.wire.size())), error.message};
    if (error.retryAfterMs)
        refusal.headers.append("Retry-After: " + QByteArray::number((*error.retryAfterMs + 999) / 1000));
    return toResponse(refusal);
}

RestApi::RestApi(Environment environment)
    : m_env(environment)
{
}

const RestApi::Route *RestApi::route(QByteArrayView path) const
{
    static const QHash<QByteArray, Route> routes{
        {"/api/v1/ws/stats", {&RestApi::stats}},
        {"/live", {&RestApi::live, false, true}},
        {"/ready", {&RestApi::ready, false, true}},
        {"/health", {&RestApi::database, false, true}},
        {"/health/database", {&RestApi::database, false, true}},
        {"/health/redis", {&RestApi::redis, false, true}},
    };
    static const Route sessionMessages{&RestApi::history};
    static const Route pageFile{&RestApi::page, false, true};
    const auto found = routes.constFind(path.toByteArray());
    if (found != routes.constEnd())
        return &*found;
    if (isSessionMessages(path))
        return &sessionMessages;
    return m_env.chatPage && chatPageFile(path) ? &pageFile : nullptr;
}

void RestApi::stats(const RestRequest &request, const Respond &respond) const
{
    const QByteArray tenant = request.principal->tenant;
    m_env.totals(tenant, [this, tenant, respond](const std::optional<ClusterTotals> &cluster) {
        const ClusterTotals totals = cluster.value_or(
            ClusterTotals{m_env.population.clients(tenant), m_env.presence.sessionCount(tenant)});
        respond({200, "{\"total_clients\":" + QByteArray::number(totals.clients) + ",\"total_sessions\":"
                     + QByteArray::number(totals.sessions) + ",\"redis_enabled\":" + (m_env.health.isRedisUp() ? "true}" : "false}")});
    });
}

void RestApi::live(const RestRequest &, const Respond &respond) const
{
    const HealthReport report = m_env.health.live();
    respond({report.httpStatus, report.json});
}

void RestApi::ready(const RestRequest &, const Respond &respond) const
{
    const HealthReport report = m_env.health.ready();
    respond({report.httpStatus, report.json});
}

void RestApi::redis(const RestRequest &, const Respond &respond) const
{
    const HealthReport report = m_env.health.redis();
    respond({report.httpStatus, report.json});
}

void RestApi::database(const RestRequest &, const Respond &respond) const
{
    m_env.health.database([respond](const HealthReport &report) { respond({report.httpStatus, report.json}); });
}

void RestApi::history(const RestRequest &request, const Respond &respond) const
{
    const auto query = historyQuery(request);
    if (!query) {
        respond(errorResponse(query.error()));
        return;
    }
    m_env.storage.read([query = *query, respond, principal = request.principal,
                        autoCreate = m_env.autoCreateSessions](const Result<MessageStore *> &store) {
        const Result<HistoryPage> page = store ? readHistory(**store, *principal, query, autoCreate) : store.error();
        if (!page) {
            respond(errorResponse(page.error()));
            return;
        }
        Response response;
        encodeHistoryBody(response.body, *page, principal->user);
        respond(std::move(response));
    });
}

Result<HistoryQuery> RestApi::historyQuery(const RestRequest &request) const
{
    constexpr qint64 maxSeq = (qint64(1) << 53) - 1;
    const QByteArrayView id = sessionIn(request.path);
    const auto session = SessionId::parse({id.data(), size_t(id.size())});
    const auto before = number(request, "before_seq", 0, maxSeq);
    const auto after = number(request, "after_seq", 0, maxSeq);
    const auto limit = number(request, "limit", 1, m_env.limits.pageMessages);
    if (!session)
        return invalidField("session_id", "must be a UUID.");
    for (const auto *checked : {&before, &after, &limit}) {
        if (!*checked)
            return checked->error();
    }
    if (*before && *after)
        return invalidField("after_seq", "cannot be given together with before_seq.");
    return HistoryQuery{{request.principal->tenant, *session}, *before, *after,
                        int(limit->value_or(m_env.limits.pageMessages)), m_env.limits.pageBytes};
}

void RestApi::page(const RestRequest &request, const Respond &respond) const
{
    const auto file = chatPageFile(request.path);
    Response response{200, file->body, file->contentType};
    for (const PageHeader &header : chatPageHeaders())
        response.headers.append(headerLine(header.name, header.value));
    respond(std::move(response));
}

} // namespace conversa
