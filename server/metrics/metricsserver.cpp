// SPDX-License-Identifier: Apache-2.0
#include "metrics/metricsserver.h"

#include "core/log.h"
#include "http/headparser.h"
#include "http/response.h"

#include <prometheus/text_serializer.h>

#include <QTcpSocket>

namespace conversa {

namespace {

constexpr std::chrono::milliseconds retryEvery(5'000);

Response refusal(int status, const QByteArray &error, const QByteArray &message)
{
    return toResponse({status, error, message});
}

} // namespace

MetricsServer::MetricsServer(const prometheus::Collectable &source, Clock clock, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_clock(std::move(clock))
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &MetricsServer::tryToListen);
    connect(&m_server, &QTcpServer::newConnection, this, &MetricsServer::onConnection);
}

void MetricsServer::listen(const QHostAddress &address, quint16 port)
{
    m_address = address;
    m_port = port;
    tryToListen();
}

void MetricsServer::tryToListen()
{
    const QByteArray address = m_address.toString().toLatin1();
    if (m_server.listen(m_address, m_port)) {
        logEvent(logApp(), "metrics_listening", {{"address", address}, {"port", QByteArray::number(m_server.serverPort())}});
        return;
    }
    if (!std::exchange(m_isReported, true))
        logEvent(logApp(), "metrics_unavailable",
                 {{"address", address}, {"port", QByteArray::number(m_port)}, {"reason", m_server.errorString().toUtf8()}});
    m_retry.start(retryEvery);
}

void MetricsServer::onConnection()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        QTimer::singleShot(deadlineMs, socket, [socket] { socket->abort(); });
        if (m_server.findChildren<QTcpSocket *>().size() > maxConnections) {
            socket->abort();
            continue;
        }
        socket->setReadBufferSize(HeadLimits().block + 1); // what is more is refused
        connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
            const QByteArray response = answer(socket->peek(HeadLimits().block + 1));
            if (response.isEmpty())
                return;
            socket->disconnect(this);
            socket->readAll();
            socket->write(response);
            socket->disconnectFromHost();
        });
    }
}

// Empty: the head is not whole yet.
QByteArray MetricsServer::answer(QByteArrayView head) const
{
    const auto outcome = HeadParser().feed(head);
    if (const auto *refused = std::get_if<Refusal>(&outcome))
        return toBytes(toResponse(*refused));
    const auto *request = std::get_if<RequestHead>(&outcome);
    if (!request)
        return {};
    const bool toHead = request->method() == "HEAD";
    if (request->path() != QByteArrayView("/metrics"))
        return toBytes(refusal(404, "not_found", "Only /metrics is here."), toHead);
    if (!toHead && request->method() != "GET")
        return toBytes(refusal(405, "method_not_allowed", "This path takes GET."), toHead);
    Response response;
    response.contentType = "text/plain; version=0.0.4; charset=utf-8";
    response.headers = {"Date: " + httpDate(m_clock.wallMs())};
    response.body = QByteArray::fromStdString(prometheus::TextSerializer().Serialize(m_source.Collect()));
    return toBytes(response, toHead);
}

} // namespace conversa
