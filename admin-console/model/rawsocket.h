// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/framerow.h"
#include "model/endpoint.h"
#include "wire/rawframe.h"

#include <QSslSocket>
#include <QTimer>

#include <vector>

namespace conversa::console {

// One WebSocket connection frame by frame, as no decent client has it: what is sent goes out as it is, and every frame that comes
// is shown. Lives in a thread of its own; frames come in batches.
class RawSocket : public QObject
{
    Q_OBJECT

public:
    static constexpr int batchMs = 100;
    static constexpr qint64 mostPayload = 4 * 1024 * 1024;

    enum class State : quint8 { Closed, Connecting, Open };

    explicit RawSocket(QObject *parent = nullptr);
    ~RawSocket() override;

    // Starts anew if it is open. `link`: where, and with which key.
    void open(const LinkOptions &link);
    void close();
    void send(const RawFrame &frame);
    // Bytes that need not be a frame at all.
    void sendBytes(const QByteArray &bytes);
    void setAutoPong(bool isOn) { m_isAutoPong = isOn; }

Q_SIGNALS:
    // `why`: of Closed, a sentence; empty where nobody needs one.
    void stateChanged(conversa::console::RawSocket::State state, const QString &why);
    // Sent ones and those that came, in their order.
    void framesSeen(const std::vector<conversa::FrameRow> &frames);

private Q_SLOTS:
    void onConnected();
    void onReadyRead();
    void onGone();
    void onBatch();

private:
    void readHead();
    void readFrames();
    void take(const RawFrame &frame);
    void note(const RawFrame &frame, bool isOut);
    void end(const QString &why);
    QByteArray head() const;

    QSslSocket m_socket{ this };
    LinkOptions m_link;
    FrameScanner m_scanner{ mostPayload };
    QByteArray m_head; // of the answer, while it is not whole
    QByteArray m_key;
    ConnectionId m_id; // of this connection, here
    State m_state = State::Closed;
    std::vector<FrameRow> m_frames;
    QTimer m_batch{ this };
    bool m_isAutoPong = true;
};

// The frame that says goodbye with this code; 0: the normal one.
RawFrame closeFrame(quint16 code, const QByteArray &reason);

} // namespace conversa::console
