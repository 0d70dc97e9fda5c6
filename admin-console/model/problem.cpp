// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/problem.h"

#include <QNetworkReply>

namespace conversa::console {

namespace {

Problem problemOfStatus(int status)
{
    if (status >= 200 && status < 300)
        return Problem::None;
    switch (status) {
    case 401:
        return Problem::KeyRefused;
    case 403:
        return Problem::KeyTooWeak;
    case 429:
        return Problem::TooManyRequests;
    case 502:
    case 503:
    case 504:
        return Problem::Unavailable;
    default:
        return Problem::NotConversa;
    }
}

Problem problemOfError(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return Problem::ConnectionRefused;
    case QNetworkReply::HostNotFoundError:
        return Problem::HostNotFound;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError: // how a transfer timeout is reported
        return Problem::TimedOut;
    case QNetworkReply::SslHandshakeFailedError:
        return Problem::TlsFailed;
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
        return Problem::NotConversa;
    default:
        return Problem::ConnectionLost;
    }
}

} // namespace

Problem problemOf(const QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // A status may come with a body that breaks off: then the transport has the last word.
    if (status == 0 || (status >= 200 && status < 300 && reply.error() != QNetworkReply::NoError))
        return problemOfError(reply.error());
    return problemOfStatus(status);
}

bool isFinal(Problem problem)
{
    return problem == Problem::BadAddress || problem == Problem::BadKey || problem == Problem::KeyRefused
        || problem == Problem::KeyTooWeak;
}

} // namespace conversa::console
