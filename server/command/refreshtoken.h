// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/tokenverifier.h"
#include "command/client.h"
#include "protocol/clientmessages.h"

#include <functional>

namespace conversa {

// refresh_token: the connection goes on with another token of the same user.
class RefreshHandler
{
public:
    struct Environment
    {
        // Says who a token speaks for, in this thread.
        std::function<void(const QByteArray &token, std::function<void(const Verification &)> then)> verify;
        std::function<Client *(ConnectionId)> find; // nullptr once the connection is gone
        // From now on the connection is this one's.
        std::function<void(ConnectionId, std::shared_ptr<const Principal>)> adopt;
    };

    RefreshHandler(Environment environment, Clock clock);

    Result<void> handle(Client &client, const RefreshToken &refresh, const Request &request);

private:
    void onVerified(ConnectionId connection, const Request &request, const Verification &verification);

    const Environment m_env;
    const Clock m_clock;
};

} // namespace conversa
