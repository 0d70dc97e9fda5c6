// SPDX-License-Identifier: Apache-2.0
#include "net/restapi.h"

#include "page/chatpage.h"

#include <QHash>

#include <algorithm>

namespace conversa {

Response errorResponse(const Error &error)
{
    const ErrorTraits &code = traits(error.code);
    Refusal refusal{code.httpStatus, QByteArray(code.wire.data(), qsizetype(code.wire.size())), error.message};
    refusal.field = error.field;
    refusal.column = error.column;
    refusal.retryAfterMs = error.retryAfterMs;
    return toResponse(refusal);
}

RestApi::RestApi(Environment environment)
    : m_env(environment)
{
}

const RestApi::Method *RestApi::Route::method(QByteArrayView name) const
{
    const auto found = std::find_if(methods.begin(), methods.end(), [&](const Method &method) { return method.name == name; });
    return found == methods.end() ? nullptr : &*found;
}

QByteArray RestApi::Route::allow() const
{
    QByteArray names;
    for (const Method &method : methods)
        names += method.name.toByteArray() + ", ";
    return names + "OPTIONS";
}

template <void (RestApi::*handle)(const RestRequest &, const RestApi::Respond &) const>
RestApi::Route RestApi::open()
{
    static constexpr Method methods[] = {{"GET", handle, false}, {"HEAD", handle, false}};
    return {methods};
}

std::optional<RestApi::Route> RestApi::route(QByteArrayView path) const
{
    static constexpr Method stats[] = {{"GET", &RestApi::stats}};
    static constexpr Method sessions[] = {{"GET", &RestApi::inbox}, {"POST", &RestApi::createSession, true, true}};
    static const QHash<QByteArray, Route> routes{
        {"/api/v1/ws/stats", {stats}},
        {"/api/v1/sessions", {sessions}},
        {"/live", open<&RestApi::live>()},
        {"/ready", open<&RestApi::ready>()},
        {"/health", open<&RestApi::database>()},
        {"/health/database", open<&RestApi::database>()},
        {"/health/redis", open<&RestApi::redis>()},
    };
    const auto found = routes.constFind(path.toByteArray());
    if (found != routes.constEnd())
        return *found;
    if (const auto session = SessionPath::parse(path))
        return sessionRoute(session->action);
    if (m_env.chatPage && chatPageFile(path))
        return open<&RestApi::page>();
    return std::nullopt;
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

void RestApi::page(const RestRequest &request, const Respond &respond) const
{
    const auto file = chatPageFile(request.path);
    Response response{200, file->body, file->contentType};
    for (const PageHeader &header : chatPageHeaders())
        response.headers.append(headerLine(header.name, header.value));
    respond(std::move(response));
}

} // namespace conversa
