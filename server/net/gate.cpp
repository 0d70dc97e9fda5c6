// SPDX-License-Identifier: Apache-2.0
#include "net/gate.h"

#include "audit/connectionevents.h"
#include "observe/connectionlog.h"

namespace conversa {

namespace {

constexpr QByteArrayView socketPath = "/api/v1/ws/messages";
constexpr QByteArrayView adminSocketPath = "/api/v1/ws/admin";

} // namespace

Gate::Gate(const GateHost &host, quint64 id, std::unique_ptr<Stream> stream, const QHostAddress &peer, qint64 waitedMs)
    : m_host(host)
    , m_id(id)
    , m_waitedMs(waitedMs)
    , m_stream(std::move(stream))
    , m_peer(unmapped(peer))
    , m_client(m_peer)
    , m_parser({host.limits.head, host.limits.uri, host.limits.headers})
    , m_deadline(host.turn.wheel(), TimerWheel::call<&Gate::onDeadline>(this))
{
    m_stream->setReader(this);
    m_deadline.arm(std::chrono::milliseconds(m_host.limits.handshake));
}

Gate::~Gate() = default;

void Gate::begin()
{
    m_stream->read();
}

void Gate::drain()
{
    if (m_frames)
        sendAway(1001, {});
    else if (m_answered && !m_busy)
        m_stream->finish();
}

void Gate::onBytes(QByteArrayView bytes)
{
    m_unread.append(bytes);
    if (m_bodyReader)
        readBody();
    else if (m_frames)
        readFirstMessage();
    else if (!m_busy)
        readHead();
    // One request at a time; a client that sends ahead without end is not read for.
    if (m_stream && m_unread.size() > m_host.limits.head + m_host.limits.frame)
        m_stream->abort();
}

void Gate::readHead()
{
    QByteArrayView input = m_unread;
    auto outcome = m_parser.feed(input);
    m_unread = m_unread.last(input.size());
    if (auto *refusal = std::get_if<Refusal>(&outcome))
        refuse(*refusal);
    else if (auto *head = std::get_if<RequestHead>(&outcome))
        onHead(std::move(*head));
}

void Gate::onHead(RequestHead head)
{
    m_busy = true;
    m_head = std::move(head);
    m_client = m_host.door.clientAddress(m_peer, m_head);
    m_isAdmin = m_head.path() == adminSocketPath;
    if (m_isAdmin || m_head.path() == socketPath) {
        onUpgrade();
        return;
    }
    if (auto found = m_host.rest.find(m_head.path())) {
        m_ids = std::move(found->ids);
        onRest(found->route);
        return;
    }
    refuse({404, "not_found", "There is nothing at this path.", "The routes are listed in docs/protocol.md."});
}

void Gate::onRest(const RestApi::Route &route)
{
    const QByteArrayView method = m_head.method();
    if (method == "OPTIONS") {
        onPreflight(route);
        return;
    }
    m_method = route.method(method);
    if (!m_method) {
        refuse({405, "method_not_allowed", "This path takes " + route.allow() + '.', {}, {"Allow: " + route.allow()}});
        return;
    }
    if (const auto refusal = checkBody(*m_method)) {
        refuse(*refusal);
        return;
    }
    const bool needsToken = conversa::needsToken(m_method->action);
    TokenFinding token = needsToken ? Door::headerToken(m_head) : TokenFinding{};
    // A ticket is for a connection; here it is not even used up.
    if (isTicket(token.token))
        token.kind = TokenFinding::Kind::Unusable;
    if (needsToken) {
        if (const auto refusal = m_host.door.checkToken(m_client, token)) {
            refuse(*refusal);
            return;
        }
    }
    m_admitted = false;
    m_body.clear();
    if (m_head.hasBody()) {
        m_bodyReader.emplace(m_head, m_host.limits.body);
        m_deadline.arm(std::chrono::milliseconds(m_host.limits.handshake));
    }
    if (needsToken)
        verify(token, &Gate::admit);
    else
        admit();
    if (m_bodyReader)
        readBody();
}

// What the head alone says against a body; none of it has been read.
std::optional<Refusal> Gate::checkBody(const RestApi::Method &method) const
{
    if (!m_head.hasBody())
        return std::nullopt;
    if (!method.takesBody)
        return badRequest("This request takes no body.");
    if (const auto refusal = BodyReader(m_head, m_host.limits.body).refusal())
        return refusal;
    const auto type = m_head.header("Content-Type").value_or(QByteArrayView());
    if (!http::equalsIgnoringCase(http::split(type, ';').front(), "application/json"))
        return Refusal{415, "unsupported_media_type", "The body must be JSON, sent as application/json."};
    return std::nullopt;
}

// The request may be answered. A body that is yet to come is asked for.
void Gate::admit()
{
    if (m_principal) {
        if (const auto refusal = m_host.door.checkRest(*m_principal)) {
            refuse(*refusal);
            return;
        }
        if (const auto allowed = authorize(*m_principal, m_method->action); !allowed) {
            refuse(refusalOf(allowed.error()));
            return;
        }
    }
    m_admitted = true;
    const auto expectation = m_head.header("Expect");
    if (m_bodyReader && m_unread.isEmpty() && expectation && http::equalsIgnoringCase(*expectation, "100-continue"))
        m_stream->write("HTTP/1.1 100 Continue\r\n\r\n");
    callWhenReady();
}

void Gate::readBody()
{
    QByteArrayView input = m_unread;
    auto outcome = m_bodyReader->feed(input);
    m_unread = m_unread.last(input.size());
    if (auto *refusal = std::get_if<Refusal>(&outcome)) {
        refuse(*refusal);
    } else if (auto *body = std::get_if<QByteArray>(&outcome)) {
        m_body = std::move(*body);
        m_bodyReader.reset();
        callWhenReady();
    }
}

void Gate::callWhenReady()
{
    if (m_admitted && !m_bodyReader)
        callRest();
}

void Gate::onPreflight(const RestApi::Route &route)
{
    Response response;
    response.status = 204;
    response.headers = {"Allow: " + route.allow()};
    const auto origin = m_head.header("Origin");
    if (origin && m_host.door.isListedOrigin(origin->toByteArray()))
        response.headers += {"Access-Control-Allow-Methods: " + route.allow(),
                             "Access-Control-Allow-Headers: Authorization, Content-Type", "Access-Control-Max-Age: 600"};
    respond(std::move(response));
}

void Gate::verify(const TokenFinding &token, void (Gate::*then)())
{
    TokenVerifier &verifier = m_host.door.verifier();
    const QByteArray hash = tokenHash(token.token);
    m_askedUs = steadyUs();
    // The store may answer when this thread is over; its port is not.
    const auto tell = [port = &m_host.port, host = &m_host, id = m_id, then](const Verification &verification) {
        port->post(Task([host, id, verification, then] {
            host->inTurn([host, id, verification, then] {
                if (Gate *gate = host->find(id))
                    gate->onVerified(verification, then);
            });
        }));
    };
    if (isTicket(token.token))
        verifier.redeem(hash, tell);
    else if (const auto verification = verifier.verifyCached(hash))
        onVerified(*verification, then);
    else
        verifier.verify(hash, tell);
}

void Gate::onVerified(const Verification &verification, void (Gate::*then)())
{
    m_host.figures.authenticate.addSince(m_askedUs);
    // Refused meanwhile, for its body or its deadline.
    if (m_stream->isFinishing())
        return;
    if (const auto refusal = m_host.door.checkVerdict(m_client, verification.verdict)) {
        refuse(*refusal);
        return;
    }
    m_principal = verification.principal;
    if (const auto refusal = m_host.door.checkBan(*m_principal, m_client)) {
        refuse(*refusal);
        return;
    }
    (this->*then)();
}

void Gate::callRest()
{
    m_deadline.disarm(); // from here on the time is the answer's, which the store bounds
    RestRequest request{m_head.path().toByteArray(), m_ids, {}, m_principal, std::exchange(m_body, {}), m_client.toString().toLatin1()};
    for (const RequestHead::Pair &pair : m_head.queryPairs())
        request.query.emplace_back(pair.name.toByteArray(), pair.value.toByteArray());
    m_host.rest.handle(*m_method, request, [port = &m_host.port, host = &m_host, id = m_id](const Response &response) {
        port->post(Task([host, id, response] {
            if (Gate *gate = host->find(id))
                gate->respond(response);
        }));
    });
}

void Gate::refuse(const Refusal &refusal)
{
    m_bodyReader.reset();
    m_host.figures.refusals.count(QByteArray::number(refusal.status), refusal.error);
    const QByteArray address = m_client.toString().toLatin1();
    connectionlog::refused(address, refusal.status, refusal.error);
    m_host.audit.record(
        connectionRefused(m_principal.get(), address, m_head.path().toByteArray(), refusal.status, refusal.error, refusal.limit));
    if (m_frames) {
        sendAway(refusal);
        return;
    }
    m_busy = true;
    respond(toResponse(refusal));
}

void Gate::respond(Response response)
{
    addCors(response);
    // Whoever has a clock dates its answers (RFC 9110 section 6.6.1).
    response.headers.prepend("Date: " + httpDate(m_host.turn.clock().wallMs()));
    response.close = response.status >= 400 || wantsClose();
    m_stream->write(toBytes(response, m_head.method() == "HEAD"));
    m_busy = false;
    m_answered = true;
    if (response.close) {
        m_deadline.disarm();
        m_stream->finish();
        return;
    }
    m_principal.reset();
    m_deadline.arm(std::chrono::milliseconds(m_host.limits.handshake));
    if (!m_unread.isEmpty())
        readHead();
}

void Gate::onDeadline()
{
    if (m_frames)
        sendAway(4401, QByteArrayLiteral("not authenticated in time"));
    else if ((m_busy && !m_bodyReader) || (m_answered && m_parser.isEmpty()))
        m_stream->finish();
    else
        refuse({408, "request_timeout", "The request did not arrive in time.", "limits.handshake sets how long it may take."});
}

void Gate::onClosed()
{
    m_deadline.disarm();
    if (const QByteArray failure = m_stream->tlsFailure(); !failure.isEmpty()) {
        m_host.figures.tlsFailures.add(1);
        connectionlog::tlsFailed(m_client.toString().toLatin1(), failure);
    }
    m_host.retire(m_id);
}

bool Gate::wantsClose() const
{
    if (m_head.minorVersion() == 0)
        return true;
    for (const QByteArrayView value : m_head.headers("Connection")) {
        for (const QByteArrayView option : http::split(value, ',')) {
            if (http::equalsIgnoringCase(option, "close"))
                return true;
        }
    }
    return m_host.door.isDraining();
}

void Gate::addCors(Response &response) const
{
    response.headers.append("Vary: Origin");
    const auto origin = m_head.header("Origin");
    if (origin && m_host.door.isListedOrigin(origin->toByteArray()))
        response.headers.append(headerLine("Access-Control-Allow-Origin", *origin));
}

} // namespace conversa
