// SPDX-License-Identifier: Apache-2.0
#include "command/sendmessage.h"

namespace conversa {

SendHandler::SendHandler(MessageService &messages, Attendance &attendance, RateLimiter &rates, StrikeCounter &strikes,
                         const Limits &limits)
    : m_messages(messages)
    , m_attendance(attendance)
    , m_rates(rates)
    , m_strikes(strikes)
    , m_limits(limits)
{
}

Result<void> SendHandler::handle(Client &client, SendMessage message, const Request &request)
{
    if (const auto allowed = checkRate(client); !allowed)
        return allowed;
    const SessionKey key = client.key(message.session);
    if (std::erase(client.typing, key) > 0)
        m_attendance.stopTyping(key, client.principal->user);
    const auto submitted = m_messages.submit(*client.principal, std::move(message), client.ticket(request.id));
    client.unconfirmed += bool(submitted);
    return submitted;
}

Result<void> SendHandler::checkRate(Client &client)
{
    if (!m_limits.ratesEnabled)
        return {};
    const QByteArray key = client.principal->rateKey();
    const auto retryAfter = m_rates.check(key);
    if (!retryAfter)
        return {};
    if (m_strikes.strike(key))
        client.sink.close(4029, QByteArrayLiteral("rate"));
    return Error{ErrorCode::RateLimited, QByteArrayLiteral("Too many messages; wait before sending the next one."), {}, retryAfter};
}

} // namespace conversa
