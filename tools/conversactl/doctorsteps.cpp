// SPDX-License-Identifier: Apache-2.0
#include "conversactl/doctorsteps.h"

#include "conversactl/livesocket.h"
#include "conversactl/texttable.h"
#include "core/clock.h"

#include <QDateTime>
#include <QHostInfo>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSslCipher>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

constexpr qint64 mostSkewMs = 2'000; // a Date has whole seconds
constexpr qint64 dayMs = 86'400'000;
constexpr qint64 fewDescriptors = 65'536;

qint64 metricIn(const QByteArray &text, const QByteArray &name)
{
    const QRegularExpression line(u"^"_s + QString::fromLatin1(name) + u" ([0-9.e+]+)"_s, QRegularExpression::MultilineOption);
    return qint64(line.match(QString::fromUtf8(text)).captured(1).toDouble());
}

} // namespace

DoctorSteps::DoctorSteps(const ServerAddress &address, Source &server, const QString &metrics)
    : m_address(address)
    , m_server(server)
    , m_metrics(metrics.isEmpty() && address.isHere() ? u"http://127.0.0.1:9108"_s : metrics)
{
}

std::unique_ptr<QSslSocket> DoctorSteps::socket() const
{
    auto socket = std::make_unique<QSslSocket>();
    socket->setSslConfiguration(m_address.tls);
    if (isTls()) {
        socket->connectToHostEncrypted(m_address.url.host(), port());
        socket->waitForEncrypted(m_address.patienceMs);
    } else {
        socket->connectToHost(m_address.url.host(), port());
        socket->waitForConnected(m_address.patienceMs);
    }
    return socket;
}

Finding DoctorSteps::lookUpName()
{
    const QHostInfo host = QHostInfo::fromName(m_address.url.host());
    QByteArrayList addresses;
    for (const QHostAddress &address : host.addresses())
        addresses.append(address.toString().toLatin1());
    if (addresses.isEmpty())
        return {Finding::Failed, "there is no host " + m_address.url.host().toUtf8(), "Look at the name, and at /etc/resolv.conf and /etc/hosts."};
    return {Finding::Ok, m_address.url.host().toUtf8() + " is " + addresses.join(", ")};
}

Finding DoctorSteps::connectTcp()
{
    QTcpSocket socket;
    socket.connectToHost(m_address.url.host(), port());
    const QByteArray where = m_address.url.host().toUtf8() + ':' + QByteArray::number(port());
    if (!socket.waitForConnected(m_address.patienceMs))
        return {Finding::Failed, where + ": " + socket.errorString().toUtf8(),
                "Does the server (or its proxy) listen there, and does a packet filter let you through? On its machine: ss -ltnp."};
    m_own = socket.localAddress();
    return {Finding::Ok, where + " takes connections"};
}

Finding DoctorSteps::shakeHandsTls()
{
    if (!isTls())
        return m_address.isExposed() ? Finding{Finding::Note, "the way is not encrypted", "Give the server a certificate (tls.listen), or a proxy that has one."}
                                     : Finding{Finding::Ok, "none is needed on this machine"};
    const auto secured = socket();
    if (!secured->isEncrypted())
        return {Finding::Failed, secured->errorString().toUtf8(),
                "Name a certificate authority of your own with --ca; the certificate must be for " + m_address.url.host().toUtf8() + '.'};
    const qint64 leftMs = secured->peerCertificate().expiryDate().toMSecsSinceEpoch() - Clock::system().wallMs();
    const QByteArray sentence = secured->sessionCipher().protocolString().toUtf8() + ' ' + secured->sessionCipher().name().toUtf8()
        + ", the certificate is good for " + durationText(leftMs);
    if (leftMs < 30 * dayMs)
        return {Finding::Note, sentence, "Renew the files of tls.certificate and tls.key; the server reads them by itself."};
    return {Finding::Ok, sentence};
}

Finding DoctorSteps::askHttp()
{
    const auto answer = m_server.send({.path = "/live"});
    if (!answer)
        return {Finding::Failed, answer.error().message, "Something listens there that does not speak HTTP, or does not answer."};
    if (answer->status != 200 || QJsonDocument::fromJson(answer->body).object()["status"_L1].isUndefined())
        return {Finding::Failed, "/live answers " + QByteArray::number(answer->status) + ", and not as a Conversa server does",
                "Another program has the port, or the proxy does not pass /live on."};
    return {Finding::Ok, "a Conversa server answers"};
}

Finding DoctorSteps::compareClocks()
{
    const auto answer = m_server.send({.path = "/live"});
    const QDateTime date = answer ? QLocale::c().toDateTime(QString::fromLatin1(answer->headers.value("date")), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s) : QDateTime();
    if (!date.isValid())
        return {Finding::Note, "the answer has no Date", "A proxy takes it away: compare the clocks by hand."};
    const QDateTime there(date.date(), date.time(), QTimeZone(0));
    const qint64 skewMs = there.toMSecsSinceEpoch() - Clock::system().wallMs();
    if (skewMs > mostSkewMs || skewMs < -mostSkewMs - 1'000)
        return {Finding::Failed, "the server's clock is " + durationText(std::abs(skewMs)) + (skewMs > 0 ? " ahead of" : " behind") + " this one",
                "Run chrony or systemd-timesyncd on both; timedatectl says whether they do."};
    return {Finding::Ok, "both clocks say the same, to the second"};
}

QJsonObject DoctorSteps::health(const QByteArray &path)
{
    const auto answer = m_server.send({.path = path});
    return answer ? QJsonDocument::fromJson(answer->body).object() : QJsonObject{{"message"_L1, QString::fromUtf8(answer.error().message)}};
}

Finding DoctorSteps::askReady()
{
    const QJsonObject said = health("/ready");
    if (said["status"_L1] == "ok"_L1 || said["status"_L1] == "degraded"_L1)
        return {Finding::Ok, "messages are taken"};
    return {Finding::Failed, said["message"_L1].toString().toUtf8(), "It goes down or has lost its database: see `draining` and `store_unreachable` in its log."};
}

Finding DoctorSteps::askDatabase()
{
    const QJsonObject said = health("/health/database");
    if (said["status"_L1] == "ok"_L1)
        return {Finding::Ok, said["metadata"_L1]["store"_L1].toString().toUtf8() + " answers in " + durationText(said["duration_ms"_L1].toInteger())};
    return {Finding::Failed, said["message"_L1].toString().toUtf8(), "See `store_unreachable` in its log for the reason; pg_isready on its machine."};
}

Finding DoctorSteps::askRedis()
{
    const QJsonObject said = health("/health/redis");
    if (said["status"_L1] == "ok"_L1)
        return {Finding::Ok, "carries between servers"};
    if (said["status"_L1] == "not_configured"_L1)
        return {Finding::Ok, "none is configured: this server is alone"};
    return {Finding::Failed, "does not carry between servers: " + said["metadata"_L1]["reason"_L1].toString().toUtf8(),
            "See `bus_degraded` in its log. Messages go on by PostgreSQL; typing and presence of other servers are missing."};
}

Finding DoctorSteps::upgrade()
{
    const auto raw = socket();
    raw->write("GET /api/v1/ws/messages HTTP/1.1\r\nHost: " + m_address.url.authority(QUrl::FullyEncoded).toLatin1()
               + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
    while (!raw->canReadLine() && raw->waitForReadyRead(m_address.patienceMs)) { }
    const QByteArray line = raw->readLine().trimmed();
    const QByteArray status = line.mid(9, 3);
    // Nobody gets in without a key: that much the server must have understood.
    if (status == "401")
        return {Finding::Ok, "a WebSocket gets as far as the key"};
    if (status == "429" || status == "503")
        return {Finding::Note, "the server takes no newcomers just now (" + status + ')', "Try again in a while."};
    return {Finding::Failed, line.isEmpty() ? QByteArrayLiteral("no answer to a WebSocket") : "a WebSocket is answered with: " + line,
            "A proxy must pass `Upgrade` and `Connection` on (nginx: proxy_http_version 1.1 and proxy_set_header for both)."};
}

Finding DoctorSteps::authenticate()
{
    const auto said = m_server.askJson({.path = "/api/v1/admin/capabilities"});
    if (!said)
        return {Finding::Failed, said.error().message, "Make a key on the server's machine: conversa-server key create --name root --role admin --tenant '*'."};
    return {Finding::Ok, "the key is an administrator's, of the tenant " + said->value("tenant"_L1).toString().toUtf8()};
}

Finding DoctorSteps::openSocket()
{
    const QByteArray remedy = "A proxy may forbid it, or end it early: its timeouts must be longer than limits.ping_interval.";
    const auto link = m_server.link("/api/v1/ws/admin");
    if (!link)
        return {Finding::Failed, link.error().message};
    LiveSocket live(*link);
    if (const auto opened = live.open(); !opened)
        return {Finding::Failed, opened.error().message, remedy};
    const auto hello = live.next(m_address.patienceMs);
    if (!hello || !*hello)
        return {Finding::Failed, hello ? QByteArrayLiteral("it is open and says nothing") : hello.error().message, remedy};
    m_connection = (**hello)["payload"_L1]["client_id"_L1].toString().toLatin1();
    if (const auto row = m_server.askJson({.path = "/api/v1/admin/connections/" + m_connection}))
        m_seen = row->value("connection"_L1)["ip"_L1].toString().toLatin1();
    return {Finding::Ok, "the admin socket is open"};
}

Finding DoctorSteps::compareAddresses()
{
    if (m_seen.isEmpty())
        return {Finding::Note, "it is not known as whom the server sees this connection"};
    const QHostAddress seen(QString::fromLatin1(m_seen));
    const QByteArray sentence = "the server sees this connection from " + m_seen;
    if (seen.isEqual(m_own, QHostAddress::TolerantConversion))
        return {Finding::Ok, sentence};
    return {Finding::Note, sentence + ", and it comes from " + m_own.toString().toLatin1(),
            "Behind an address translation that is right. Behind a proxy name it in proxy.trusted, and let it set X-Forwarded-For: limits and bans count by address."};
}

Finding DoctorSteps::countDescriptors()
{
    if (m_metrics.isEmpty())
        return {Finding::Note, "how many files it may open is not known from here", "On its machine, or with --metrics URL."};
    ServerSource metrics(ServerAddress{.url = QUrl(m_metrics), .patienceMs = m_address.patienceMs}, {});
    const auto answer = metrics.send({.path = "/metrics"});
    if (!answer || answer->status != 200)
        return {Finding::Note, "its /metrics cannot be read: " + (answer ? QByteArray::number(answer->status) : answer.error().message),
                "--metrics URL says where they are (metrics.listen)."};
    const qint64 most = metricIn(answer->body, "process_max_fds");
    const qint64 connections = metricIn(answer->body, "conversa_connections");
    const QByteArray sentence = "it may open " + numberText(most) + " files, and has " + numberText(connections) + " connections";
    if (connections * 4 > most * 3)
        return {Finding::Failed, sentence, "Raise LimitNOFILE of conversa-server.service: beyond it, new connections get 503."};
    if (most < fewDescriptors)
        return {Finding::Note, sentence, "Raise LimitNOFILE of conversa-server.service before there are more."};
    return {Finding::Ok, sentence};
}

} // namespace conversa::ctl
