// SPDX-License-Identifier: Apache-2.0
#include "net/clientsocket.h"

#include <cstring>

namespace conversa {

ClientSocket::ClientSocket(Output output)
    : m_output(std::move(output))
{
    setOpenMode(QIODevice::ReadWrite | QIODevice::Unbuffered);
    setSocketState(QAbstractSocket::ConnectedState);
}

ClientSocket::~ClientSocket()
{
    setSocketState(QAbstractSocket::UnconnectedState);
}

void ClientSocket::prepare(const QByteArray &bytes)
{
    m_offered = bytes;
    m_consumed = 0;
}

void ClientSocket::offer(const QByteArray &bytes)
{
    prepare(bytes);
    Q_EMIT readyRead();
}

void ClientSocket::trim()
{
    // Reading exactly what a chunk holds hands the chunk itself out.
    ungetChar('\0');
    read(1);
    m_offered.clear();
    m_consumed = 0;
}

void ClientSocket::reportClosed()
{
    setSocketState(QAbstractSocket::UnconnectedState);
    m_offered.clear();
    m_consumed = 0;
    Q_EMIT stateChanged(QAbstractSocket::UnconnectedState);
    Q_EMIT disconnected();
}

qint64 ClientSocket::bytesAvailable() const
{
    return QIODevice::bytesAvailable() + m_offered.size() - m_consumed;
}

void ClientSocket::close()
{
    if (m_closing || state() == QAbstractSocket::UnconnectedState)
        return;
    m_closing = true;
    m_output.close();
}

qint64 ClientSocket::readData(char *data, qint64 maxSize)
{
    const qsizetype size = qMin(qsizetype(maxSize), m_offered.size() - m_consumed);
    if (size <= 0)
        return 0;
    std::memcpy(data, m_offered.constData() + m_consumed, size_t(size));
    m_consumed += size;
    return size;
}

qint64 ClientSocket::writeData(const char *data, qint64 size)
{
    m_output.write(QByteArray(data, qsizetype(size)));
    return size;
}

} // namespace conversa
