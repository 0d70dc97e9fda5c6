// SPDX-License-Identifier: Apache-2.0
#include "conversactl/serversource.h"

#include "client/address.h"
#include "conversactl/arguments.h"
#include "core/histogram.h"
#include "terminal/accesstoken.h"

#include <QDateTime>
#include <QEventLoop>
#include <QHostAddress>
#include <QNetworkReply>
#include <QSslCertificate>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

QUrl urlOf(const QUrl &server, const Request &request)
{
    QByteArray query;
    for (const auto &[name, value] : request.query) {
        if (!value.isEmpty())
            query += (query.isEmpty() ? "" : "&") + name + '=' + value.toPercentEncoding();
    }
    QUrl url = server;
    url.setPath(QString::fromUtf8(request.path));
    url.setQuery(query.isEmpty() ? QString() : QString::fromLatin1(query), QUrl::StrictMode);
    return url;
}

QByteArray troubleOf(const QNetworkReply &reply)
{
    const QByteArray where = reply.url().toString(QUrl::RemovePath | QUrl::RemoveQuery).toUtf8();
    switch (reply.error()) {
    case QNetworkReply::HostNotFoundError: return "There is no host of this name: " + where;
    case QNetworkReply::ConnectionRefusedError: return "Nobody listens at " + where + ": is the server running?";
    case QNetworkReply::OperationCanceledError:
    case QNetworkReply::TimeoutError: return where + " did not answer in time.";
    case QNetworkReply::SslHandshakeFailedError:
        return "The certificate of " + where + " cannot be trusted (" + reply.errorString().toUtf8() + "): --ca names whom to trust.";
    default: return where + " cannot be reached: " + reply.errorString().toUtf8();
    }
}

Answer answerOf(QNetworkReply &reply, int status, qint64 tookUs)
{
    Answer answer{status, reply.readAll(), {}, tookUs};
    for (const auto &[name, value] : reply.rawHeaderPairs())
        answer.headers.insert(name.toLower(), value);
    if (const QSslCertificate certificate = reply.sslConfiguration().peerCertificate(); !certificate.isNull())
        answer.certificateEndsMs = certificate.expiryDate().toMSecsSinceEpoch();
    return answer;
}

} // namespace

Result<ServerAddress> ServerAddress::of(const Arguments &arguments)
{
    const QString typed = arguments.value("server", qEnvironmentVariable("CONVERSA_SERVER", u"http://localhost:8080"_s));
    auto url = socketAddress(typed);
    if (!url || url->path() != "/api/v1/ws/messages"_L1)
        return Error{ErrorCode::InvalidField, "The server's address must look like https://chat.example.org or http://localhost:8080."};
    url->setScheme(url->scheme() == "wss"_L1 ? u"https"_s : u"http"_s);
    url->setPath({});
    const auto seconds = arguments.number("timeout", 10, 1, 600);
    if (!seconds)
        return seconds.error();
    ServerAddress address{.url = *url, .patienceMs = int(*seconds) * 1'000};
    if (arguments.has("ca")) {
        const auto trusted = QSslCertificate::fromPath(arguments.value("ca"));
        if (trusted.isEmpty())
            return Error{ErrorCode::InvalidField, "--ca names no file with certificates (PEM)."};
        address.tls.setCaCertificates(trusted);
    }
    return address;
}

bool ServerAddress::isHere() const
{
    return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

bool ServerAddress::isExposed() const
{
    return url.scheme() == "http"_L1 && !isHere();
}

ServerSource::ServerSource(Result<ServerAddress> address, QString tokenFile)
    : m_address(std::move(address))
    , m_tokenFile(std::move(tokenFile))
{
}

const Result<QByteArray> &ServerSource::token()
{
    if (m_token)
        return *m_token;
    m_token = askForToken(m_tokenFile);
    if (!*m_token)
        m_token = Error{ErrorCode::Forbidden, m_token->error().message};
    else if (!isToken(**m_token))
        m_token = Error{ErrorCode::Forbidden, "This is no access key: it has characters that none has."};
    return *m_token;
}

Result<Answer> ServerSource::send(const Request &request)
{
    if (!m_address)
        return m_address.error();
    QNetworkRequest network(urlOf(m_address->url, request));
    // Health, and what stands at no path of the API, is open to all.
    if (request.path.startsWith("/api/")) {
        if (!token())
            return token().error();
        network.setRawHeader("Authorization", "Bearer " + *token());
    }
    network.setSslConfiguration(m_address->tls);
    network.setTransferTimeout(m_address->patienceMs);
    network.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    network.setHeader(QNetworkRequest::UserAgentHeader, u"conversactl/" CONVERSA_VERSION ""_s);
    if (!request.body.isEmpty())
        network.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const qint64 begunUs = steadyUs();
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(network, request.method, request.body));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return Error{ErrorCode::Unavailable, troubleOf(*reply)};
    return answerOf(*reply, status, steadyUs() - begunUs);
}

Result<LinkOptions> ServerSource::link(const QByteArray &path)
{
    if (!m_address)
        return m_address.error();
    if (!token())
        return token().error();
    LinkOptions options{.url = m_address->url, .token = *token(), .client = "conversactl/" CONVERSA_VERSION, .tls = m_address->tls,
                        .openMs = m_address->patienceMs};
    options.url.setScheme(options.url.scheme() == "https"_L1 ? u"wss"_s : u"ws"_s);
    options.url.setPath(QString::fromLatin1(path));
    return options;
}

} // namespace conversa::ctl
