// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/answer.h"
#include "model/endpoint.h"

#include <QNetworkAccessManager>
#include <QObject>

#include <functional>

namespace conversa::console {

struct RestRequest
{
    QString path; // "/api/v1/admin/nodes"
    QUrlQuery query = {};
    QByteArray verb = "GET";
    QByteArray body = {}; // JSON
};

// `failure.problem` is None where the status is one of success.
struct RestReply
{
    Failure failure;
    int status = 0;
    QByteArray body;
};

// Sends REST requests. Lives in the link's thread.
class RestWorker : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 mostBody = 32 * 1024 * 1024;

    void setEndpoint(const Endpoint &endpoint) { m_endpoint = endpoint; }
    // done(reply) once, later.
    void send(const RestRequest &request, const std::function<void(const RestReply &)> &done);

private:
    Endpoint m_endpoint;
    QNetworkAccessManager m_network{ this };
};

} // namespace conversa::console
