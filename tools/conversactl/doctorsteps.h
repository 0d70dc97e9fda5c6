// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conversactl/serversource.h"

#include <QHostAddress>
#include <QSslSocket>

#include <memory>

namespace conversa::ctl {

// How one step went; a note is no fault, but worth a look.
struct Finding
{
    enum Result { Ok, Note, Failed };

    Result result = Ok;
    QByteArray sentence;
    QByteArray remedy = {};
};

// The steps of `conversactl doctor`, in the order in which they build on each other.
class DoctorSteps
{
public:
    // metrics: the address of /metrics; empty: where a server on this machine has it by default.
    DoctorSteps(const ServerAddress &address, Source &server, const QString &metrics);

    Finding lookUpName();
    Finding connectTcp();
    Finding shakeHandsTls();
    Finding askHttp();
    Finding compareClocks();
    Finding askReady();
    Finding askDatabase();
    Finding askRedis();
    Finding upgrade();
    Finding authenticate();
    Finding openSocket();
    Finding compareAddresses();
    Finding countDescriptors();

private:
    quint16 port() const { return quint16(m_address.url.port(isTls() ? 443 : 80)); }
    bool isTls() const { return m_address.url.scheme() == QLatin1String("https"); }
    std::unique_ptr<QSslSocket> socket() const; // connected, or not
    QJsonObject health(const QByteArray &path);

    const ServerAddress m_address;
    Source &m_server;
    const QString m_metrics;
    QHostAddress m_own; // this end of the way to the server
    QByteArray m_connection; // the id of ours at the server
    QByteArray m_seen; // the address the server has for it
};

} // namespace conversa::ctl
