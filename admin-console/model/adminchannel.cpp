// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/adminchannel.h"

#include <QThread>

namespace conversa::console {

AdminChannel::AdminChannel(QThread &thread, QObject *parent)
    : QObject(parent)
    , m_socket(new AdminSocket)
{
    m_socket->moveToThread(&thread);
    connect(&thread, &QThread::finished, m_socket, &QObject::deleteLater);
    connect(m_socket, &AdminSocket::statusChanged, this, &AdminChannel::onStatusChanged);
    connect(m_socket, &AdminSocket::newsCame, this, &AdminChannel::newsCame);
    connect(m_socket, &AdminSocket::topicEnded, this, &AdminChannel::topicEnded);
    connect(m_socket, &AdminSocket::welcomed, this, &AdminChannel::welcomed);
}

void AdminChannel::start(const LinkOptions &options)
{
    QMetaObject::invokeMethod(m_socket, [socket = m_socket, options] { socket->start(options); });
}

void AdminChannel::stop()
{
    QMetaObject::invokeMethod(m_socket, &AdminSocket::stop);
}

void AdminChannel::retryNow()
{
    QMetaObject::invokeMethod(m_socket, &AdminSocket::retryNow);
}

void AdminChannel::subscribe(AdminTopic topic, const QJsonObject &wish, std::shared_ptr<TopicSink> sink)
{
    QMetaObject::invokeMethod(m_socket, [socket = m_socket, topic, wish, sink] { socket->subscribe(topic, wish, sink); });
}

void AdminChannel::unsubscribe(AdminTopic topic)
{
    QMetaObject::invokeMethod(m_socket, [socket = m_socket, topic] { socket->unsubscribe(topic); });
}

void AdminChannel::setBatchTime(int ms)
{
    QMetaObject::invokeMethod(m_socket, [socket = m_socket, ms] { socket->setBatchTime(ms); });
}

void AdminChannel::onStatusChanged(const LinkStatus &status)
{
    m_status = status;
    Q_EMIT statusChanged(m_status);
}

} // namespace conversa::console
