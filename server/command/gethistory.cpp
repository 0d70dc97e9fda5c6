// SPDX-License-Identifier: Apache-2.0
#include "command/gethistory.h"

namespace conversa {

HistoryHandler::HistoryHandler(const HistoryService &history, const Limits &limits, Clock clock,
                               std::function<Client *(ConnectionId)> find)
    : m_history(history)
    , m_limits(limits)
    , m_clock(std::move(clock))
    , m_find(std::move(find))
{
}

Result<void> HistoryHandler::handle(Client &client, const GetHistory &wanted, const Request &request)
{
    const HistoryQuery query{client.key(wanted.session), wanted.beforeSeq, wanted.afterSeq, wanted.limit, m_limits.pageBytes};
    m_history.page(client.principal, query, [this, connection = client.sink.id(), request](const Result<HistoryPage> &page) {
        const Client *asking = m_find(connection);
        if (!asking)
            return;
        if (!page) {
            replyError(*asking, request, m_clock.wallMs(), page.error());
            return;
        }
        reply(*asking, request.id, m_clock.wallMs(), [&](QByteArray &json, const EnvelopeInfo &envelope) {
            encodeHistory(json, envelope, *page, asking->sink.audience(), asking->principal->user);
        });
    });
    return {};
}

} // namespace conversa
