// SPDX-License-Identifier: Apache-2.0
#include "net/restapi.h"

#include "net/restio.h"
#include "page/chatpage.h"

#include <algorithm>
#include <array>

namespace conversa {

Refusal refusalOf(const Error &error)
{
    const ErrorTraits &code = traits(error.code);
    Refusal refusal{code.httpStatus, QByteArray(code.wire.data(), qsizetype(code.wire.size())), error.message};
    refusal.field = error.field;
    refusal.column = error.column;
    refusal.retryAfterMs = error.retryAfterMs;
    return refusal;
}

Response errorResponse(const Error &error)
{
    return toResponse(refusalOf(error));
}

namespace {

// What stands in `path` for the braces of `pattern`; nullopt: it is another path.
std::optional<QByteArrayList> idsIn(QByteArrayView pattern, QByteArrayView path)
{
    QByteArrayList ids;
    while (true) {
        const qsizetype brace = pattern.indexOf('{');
        if (brace < 0)
            return pattern == path ? std::optional(ids) : std::nullopt;
        if (!path.startsWith(pattern.first(brace)))
            return std::nullopt;
        path = path.sliced(brace);
        pattern = pattern.sliced(pattern.indexOf('}') + 1);
        const qsizetype slash = path.indexOf('/');
        const QByteArrayView id = slash < 0 ? path : path.first(slash);
        if (id.isEmpty())
            return std::nullopt;
        ids.append(id.toByteArray());
        path = path.sliced(id.size());
    }
}

} // namespace

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
std::span<const RestApi::Method> RestApi::health()
{
    static constexpr Method methods[] = {{"GET", Action::LookAtHealth, handle}, {"HEAD", Action::LookAtHealth, handle}};
    return methods;
}

std::span<const RestApi::Route> RestApi::adminRoutes()
{
    static constexpr Method connections[] = {{"GET", Action::Watch, &RestApi::listConnections}};
    static constexpr Method closed[] = {{"GET", Action::Watch, &RestApi::listClosedConnections}};
    static constexpr Method disconnect[] = {{"POST", Action::Disconnect, &RestApi::disconnect, true}};
    static constexpr Method connection[] = {{"GET", Action::Watch, &RestApi::showConnection}};
    static constexpr Method nodes[] = {{"GET", Action::WatchCluster, &RestApi::listNodes}};
    static constexpr Method adminSessions[] = {{"GET", Action::Watch, &RestApi::listAdminSessions}};
    static constexpr Method adminSession[] = {{"GET", Action::Watch, &RestApi::showAdminSession}};
    static constexpr Method adminStats[] = {{"GET", Action::Watch, &RestApi::adminStats}};
    static constexpr Method history[] = {{"GET", Action::WatchCluster, &RestApi::statsHistory}};
    static constexpr Method capabilities[] = {{"GET", Action::Watch, &RestApi::capabilities}};
    static constexpr Method audit[] = {{"GET", Action::ReadAudit, &RestApi::audit}};
    static constexpr Method verify[] = {{"GET", Action::VerifyAudit, &RestApi::verifyAudit}};
    static constexpr Method restrictions[] = {{"GET", Action::ListRestrictions, &RestApi::listRestrictions}};
    static constexpr Method restriction[] = {{"DELETE", Action::LiftRestriction, &RestApi::liftRestriction}};
    static constexpr Method bans[] = {{"POST", Action::Ban, &RestApi::ban, true}};
    static constexpr Method removal[] = {{"POST", Action::RemoveMember, &RestApi::removeMember, true}};
    static constexpr Method restoral[] = {{"POST", Action::RestoreMember, &RestApi::restoreMember, true}};
    static constexpr Method readOnly[] = {{"POST", Action::SetReadOnly, &RestApi::setReadOnly, true}};
    static constexpr Method notice[] = {{"POST", Action::SendNotice, &RestApi::sendNotice, true}};
    static constexpr Method drain[] = {{"POST", Action::DrainNode, &RestApi::drainNode}};
    static constexpr Method reload[] = {{"POST", Action::Reload, &RestApi::reload, true}};
    static constexpr Method logLevel[] = {{"POST", Action::SetLogLevel, &RestApi::setLogLevel, true}};
    static constexpr Method security[] = {{"GET", Action::Watch, &RestApi::listSecurityEvents}};
    static const std::array all{
        // Of two that fit a path the first counts.
        Route{"/api/v1/admin/connections", connections},
        Route{"/api/v1/admin/connections/closed", closed},
        Route{"/api/v1/admin/connections/disconnect", disconnect},
        Route{"/api/v1/admin/connections/{connection_id}", connection},
        Route{"/api/v1/admin/nodes", nodes},
        Route{"/api/v1/admin/sessions", adminSessions},
        Route{"/api/v1/admin/sessions/{session_id}", adminSession},
        Route{"/api/v1/admin/sessions/{session_id}/members/{user_id}/remove", removal},
        Route{"/api/v1/admin/sessions/{session_id}/members/{user_id}/restore", restoral},
        Route{"/api/v1/admin/restrictions", restrictions},
        Route{"/api/v1/admin/restrictions/{restriction_id}", restriction},
        Route{"/api/v1/admin/bans", bans},
        Route{"/api/v1/admin/read-only", readOnly},
        Route{"/api/v1/admin/notice", notice},
        Route{"/api/v1/admin/nodes/{node}/drain", drain},
        Route{"/api/v1/admin/reload", reload},
        Route{"/api/v1/admin/log-level", logLevel},
        Route{"/api/v1/admin/stats", adminStats},
        Route{"/api/v1/admin/stats/history", history},
        Route{"/api/v1/admin/capabilities", capabilities},
        Route{"/api/v1/admin/audit", audit},
        Route{"/api/v1/admin/audit/verify", verify},
        Route{"/api/v1/admin/security-events", security},
    };
    return all;
}

std::span<const RestApi::Route> RestApi::chatRoutes()
{
    static constexpr Method stats[] = {{"GET", Action::ReadStats, &RestApi::stats}};
    static constexpr Method sessions[] = {{"GET", Action::ReadInbox, &RestApi::inbox},
                                          {"POST", Action::CreateSession, &RestApi::createSession, true}};
    static constexpr Method messages[] = {{"GET", Action::ReadHistory, &RestApi::history},
                                          {"POST", Action::BringMessage, &RestApi::bringMessage, true}};
    static constexpr Method receipts[] = {{"POST", Action::BringReceipt, &RestApi::bringReceipt, true}};
    static constexpr Method close[] = {{"POST", Action::CloseSession, &RestApi::closeSession, true}};
    static constexpr Method reopen[] = {{"POST", Action::CloseSession, &RestApi::reopenSession, true}};
    static constexpr Method newKey[] = {{"POST", Action::CreateKey, &RestApi::createKey, true}};
    static constexpr Method keys[] = {{"GET", Action::ListKeys, &RestApi::listKeys}};
    static constexpr Method rotate[] = {{"POST", Action::RotateKey, &RestApi::rotateKey, true}};
    static constexpr Method key[] = {{"DELETE", Action::RevokeKey, &RestApi::revokeKey}};
    static constexpr Method ticket[] = {{"POST", Action::MakeTicket, &RestApi::makeTicket, true}};
    static const std::array all{
        Route{"/live", health<&RestApi::live>()},
        Route{"/ready", health<&RestApi::ready>()},
        Route{"/health", health<&RestApi::database>()},
        Route{"/health/database", health<&RestApi::database>()},
        Route{"/health/redis", health<&RestApi::redis>()},
        Route{"/api/v1/ws/stats", stats},
        Route{"/api/v1/sessions", sessions},
        Route{"/api/v1/sessions/{session_id}/messages", messages},
        Route{"/api/v1/sessions/{session_id}/receipts", receipts},
        Route{"/api/v1/sessions/{session_id}/close", close},
        Route{"/api/v1/sessions/{session_id}/reopen", reopen},
        Route{"/api/v1/auth/ticket", ticket},
        Route{"/api/v1/auth/api-key", newKey},
        Route{"/api/v1/auth/api-keys", keys},
        Route{"/api/v1/auth/api-keys/{key_id}/rotate", rotate},
        Route{"/api/v1/auth/api-keys/{key_id}", key},
    };
    return all;
}

std::span<const RestApi::Route> RestApi::routes()
{
    static const std::vector<Route> all = [] {
        std::vector<Route> both;
        for (const auto part : {chatRoutes(), adminRoutes()})
            both.insert(both.end(), part.begin(), part.end());
        return both;
    }();
    return all;
}

std::optional<RestApi::Found> RestApi::find(QByteArrayView path) const
{
    for (const Route &route : routes()) {
        if (auto ids = idsIn(route.pattern, path))
            return Found{route, std::move(*ids)};
    }
    if (m_env.chatPage && chatPageFile(path))
        return Found{{{}, health<&RestApi::page>()}, {}};
    return std::nullopt;
}

Result<void> RestApi::mayAct(Action action, const RestRequest &request) const
{
    if (!request.principal)
        return {};
    // Of paths that have an id, what is not a session's is nobody's to be in.
    const auto session = request.ids.isEmpty() ? std::nullopt : SessionId::parse(textView(request.ids.first()));
    return m_env.restrictions.mayAct(*request.principal, action, session.value_or(SessionId()));
}

void RestApi::handle(const Method &method, RestRequest request, Respond respond) const
{
    if (const QByteArray name = auditName(method.action); !name.isEmpty())
        respond = audited(name, request, std::move(respond));
    if (const auto allowed = mayAct(method.action, request); !allowed) {
        respond(errorResponse(allowed.error()));
        return;
    }
    (this->*method.handle)(request, respond);
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
