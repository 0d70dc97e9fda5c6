// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/admindesk.h"
#include "admin/clusterdesk.h"
#include "audit/auditlog.h"
#include "auth/authorization.h"
#include "auth/keyservice.h"
#include "auth/restrictions.h"
#include "auth/restrictionservice.h"
#include "auth/ticketservice.h"
#include "chat/ingestservice.h"
#include "chat/presencetable.h"
#include "chat/sessionservice.h"
#include "core/limits.h"
#include "http/response.h"
#include "net/population.h"
#include "observe/health.h"
#include "relay/nodecalls.h"
#include "store/clusterstore.h"
#include "store/storage.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace conversa {

// What a handler adds to the audit row of its action.
struct AuditNote
{
    QByteArray target;
    QByteArray detail;
};

struct RestRequest
{
    QByteArray path; // decoded
    QByteArrayList ids; // what stands there for the pattern's {...}, in order
    std::vector<std::pair<QByteArray, QByteArray>> query;
    std::shared_ptr<const Principal> principal; // nullptr on routes that need no token
    QByteArray body = {}; // as it came; empty: none
    QByteArray address = {}; // of the client
    std::shared_ptr<AuditNote> note = {}; // of an audited action: the handler may say more

    // The value of a query parameter; nullopt: it is not there.
    std::optional<QByteArray> parameter(QByteArrayView name) const;
};

// The REST routes and what they answer (docs/protocol.md, "REST"). Thread-safe; owned by the composition root.
class RestApi
{
public:
    struct Environment
    {
        Storage &storage;
        const Health &health;
        const Population &population;
        const PresenceTable &presence;
        SessionService &sessions;
        IngestService &ingest;
        KeyService &keys;
        TicketService &tickets;
        AdminDesk &admin;
        ClusterDesk &cluster;
        AuditLog &audit;
        const Restrictions &restrictions;
        RestrictionService &restrictionService;
        NodeCalls &calls;
        const Limits &limits;
        // What all servers at the same database count together; nothing: this one is alone.
        std::function<void(const QByteArray &tenant, std::function<void(std::optional<ClusterTotals>)> then)> totals;
        bool autoCreateSessions = true;
        bool chatPage = false; // the development chat page at "/"
    };
    // Called once, on any thread.
    using Respond = std::function<void(Response)>;

    // One method of a path.
    struct Method
    {
        QByteArrayView name;
        Action action; // that the caller must be allowed
        void (RestApi::*handle)(const RestRequest &, const Respond &) const;
        bool takesBody = false;
    };
    // What can be done at a path. A view of a table that lives as long as the program.
    struct Route
    {
        QByteArrayView pattern; // a segment in braces stands for anything
        std::span<const Method> methods;

        // nullptr: 405.
        const Method *method(QByteArrayView name) const;
        QByteArray allow() const;
    };
    struct Found
    {
        Route route;
        QByteArrayList ids; // as in RestRequest
    };

    explicit RestApi(Environment environment);

    // All of them, but for the files of the development chat page.
    static std::span<const Route> routes();
    // nullopt: 404.
    std::optional<Found> find(QByteArrayView path) const;
    // What is audited gets a row, and an X-Request-Id that names it.
    void handle(const Method &method, RestRequest request, Respond respond) const;

private:
    static std::span<const Route> chatRoutes();
    static std::span<const Route> adminRoutes();
    template <void (RestApi::*handle)(const RestRequest &, const Respond &) const>
    static std::span<const Method> health();
    // `respond`, with a row in the audit log before it.
    Respond audited(const QByteArray &name, RestRequest &request, Respond respond) const;
    void stats(const RestRequest &request, const Respond &respond) const;
    void live(const RestRequest &request, const Respond &respond) const;
    void ready(const RestRequest &request, const Respond &respond) const;
    void redis(const RestRequest &request, const Respond &respond) const;
    void database(const RestRequest &request, const Respond &respond) const;
    void inbox(const RestRequest &request, const Respond &respond) const;
    void createSession(const RestRequest &request, const Respond &respond) const;
    void closeSession(const RestRequest &request, const Respond &respond) const;
    void reopenSession(const RestRequest &request, const Respond &respond) const;
    void history(const RestRequest &request, const Respond &respond) const;
    void bringMessage(const RestRequest &request, const Respond &respond) const;
    void bringReceipt(const RestRequest &request, const Respond &respond) const;
    void createKey(const RestRequest &request, const Respond &respond) const;
    void listKeys(const RestRequest &request, const Respond &respond) const;
    void rotateKey(const RestRequest &request, const Respond &respond) const;
    void revokeKey(const RestRequest &request, const Respond &respond) const;
    void listConnections(const RestRequest &request, const Respond &respond) const;
    void listClosedConnections(const RestRequest &request, const Respond &respond) const;
    void listNodes(const RestRequest &request, const Respond &respond) const;
    void showConnection(const RestRequest &request, const Respond &respond) const;
    void disconnect(const RestRequest &request, const Respond &respond) const;
    void listAdminSessions(const RestRequest &request, const Respond &respond) const;
    void showAdminSession(const RestRequest &request, const Respond &respond) const;
    void adminStats(const RestRequest &request, const Respond &respond) const;
    void statsHistory(const RestRequest &request, const Respond &respond) const;
    void capabilities(const RestRequest &request, const Respond &respond) const;
    void listRestrictions(const RestRequest &request, const Respond &respond) const;
    void liftRestriction(const RestRequest &request, const Respond &respond) const;
    void ban(const RestRequest &request, const Respond &respond) const;
    void removeMember(const RestRequest &request, const Respond &respond) const;
    void restoreMember(const RestRequest &request, const Respond &respond) const;
    void setReadOnly(const RestRequest &request, const Respond &respond) const;
    void sendNotice(const RestRequest &request, const Respond &respond) const;
    void drainNode(const RestRequest &request, const Respond &respond) const;
    void reload(const RestRequest &request, const Respond &respond) const;
    void setLogLevel(const RestRequest &request, const Respond &respond) const;
    void makeTicket(const RestRequest &request, const Respond &respond) const;
    void audit(const RestRequest &request, const Respond &respond) const;
    void listSecurityEvents(const RestRequest &request, const Respond &respond) const;
    void verifyAudit(const RestRequest &request, const Respond &respond) const;
    // Forbids it, or allows it again, at every server.
    void restrict(const RestRequest &request, const Restriction &wanted, const Respond &respond) const;
    void lift(const RestRequest &request, const Restriction &wanted, const Respond &respond) const;
    void setMember(const RestRequest &request, const Respond &respond,
                   void (RestApi::*what)(const RestRequest &, const Restriction &, const Respond &) const) const;
    // What administrators have forbidden the caller.
    Result<void> mayAct(Action action, const RestRequest &request) const;
    void page(const RestRequest &request, const Respond &respond) const;
    void setClosed(const RestRequest &request, bool closed, const Respond &respond) const;
    Result<HistoryQuery> historyQuery(const RestRequest &request) const;

    Environment m_env;
};

// {"error": code, "message": sentence, "field"?: name} with the status of the error table.
Refusal refusalOf(const Error &error);
Response errorResponse(const Error &error);

} // namespace conversa
