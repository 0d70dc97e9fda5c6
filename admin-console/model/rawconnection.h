// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rawsocket.h"

#include <QThread>

namespace conversa::console {

// A RawSocket as the GUI thread has it: its socket and its decoding run in a thread of its own. Owned by a page.
class RawConnection : public QObject
{
    Q_OBJECT

public:
    explicit RawConnection(QObject *parent = nullptr);
    ~RawConnection() override;

    void open(const LinkOptions &link);
    void close();
    void send(const RawFrame &frame);
    void sendBytes(const QByteArray &bytes);
    void setAutoPong(bool isOn);
    RawSocket::State state() const { return m_state; }

Q_SIGNALS:
    void stateChanged(const QString &why);
    void framesSeen(const std::vector<conversa::FrameRow> &frames);

private Q_SLOTS:
    void onState(conversa::console::RawSocket::State state, const QString &why);

private:
    // In the socket's thread.
    template <typename What>
    void inThread(What what)
    {
        QMetaObject::invokeMethod(m_socket, [socket = m_socket, what = std::move(what)] { what(*socket); });
    }

    QThread m_thread;
    RawSocket *m_socket; // in m_thread, which deletes it
    RawSocket::State m_state = RawSocket::State::Closed;
};

} // namespace conversa::console
