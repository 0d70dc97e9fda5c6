// SPDX-License-Identifier: Apache-2.0
#include "command/client.h"

#include <algorithm>

namespace conversa {

bool Client::hasJoined(const SessionKey &key) const
{
    return std::find(joined.begin(), joined.end(), key) != joined.end();
}

AppendTicket Client::ticket(const QByteArray &requestId) const
{
    return {thread, sink.id(), sink.audience(), requestId};
}

void replyError(const Client &client, const Request &request, qint64 wallMs, const Error &error)
{
    reply(client, request.id, wallMs, [&](QByteArray &json, const EnvelopeInfo &envelope) {
        encodeError(json, envelope, error, request.type, client.sink.audience());
    });
}

} // namespace conversa
