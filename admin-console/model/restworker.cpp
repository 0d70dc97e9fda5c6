// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/restworker.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>

namespace conversa::console {

namespace {

Failure failureOf(const QNetworkReply &reply, int status, const QByteArray &body)
{
    Failure failure{ problemOf(reply), status };
    if (failure.problem == Problem::None)
        return failure;
    const QJsonObject said = QJsonDocument::fromJson(body).object();
    failure.code = said[QLatin1String("error")].toString().toUtf8();
    failure.sentence = said[QLatin1String("message")].toString().toUtf8();
    failure.field = said[QLatin1String("field")].toString().toUtf8();
    if (said.contains(QLatin1String("column")))
        failure.column = said[QLatin1String("column")].toInteger();
    // Whoever answers in our words is a Conversa server that does not want this.
    if (failure.problem == Problem::NotConversa && !failure.code.isEmpty())
        failure.problem = Problem::Declined;
    return failure;
}

RestReply replyOf(QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply.bytesAvailable() > RestWorker::mostBody)
        return { { Problem::NotConversa, status }, status, {} };
    QByteArray body = reply.readAll();
    Failure failure = failureOf(reply, status, body);
    return { std::move(failure), status, std::move(body) };
}

} // namespace

void RestWorker::send(const RestRequest &request, const std::function<void(const RestReply &)> &done)
{
    QNetworkRequest wanted = restRequest(m_endpoint, request.path, request.query);
    if (!request.body.isEmpty())
        wanted.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    QNetworkReply *reply = m_network.sendCustomRequest(wanted, request.verb, request.body);
    connect(reply, &QNetworkReply::sslErrors, reply, [reply, pin = m_endpoint.pin] {
        if (pin && pin->matches(reply->sslConfiguration().peerCertificate()))
            reply->ignoreSslErrors();
    });
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received) {
        if (received > mostBody)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [reply, done] {
        done(replyOf(*reply));
        reply->deleteLater();
    });
}

} // namespace conversa::console
