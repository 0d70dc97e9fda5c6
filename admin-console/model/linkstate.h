// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/connector.h"
#include "model/problem.h"

#include <chrono>

namespace conversa::console {

// How things stand with the server.
enum class LinkState {
    Disconnected, // nobody asked for a connection, or it was ended
    Connecting, // no answer yet
    Connected,
    Reconnecting, // the last try failed, or the connection was lost, and another try is planned; what is shown is stale
    Refused, // the server's answer will not change by itself
};

struct LinkView
{
    LinkState state = LinkState::Disconnected;
    Problem problem = Problem::None;
    std::chrono::milliseconds retryIn{ 0 }; // of Reconnecting, at its begin

    bool operator==(const LinkView &) const = default;
};

// What a link's status is to a person. wasConnected: there was a connection before.
LinkView linkView(const LinkStatus &status, bool wasConnected);
Problem problemOf(EndKind kind);

} // namespace conversa::console
