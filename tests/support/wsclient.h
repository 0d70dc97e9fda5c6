// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/rawclient.h"

#include <QByteArrayList>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace conversa::test {

// How a WsClient knocks.
struct Handshake
{
    QByteArray token = "dev-user-key"; // as a header; empty: none
    QByteArray query = {}; // without '?'
    QByteArrayList headers = {}; // more lines, without CRLF
    QByteArray path = "/api/v1/ws/messages";
    QByteArray from = {}; // an own address; empty: any

    // The whole request head.
    QByteArray head() const;
};

// A small WebSocket client of its own making, which can also send what no decent one does. Needs no event loop.
class WsClient
{
public:
    static constexpr int patienceMs = RawClient::patienceMs;

    // Connects and shakes hands.
    explicit WsClient(quint16 port, const Handshake &handshake = {});
    // The same over TLS.
    explicit WsClient(const TlsTarget &target, const Handshake &handshake = {});

    // 101, or the status of the refusal; 0 when nothing came.
    int status() const { return m_status; }
    bool isOpen() const { return m_status == 101 && m_raw.isConnected(); }
    void sendText(const QByteArray &text);
    void sendJson(const QJsonObject &message);
    void sendBytes(const QByteArray &bytes) { m_raw.send(bytes); }
    // The first message of `type` not handed out yet; empty at the close or the deadline. "" is any type.
    QJsonObject waitFor(const QByteArray &type, int deadlineMs = patienceMs);
    // Sends a JSON ping and waits for its answer, so everything the server sent before is in received().
    bool sync();
    // The close code, after waiting for the close frame and the end of the connection; 0: no close frame, -1: still open.
    int waitForClose(int deadlineMs = patienceMs);
    QByteArray closeReason() const { return m_closeReason; }
    void sendClose(quint16 code);

    const QList<QByteArray> &received() const { return m_texts; } // every text message
    QList<QByteArray> received(const QByteArray &type) const; // those of one type
    const QList<QByteArray> &pongs() const { return m_pongs; }
    RawClient &raw() { return m_raw; }

private:
    void shakeHands(const Handshake &handshake);
    // Takes the complete frames out of what was received.
    void readFrames();
    bool readFrame();
    void onFrame(int opcode, const QByteArray &payload);
    std::optional<QJsonObject> takePending(const QByteArray &type);

    RawClient m_raw;
    int m_status = 0;
    int m_closeCode = 0;
    QByteArray m_closeReason;
    QList<QByteArray> m_texts;
    QList<QByteArray> m_pongs;
    QList<QJsonObject> m_pending; // not handed out
};

} // namespace conversa::test
