// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"
#include "chat/presencetable.h"
#include "core/limits.h"
#include "http/response.h"
#include "net/population.h"
#include "observe/health.h"
#include "store/clusterstore.h"
#include "store/storage.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace conversa {

struct RestRequest
{
    QByteArray path; // decoded
    std::vector<std::pair<QByteArray, QByteArray>> query;
    std::shared_ptr<const Principal> principal; // nullptr on routes that need no token
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
        const Limits &limits;
        // What all servers at the same database count together; nothing: this one is alone.
        std::function<void(const QByteArray &tenant, std::function<void(std::optional<ClusterTotals>)> then)> totals;
        bool autoCreateSessions = true;
        bool chatPage = false; // the development chat page at "/"
    };
    // Called once, on any thread.
    using Respond = std::function<void(Response)>;

    struct Route
    {
        void (RestApi::*handle)(const RestRequest &, const Respond &) const;
        bool needsToken = true;
        bool allowsHead = false;

        QByteArray allow() const { return allowsHead ? QByteArrayLiteral("GET, HEAD, OPTIONS") : QByteArrayLiteral("GET, OPTIONS"); }
    };

    explicit RestApi(Environment environment);

    // nullptr: 404.
    const Route *route(QByteArrayView path) const;
    void handle(const Route &route, const RestRequest &request, const Respond &respond) const { (this->*route.handle)(request, respond); }

private:
    void stats(const RestRequest &request, const Respond &respond) const;
    void live(const RestRequest &request, const Respond &respond) const;
    void ready(const RestRequest &request, const Respond &respond) const;
    void redis(const RestRequest &request, const Respond &respond) const;
    void database(const RestRequest &request, const Respond &respond) const;
    void history(const RestRequest &request, const Respond &respond) const;
    void page(const RestRequest &request, const Respond &respond) const;
    Result<HistoryQuery> historyQuery(const RestRequest &request) const;

    Environment m_env;
};

// {"error": code, "message": sentence, "field"?: name} with the status of the error table.
Response errorResponse(const Error &error);

} // namespace conversa
