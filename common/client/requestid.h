// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"

#include <QByteArray>

namespace conversa {

// What a request_id of ours says of the request that bears it: "join/<session>", "send/<client_message_id>"; at most 64
// bytes, as the server echoes it.
struct RequestId
{
    enum class Kind { None, Join, Send, Gap, History, Ping };

    Kind kind = Kind::None;
    QByteArray subject = {};

    static RequestId parse(const QByteArray &text);
    static RequestId of(Kind kind, SessionId session) { return { kind, session.toByteArray() }; }

    QByteArray text() const;
    SessionId session() const;
};

} // namespace conversa
