// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/linkstate.h"

namespace conversa::console {

Problem problemOf(EndKind kind)
{
    switch (kind) {
    case EndKind::Stopped:
        return Problem::None;
    case EndKind::BadSetting:
        return Problem::BadKey;
    case EndKind::HostNotFound:
        return Problem::HostNotFound;
    case EndKind::Unreachable:
        return Problem::ConnectionRefused;
    case EndKind::TimedOut:
        return Problem::TimedOut;
    case EndKind::TlsFailed:
        return Problem::TlsFailed;
    case EndKind::Unauthorized:
        return Problem::KeyRefused;
    case EndKind::Forbidden:
        return Problem::KeyTooWeak;
    case EndKind::Refused:
        return Problem::Unavailable;
    case EndKind::Lost:
    case EndKind::Closed:
        break;
    }
    return Problem::ConnectionLost;
}

LinkView linkView(const LinkStatus &status, bool wasConnected)
{
    switch (status.kind) {
    case LinkStatus::Kind::Connected:
        return { LinkState::Connected };
    case LinkStatus::Kind::Connecting:
        return { wasConnected ? LinkState::Reconnecting : LinkState::Connecting, wasConnected ? Problem::ConnectionLost : Problem::None };
    case LinkStatus::Kind::Waiting:
        return { LinkState::Reconnecting, problemOf(status.cause), std::chrono::milliseconds(status.retryInMs) };
    case LinkStatus::Kind::Stopped:
        break;
    }
    if (status.cause == EndKind::Stopped)
        return {};
    // A server that closes for good has something against the key.
    return { LinkState::Refused, status.cause == EndKind::Closed ? Problem::KeyRefused : problemOf(status.cause) };
}

} // namespace conversa::console
