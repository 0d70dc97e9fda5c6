// SPDX-License-Identifier: Apache-2.0
#include "command/dispatcher.h"

#include "auth/authorization.h"
#include "core/log.h"

#include <algorithm>
#include <exception>

namespace conversa {

namespace {

constexpr qint64 jsonErrorWindowMs = 10'000;

template <typename... Handlers>
struct Overloaded : Handlers...
{
    using Handlers::operator()...;
};
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

// The row of the table of rights for a message; a new message does not build without one.
Action actionOf(const ClientMessage &message)
{
    return std::visit(Overloaded{
                          [](const JoinSession &) { return Action::JoinSession; },
                          [](const LeaveSession &) { return Action::LeaveSession; },
                          [](const SendMessage &) { return Action::SendMessage; },
                          [](const TypingNotice &) { return Action::ShowTyping; },
                          [](const MarkMessages &) { return Action::MarkMessages; },
                          [](const GetHistory &) { return Action::ReadHistory; },
                          [](const Authenticate &) { return Action::Authenticate; },
                          [](const RefreshToken &) { return Action::RefreshToken; },
                          [](const Ping &) { return Action::Ping; },
                      },
                      message);
}

// The session a message is about; null: none.
SessionId sessionOf(const ClientMessage &message)
{
    return std::visit(
        [](const auto &each) {
            if constexpr (requires { each.session; })
                return each.session;
            else
                return SessionId();
        },
        message);
}

bool isPaced(const ClientMessage &message)
{
    return std::holds_alternative<JoinSession>(message) || std::holds_alternative<LeaveSession>(message)
        || std::holds_alternative<TypingNotice>(message) || std::holds_alternative<MarkMessages>(message)
        || std::holds_alternative<RefreshToken>(message);
}

} // namespace

Dispatcher::Dispatcher(Environment environment)
    : m_limits(environment.join.limits)
    , m_clock(environment.join.clock)
    , m_index(environment.join.index)
    , m_attendance(environment.join.attendance)
    , m_figures(environment.figures)
    , m_onRefused(std::move(environment.onRefused))
    , m_restrictions(environment.restrictions)
    , m_reader(m_limits)
    , m_join(environment.join)
    , m_leave(m_index, m_attendance, m_clock)
    , m_send(environment.messages, m_attendance, environment.rates, environment.strikes, m_limits)
    , m_typing(m_attendance)
    , m_mark(environment.receipts, m_clock, environment.join.find)
    , m_history(environment.join.history, m_limits, m_clock, environment.join.find)
    , m_refresh(std::move(environment.refresh), m_clock)
{
}

void Dispatcher::dispatch(Client &client, QByteArrayView json)
{
    static_assert(std::variant_size_v<ClientMessage> == RequestTally::unreadable);
    const qint64 arrivedUs = steadyUs();
    ClientEnvelope envelope = m_reader.read(json);
    m_figures.parse.addSince(arrivedUs);
    const size_t kind = envelope.body ? envelope.body->index() : RequestTally::unreadable;
    const Request request{std::move(envelope.type), std::move(envelope.requestId)};
    const Result<void> outcome = envelope.body ? attempt(client, *envelope.body, request) : envelope.body.error();
    m_figures.requests.count(kind, outcome);
    if (outcome)
        return;
    replyError(client, request, m_clock.wallMs(), outcome.error());
    if (m_onRefused)
        m_onRefused(client, request, outcome.error());
    if (!envelope.body && outcome.error().code == ErrorCode::InvalidJson)
        countJsonError(client);
    if (outcome.error().code == ErrorCode::Internal)
        client.sink.close(1011, QByteArrayLiteral("internal error"));
}

Result<void> Dispatcher::attempt(Client &client, ClientMessage &message, const Request &request)
{
    // Ours throws nothing, but the libraries under it do, and Qt's loop cannot be thrown through: one client pays for the
    // fault instead of all.
    try {
        const Action action = actionOf(message);
        if (const auto allowed = authorize(*client.principal, action); !allowed)
            return allowed;
        if (const auto allowed = m_restrictions.mayAct(*client.principal, action, sessionOf(message)); !allowed)
            return allowed;
        return handlePaced(client, message, request);
    } catch (const std::exception &fault) {
        logEvent(logHub(), "handler_failed", {{"type", request.type}, {"reason", fault.what()}});
        return Error{ErrorCode::Internal, QByteArrayLiteral("The server failed over this message; connect again.")};
    }
}

bool Dispatcher::remove(Client &client, SessionId session)
{
    return bool(m_leave.handle(client, LeaveSession{session}, {}));
}

void Dispatcher::disconnect(Client &client)
{
    for (const PendingJoin &pending : std::exchange(client.joining, {}))
        m_index.remove(pending.key, client.sink);
    while (!client.joined.empty())
        depart(client, SessionKey(client.joined.back()), m_index, m_attendance);
}

Result<void> Dispatcher::handlePaced(Client &client, ClientMessage &message, const Request &request)
{
    if (!m_limits.ratesEnabled || !isPaced(message))
        return handle(client, message, request);
    const auto retryAfter = client.actions.take(m_limits.actions, m_clock.monotonicMs());
    if (!retryAfter)
        return handle(client, message, request);
    // Too much typing is dropped, never an error.
    if (std::holds_alternative<TypingNotice>(message))
        return {};
    return Error{ErrorCode::RateLimited, QByteArrayLiteral("Too many joins, leaves and marks; wait before the next one."), {}, retryAfter};
}

Result<void> Dispatcher::handle(Client &client, ClientMessage &message, const Request &request)
{
    return std::visit(Overloaded{
                          [&](JoinSession &join) { return m_join.handle(client, join, request); },
                          [&](LeaveSession &leave) { return m_leave.handle(client, leave, request); },
                          [&](SendMessage &send) { return m_send.handle(client, std::move(send), request); },
                          [&](TypingNotice &notice) { return m_typing.handle(client, notice); },
                          [&](MarkMessages &mark) { return m_mark.handle(client, mark, request); },
                          [&](GetHistory &wanted) { return m_history.handle(client, wanted, request); },
                          [](Authenticate &) {
                              return Result<void>(Error{ErrorCode::Conflict, QByteArrayLiteral("The connection has its token already; refresh_token changes it.")});
                          },
                          [&](RefreshToken &refresh) { return m_refresh.handle(client, refresh, request); },
                          [&](Ping &) {
                              reply(client, request.id, m_clock.wallMs(), encodePong);
                              return Result<void>{};
                          },
                      },
                      message);
}

void Dispatcher::countJsonError(Client &client) const
{
    if (!m_limits.ratesEnabled)
        return;
    const qint64 now = m_clock.monotonicMs();
    std::erase_if(client.jsonErrors, [&](qint64 then) { return now - then > jsonErrorWindowMs; });
    client.jsonErrors.push_back(now);
    if (client.jsonErrors.size() >= size_t(m_limits.jsonErrors))
        client.sink.close(1008, QByteArrayLiteral("too many unreadable messages"));
}

} // namespace conversa
