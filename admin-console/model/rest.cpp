// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rest.h"

#include <QJsonDocument>
#include <QThread>

namespace conversa::console {

Result<QJsonObject> readJsonObject(QByteArrayView body)
{
    const auto document = QJsonDocument::fromJson(body.toByteArray());
    if (!document.isObject())
        return Error{ ErrorCode::InvalidJson, "The answer is no JSON object." };
    return document.object();
}

RestRequest postJson(const QString &path, const QJsonObject &body)
{
    return { path, {}, "POST", QJsonDocument(body).toJson(QJsonDocument::Compact) };
}

void addParameter(RestRequest &request, const char *name, const QString &value)
{
    if (!value.isEmpty())
        request.query.addQueryItem(QLatin1String(name), QString::fromLatin1(QUrl::toPercentEncoding(value)));
}

Rest::Rest(QThread &thread, QObject *parent)
    : QObject(parent)
    , m_worker(new RestWorker)
{
    m_worker->moveToThread(&thread);
    connect(&thread, &QThread::finished, m_worker, &QObject::deleteLater);
}

void Rest::setEndpoint(const Endpoint &endpoint)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, endpoint] { worker->setEndpoint(endpoint); });
}

void Rest::send(RestRequest request, QObject *context, Decode decode, Done done)
{
    const quint64 number = ++m_lastNumber;
    m_waiting.insert(number, { context, std::move(done) });
    const auto onReply = [this, number, decode = std::move(decode)](const RestReply &reply) {
        QMetaObject::invokeMethod(this, [this, number, answer = decode(reply)] { deliver(number, answer); });
    };
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, request = std::move(request), onReply] { worker->send(request, onReply); });
}

void Rest::deliver(quint64 number, const std::shared_ptr<void> &answer)
{
    const Waiting waiting = m_waiting.take(number);
    if (waiting.context)
        waiting.done(answer);
}

} // namespace conversa::console
