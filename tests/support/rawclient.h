// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QSslSocket>

#include <functional>
#include <memory>

namespace conversa::test {

// Where TLS is spoken, and by whose word it is believed.
struct TlsTarget
{
    quint16 port = 0;
    QString caFile;
    QSsl::SslProtocol version = QSsl::SecureProtocols;
};

// A TCP client that sends what it is told and waits, with a deadline, for what comes back. Needs no event loop.
class RawClient
{
public:
    static constexpr int patienceMs = 10'000;
    using Predicate = std::function<bool(const QByteArray &)>;

    // `from`: an own address, of loopback too; empty: any.
    explicit RawClient(quint16 port, const QByteArray &address = "127.0.0.1", const QByteArray &from = {});
    // Shakes hands first, as a client that checks the certificate does.
    explicit RawClient(const TlsTarget &target);

    bool isConnected() const { return m_socket->state() == QAbstractSocket::ConnectedState; }
    void send(const QByteArray &bytes);
    // Each byte in a segment of its own.
    void trickle(const QByteArray &bytes);
    // Reads until `enough` says so of everything received; false at the close or the deadline.
    bool waitUntil(const Predicate &enough, int deadlineMs = patienceMs);
    bool waitForClose(int deadlineMs = patienceMs);
    const QByteArray &received() const { return m_received; }
    // Removes the first `size` bytes of what was received.
    QByteArray take(qsizetype size);
    // Ends with RST, unlike the destructor.
    void reset();
    // Closes for sending only when everything was sent, and waits for the end.
    void close();
    QTcpSocket &socket() { return *m_socket; }

    // The status of the HTTP answer, after waiting for its whole head; 0 when none came.
    int waitForStatus(int deadlineMs = patienceMs);
    // The value of a header of that answer, empty when absent; `name` in any case.
    QByteArray header(const QByteArray &name) const;
    // Everything after the head.
    QByteArray body() const;

private:
    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_received;
};

} // namespace conversa::test
