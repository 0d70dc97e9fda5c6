// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conversactl/source.h"

#include <QNetworkAccessManager>
#include <QSslConfiguration>

namespace conversa::ctl {

class Arguments;

// Where a server is, and how it is spoken to.
struct ServerAddress
{
    QUrl url; // http or https, without a path
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    int patienceMs = 10'000; // for one answer

    // --server or CONVERSA_SERVER, --ca, --timeout.
    static Result<ServerAddress> of(const Arguments &arguments);
    // On this machine.
    bool isHere() const;
    // Whether others could read along.
    bool isExposed() const;
};

// A server over REST. Needs a QCoreApplication; waits in an event loop of its own.
class ServerSource : public Source
{
public:
    ServerSource(Result<ServerAddress> address, QString tokenFile);

    Result<Answer> send(const Request &request) override;
    Result<LinkOptions> link(const QByteArray &path) override;
    const Result<ServerAddress> &address() const { return m_address; }
    // Asked for when it is needed first.
    const Result<QByteArray> &token();

private:
    const Result<ServerAddress> m_address;
    const QString m_tokenFile;
    std::optional<Result<QByteArray>> m_token;
    QNetworkAccessManager m_network;
};

} // namespace conversa::ctl
