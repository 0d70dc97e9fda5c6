// SPDX-License-Identifier: Apache-2.0
#include "client/link.h"

#include <QNetworkRequest>
#include <QRegularExpression>
#include <QSslSocket>
#include <QTcpSocket>

namespace conversa {

namespace {

constexpr quint64 mostReceived = 4 * 1024 * 1024; // a history page of 256 KiB, escaped at its worst, fits in
constexpr qint64 mostRefusal = 4'096; // bytes of its body that are looked at

QNetworkRequest requestFor(const LinkOptions &options)
{
    QUrl url = options.url;
    url.setQuery(QStringLiteral("text=plain&client=")
        + QString::fromLatin1(QUrl::toPercentEncoding(QString::fromUtf8(options.client), "/")));
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", "Bearer " + options.token);
    return request;
}

// The one place where QWebSocket tells of a refused handshake: its sentence, in whatever language, has the status.
int statusIn(const QString &sentence)
{
    // From Qt 6.6 on it looks into the challenges of a 401 and speaks of them instead.
    if (sentence.contains(QLatin1String("WWW-Authenticate")))
        return 401;
    static const QRegularExpression number(QStringLiteral("\\b[1-5][0-9]{2}\\b"));
    return number.match(sentence).captured().toInt();
}

} // namespace

Link::Link(const LinkOptions &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
{
    m_socket.setMaxAllowedIncomingFrameSize(mostReceived);
    m_socket.setMaxAllowedIncomingMessageSize(mostReceived);
    m_socket.setSslConfiguration(pinnedTls(options.tls, options.pin));
    connect(&m_socket, &QWebSocket::connected, this, &Link::onConnected);
    connect(&m_socket, &QWebSocket::disconnected, this, &Link::onDisconnected);
    connect(&m_socket, &QWebSocket::sslErrors, this, &Link::onSslErrors);
    connect(&m_socket, &QWebSocket::textMessageReceived, this,
        [this](const QString &text) { Q_EMIT received(text.toUtf8()); });
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &Link::onOverdue);
}

Link::~Link()
{
    // QWebSocket leaks its TCP socket when it is deleted with bytes pending.
    m_socket.disconnect(this);
    m_socket.abort();
}

void Link::open()
{
    m_deadline.start(m_options.openMs);
    m_socket.open(requestFor(m_options));
}

void Link::send(const QByteArray &text)
{
    if (m_wasOpen)
        m_socket.sendTextMessage(QString::fromUtf8(text));
}

void Link::close()
{
    Ending closed{ EndKind::Stopped, "The connection was closed.", true };
    if (!m_wasOpen) {
        abort(std::move(closed));
        return;
    }
    m_given = std::move(closed);
    m_deadline.start(closeMs);
    m_socket.close();
}

void Link::abort(Ending ending)
{
    m_given = std::move(ending);
    m_socket.abort();
    onDisconnected();
}

void Link::onConnected()
{
    m_wasOpen = true;
    m_deadline.stop();
    Q_EMIT opened();
}

// Also called where QWebSocket, which may never have begun, says nothing.
void Link::onDisconnected()
{
    m_deadline.stop();
    if (!std::exchange(m_isOver, true))
        Q_EMIT ended(ending());
}

void Link::onSslErrors(const QList<QSslError> &errors)
{
    if (isPinned()) {
        m_socket.ignoreSslErrors();
        return;
    }
    if (m_tlsProblem.isEmpty() && !errors.isEmpty())
        m_tlsProblem = errors.first().errorString().toUtf8();
}

// Whether the certificate that the handshake is about is the pinned one. QWebSocket keeps its socket to itself.
bool Link::isPinned() const
{
    const auto *socket = m_socket.findChild<QSslSocket *>(QString(), Qt::FindDirectChildrenOnly);
    return m_options.pin && socket && m_options.pin->matches(socket->peerCertificate());
}

void Link::onOverdue()
{
    abort(m_given.value_or(Ending{ EndKind::TimedOut, "The server did not answer in time." }));
}

Ending Link::ending() const
{
    if (m_given)
        return *m_given;
    if (!m_wasOpen)
        return failure();
    // Without a close frame the code stays 1000.
    const int code = m_socket.closeCode();
    const bool isLost = code == QWebSocketProtocol::CloseCodeNormal && m_socket.closeReason().isEmpty()
        && m_socket.error() != QAbstractSocket::UnknownSocketError;
    return isLost ? Ending{ EndKind::Lost, "The connection was lost." } : closeEnding(code, m_socket.closeReason());
}

// Of a connection that never opened.
Ending Link::failure() const
{
    if (!m_tlsProblem.isEmpty() && m_options.pin)
        return { EndKind::TlsFailed, "The server shows another certificate than the pinned one." };
    if (!m_tlsProblem.isEmpty())
        return { EndKind::TlsFailed, "The server's certificate cannot be trusted: " + m_tlsProblem };
    const int status = statusIn(m_socket.errorString());
    switch (m_socket.error()) {
    case QAbstractSocket::HostNotFoundError:
        return { EndKind::HostNotFound, "There is no host of this name." };
    case QAbstractSocket::ConnectionRefusedError:
    case QAbstractSocket::NetworkError:
        return { EndKind::Unreachable, "No server can be reached at this address." };
    case QAbstractSocket::SocketTimeoutError:
        return { EndKind::TimedOut, "The server did not answer in time." };
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return { EndKind::TlsFailed, "The server does not speak TLS as this client does." };
    case QAbstractSocket::RemoteHostClosedError:
        if (status == 0)
            return { EndKind::Lost, "The connection ended before the server gave a proper answer." };
        return refusalEnding(status, bodyOfRefusal());
    default:
        return refusalEnding(status, bodyOfRefusal());
    }
}

// QWebSocket reads the head of an answer and leaves the rest in its socket.
QByteArray Link::bodyOfRefusal() const
{
    auto *socket = m_socket.findChild<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly);
    return socket ? socket->peek(mostRefusal) : QByteArray();
}

} // namespace conversa
