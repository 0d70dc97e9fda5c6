// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QTcpSocket>

#include <functional>

namespace conversa {

// The QTcpSocket that QWebSocketServer and QWebSocket see. It has no descriptor and no engine of its own: what it lets them
// read is what the connection checked before (the canonical handshake, whole canonical frames), and what they write goes to
// the connection's stream. Only public virtuals of QTcpSocket are used. Owned by the connection.
class ClientSocket : public QTcpSocket
{
    Q_OBJECT

public:
    struct Output
    {
        std::function<void(const QByteArray &bytes)> write;
        std::function<void()> close; // QWebSocket wants the connection to end, once its bytes are out
    };

    explicit ClientSocket(Output output);
    ~ClientSocket() override;

    // Holds `bytes` ready for whoever reads next.
    void prepare(const QByteArray &bytes);
    // The same, and says so: they are read before it returns.
    void offer(const QByteArray &bytes);
    // Gives back the 16 KiB that QIODevice::peek() reserved for the handshake.
    void trim();
    // The stream is gone: says so to QWebSocket and QWebSocketServer.
    void reportClosed();

    qint64 bytesAvailable() const override;
    qint64 bytesToWrite() const override { return 0; }
    void close() override;
    void disconnectFromHost() override { close(); }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    Output m_output;
    QByteArray m_offered;
    qsizetype m_consumed = 0;
    bool m_closing = false;
};

} // namespace conversa
