// SPDX-License-Identifier: Apache-2.0
#include "conversactl/livesocket.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

Error errorOf(const Ending &ending)
{
    const bool isRefused = ending.kind == EndKind::Unauthorized || ending.kind == EndKind::Forbidden;
    return {isRefused ? ErrorCode::Forbidden : ErrorCode::Unavailable, ending.reason};
}

Error errorIn(const QJsonObject &payload)
{
    Error error{parseErrorCode(payload["code"_L1].toString().toStdString()).value_or(ErrorCode::Internal),
                payload["message"_L1].toString().toUtf8(), payload["field"_L1].toString().toUtf8()};
    if (payload.contains("column"_L1))
        error.column = payload["column"_L1].toInteger();
    return error;
}

} // namespace

LiveSocket::LiveSocket(const LinkOptions &options)
    : m_link(options)
{
    connect(&m_link, &Link::opened, this, [this] {
        m_isOpen = true;
        m_loop.quit();
    });
    connect(&m_link, &Link::received, this, &LiveSocket::onReceived);
    connect(&m_link, &Link::ended, this, &LiveSocket::onEnded);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, &m_loop, &QEventLoop::quit);
}

LiveSocket::~LiveSocket()
{
    if (!m_isOpen || m_ending)
        return;
    m_link.close();
    while (!m_ending)
        m_loop.exec();
}

Result<void> LiveSocket::open()
{
    m_link.open();
    while (!m_isOpen && !m_ending)
        m_loop.exec();
    if (m_ending)
        return errorOf(*m_ending);
    return {};
}

void LiveSocket::send(const QJsonObject &message)
{
    m_link.send(QJsonDocument(message).toJson(QJsonDocument::Compact));
}

Result<std::optional<QJsonObject>> LiveSocket::next(int deadlineMs)
{
    m_deadline.start(deadlineMs);
    while (m_messages.empty() && !m_ending && m_deadline.isActive())
        m_loop.exec();
    if (m_messages.empty())
        return m_ending ? Result<std::optional<QJsonObject>>(errorOf(*m_ending)) : std::optional<QJsonObject>();
    const QJsonObject message = m_messages.front();
    m_messages.pop_front();
    if (message["type"_L1] == "error"_L1)
        return errorIn(message["payload"_L1].toObject());
    return std::optional(message);
}

void LiveSocket::onReceived(const QByteArray &text)
{
    m_messages.push_back(QJsonDocument::fromJson(text).object());
    m_loop.quit();
}

void LiveSocket::onEnded(const Ending &ending)
{
    m_ending = ending;
    m_loop.quit();
}

} // namespace conversa::ctl
