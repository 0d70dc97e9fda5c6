// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rawconnection.h"

namespace conversa::console {

RawConnection::RawConnection(QObject *parent)
    : QObject(parent)
    , m_socket(new RawSocket)
{
    m_socket->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_socket, &QObject::deleteLater);
    connect(m_socket, &RawSocket::stateChanged, this, &RawConnection::onState);
    connect(m_socket, &RawSocket::framesSeen, this, &RawConnection::framesSeen);
    m_thread.start();
}

RawConnection::~RawConnection()
{
    m_thread.quit();
    m_thread.wait();
}

void RawConnection::open(const LinkOptions &link)
{
    inThread([link](RawSocket &socket) { socket.open(link); });
}

void RawConnection::close()
{
    inThread([](RawSocket &socket) { socket.close(); });
}

void RawConnection::send(const RawFrame &frame)
{
    inThread([frame](RawSocket &socket) { socket.send(frame); });
}

void RawConnection::sendBytes(const QByteArray &bytes)
{
    inThread([bytes](RawSocket &socket) { socket.sendBytes(bytes); });
}

void RawConnection::setAutoPong(bool isOn)
{
    inThread([isOn](RawSocket &socket) { socket.setAutoPong(isOn); });
}

void RawConnection::onState(RawSocket::State state, const QString &why)
{
    m_state = state;
    Q_EMIT stateChanged(why);
}

} // namespace conversa::console
