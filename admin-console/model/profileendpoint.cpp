// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/profileendpoint.h"

#include <QFile>
#include <QSslKey>

namespace conversa::console {

namespace {

constexpr qint64 MostFile = 1'024 * 1'024;

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.read(MostFile) : QByteArray();
}

QList<QSslCertificate> certificatesIn(const QString &name)
{
    return QSslCertificate::fromData(contentOf(name), QSsl::Pem);
}

QSslKey keyIn(const QString &name)
{
    const QByteArray pem = contentOf(name);
    for (const auto algorithm : { QSsl::Ec, QSsl::Rsa, QSsl::Opaque }) {
        const QSslKey key(pem, algorithm);
        if (!key.isNull())
            return key;
    }
    return {};
}

} // namespace

Result<Endpoint> endpointOf(const Profile &profile, const QByteArray &key)
{
    Endpoint endpoint{ .address = profile.address, .key = key, .timeoutMs = profile.timeoutSeconds * 1'000, .pin = profile.pin };
    if (!profile.caFile.isEmpty()) {
        const auto authorities = certificatesIn(profile.caFile);
        if (authorities.isEmpty())
            return invalidField("ca_file", "holds no certificate");
        endpoint.tls.setCaCertificates(authorities);
    }
    if (profile.certificateFile.isEmpty())
        return endpoint;
    const auto chain = certificatesIn(profile.certificateFile);
    if (chain.isEmpty())
        return invalidField("certificate_file", "holds no certificate");
    const QSslKey own = keyIn(profile.keyFile);
    if (own.isNull())
        return invalidField("key_file", "holds no key that can be used");
    endpoint.tls.setLocalCertificateChain(chain);
    endpoint.tls.setPrivateKey(own);
    return endpoint;
}

} // namespace conversa::console
