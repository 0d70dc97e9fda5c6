// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/loglevel.h"
#include "app/reloader.h"
#include "auth/restrictionwatch.h"
#include "net/worker.h"
#include "relay/nodecalls.h"

#include <functional>

namespace conversa {

// What administrators order and every server carries out for itself: the other end of the calls that RestApi makes. Lives in
// the main thread; owned by the composition root.
class Operations
{
public:
    struct Environment
    {
        NodeCalls &calls;
        RestrictionWatch &restrictions;
        LogLevel &logLevel;
        std::function<Result<ReloadReport>()> reload;
        std::function<void()> drain;
        // Runs `task` in every network thread, and calls `then` in one of them with the sum of what it gave.
        std::function<void(std::function<qint64(Worker &)> task, std::function<void(qint64)> then)> everywhere;
        Limits &limits;
    };

    explicit Operations(Environment environment);

private:
    void reload(const NodeCalls::Respond &respond) const;
    void drain(const NodeCalls::Respond &respond) const;
    void setLogLevel(const QByteArray &order, const NodeCalls::Respond &respond) const;
    void obey(const NodeCalls::Respond &respond) const;
    void tell(const QByteArray &order, const NodeCalls::Respond &respond) const;

    const Environment m_env;
};

} // namespace conversa
