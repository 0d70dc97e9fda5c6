// SPDX-License-Identifier: Apache-2.0
#include "command/markmessages.h"

namespace conversa {

MarkHandler::MarkHandler(ReceiptService &receipts, Clock clock, std::function<Client *(ConnectionId)> find)
    : m_receipts(receipts)
    , m_clock(std::move(clock))
    , m_find(std::move(find))
{
}

Result<void> MarkHandler::handle(Client &client, const MarkMessages &mark, const Request &request)
{
    const SessionKey key = client.key(mark.session);
    if (!client.hasJoined(key))
        return Error{ErrorCode::NotJoined, QByteArrayLiteral("Join the session before marking its messages.")};
    const ConnectionId connection = client.sink.id();
    m_receipts.submit({key, client.principal->user, client.principal->role, connection, mark,
                       [this, connection, request](const Error &error) {
                           if (const Client *asking = m_find(connection))
                               replyError(*asking, request, m_clock.wallMs(), error);
                       }});
    return {};
}

} // namespace conversa
