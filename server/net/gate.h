// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/bodyreader.h"
#include "http/headparser.h"
#include "net/connection.h"
#include "net/door.h"
#include "net/restapi.h"
#include "net/stream.h"

#include <QHostAddress>

#include <functional>
#include <memory>

namespace conversa {

// What a gate needs of its network thread.
struct GateHost
{
    Turn &turn;
    const Limits &limits;
    Door &door;
    const RestApi &rest;
    AuditLog &audit;
    ThreadPort &port;
    NetFigures &figures;
    std::function<class Gate *(quint64)> find; // nullptr once the gate is gone
    std::function<void(quint64)> retire;       // destroy the gate when the turn ends
    std::function<void(Task)> inTurn;          // run the task when it is the newcomers' turn
    std::function<void(Upgrade)> upgrade;
    bool takesFirstMessage = false; // auth.first_message
};

// An accepted socket until it is known what it wants: reads HTTP heads and bodies, answers REST and every refusal, and hands
// clean upgrades on. Lives in one network thread, owned by the worker.
class Gate : private StreamReader
{
public:
    // waitedMs: from the accept until now.
    Gate(const GateHost &host, quint64 id, std::unique_ptr<Stream> stream, const QHostAddress &peer, qint64 waitedMs);
    ~Gate() override;

    quint64 id() const { return m_id; }
    // Takes in what has arrived by now; the rest comes by itself.
    void begin();
    // Waits for no further request; the first is still answered.
    void drain();
    // A request is being answered, or its answer is not out yet.
    bool isAnswering() const { return m_busy || (m_stream && m_stream->queued() > 0); }

private:
    void onBytes(QByteArrayView bytes) override;
    void onWritable() override { }
    void onBacklog(qint64) override { }
    void onClosed() override;

    void readHead();
    void readBody();
    void onHead(RequestHead head);
    void onRest(const RestApi::Route &route);
    std::optional<Refusal> checkBody(const RestApi::Method &method) const;
    void admit();
    void onPreflight(const RestApi::Route &route);
    void onUpgrade();
    void verify(const TokenFinding &token, void (Gate::*then)());
    void onVerified(const Verification &verification, void (Gate::*then)());
    void callWhenReady();
    void callRest();
    void becomeConnection();
    // A socket without a token: shakes hands, and waits for its first message.
    void awaitFirstMessage();
    void readFirstMessage();
    void authenticate(const QByteArray &message);
    // Closes it for what a request is refused for.
    void sendAway(const Refusal &refusal);
    void sendAway(quint16 code, const QByteArray &reason);
    void refuse(const Refusal &refusal);
    void respond(Response response);
    void onDeadline();
    void addCors(Response &response) const;
    bool wantsClose() const;
    QByteArray canonicalHandshake() const;

    const GateHost &m_host;
    const quint64 m_id;
    const qint64 m_waitedMs;
    std::unique_ptr<Stream> m_stream;
    const QHostAddress m_peer;
    QHostAddress m_client; // behind trusted proxies
    HeadParser m_parser;
    QByteArray m_unread; // what came behind a head that is being answered
    RequestHead m_head;
    QByteArray m_key; // Sec-WebSocket-Key
    bool m_ownSubprotocol = false; // the client offered ours
    bool m_isAdmin = false; // it is for the admin socket
    const RestApi::Method *m_method = nullptr;
    QByteArrayList m_ids; // in its path
    std::optional<FrameParser> m_frames; // while the first message of a socket is awaited, and until its token is known
    QByteArray m_requestId; // of that message
    std::optional<BodyReader> m_bodyReader; // while the body is coming
    QByteArray m_body;
    bool m_admitted = false; // the request may be answered as soon as its body is there
    std::shared_ptr<const Principal> m_principal;
    qint64 m_askedUs = 0; // when the token's look-up began
    bool m_busy = false;     // a head is being answered
    bool m_answered = false; // at least one was
    TimerWheel::Deadline m_deadline;
};

} // namespace conversa
