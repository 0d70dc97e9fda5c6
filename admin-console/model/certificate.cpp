// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/certificate.h"

#include <QSslKey>

namespace conversa::console {

namespace {

using Attributes = QList<QByteArray>;

QString distinguishedName(const Attributes &attributes, const std::function<QStringList(const QByteArray &)> &values)
{
    QStringList parts;
    for (const QByteArray &attribute : attributes) {
        for (const QString &value : values(attribute))
            parts.append(QString::fromLatin1(attribute) + u'=' + value);
    }
    return parts.join(QLatin1String(", "));
}

QString subjectOf(const QSslCertificate &certificate)
{
    return distinguishedName(certificate.subjectInfoAttributes(),
        [&](const QByteArray &attribute) { return certificate.subjectInfo(attribute); });
}

QString issuerOf(const QSslCertificate &certificate)
{
    return distinguishedName(certificate.issuerInfoAttributes(),
        [&](const QByteArray &attribute) { return certificate.issuerInfo(attribute); });
}

QString keyOf(const QSslCertificate &certificate)
{
    const QSslKey key = certificate.publicKey();
    switch (key.algorithm()) {
    case QSsl::Rsa:
        return QStringLiteral("RSA %1").arg(key.length());
    case QSsl::Ec:
        return QStringLiteral("EC %1").arg(key.length());
    case QSsl::Dsa:
        return QStringLiteral("DSA %1").arg(key.length());
    default:
        return {};
    }
}

} // namespace

QList<CertificateEntry> entriesOf(const QSslCertificate &certificate)
{
    if (certificate.isNull())
        return {};
    return {
        { CertificateField::Subject, subjectOf(certificate) },
        { CertificateField::Names, QStringList(certificate.subjectAlternativeNames().values()) },
        { CertificateField::Issuer, issuerOf(certificate) },
        { CertificateField::ValidFrom, certificate.effectiveDate().toUTC() },
        { CertificateField::ValidUntil, certificate.expiryDate().toUTC() },
        { CertificateField::Key, keyOf(certificate) },
        { CertificateField::Fingerprint, Pin::ofCertificate(certificate).text() },
        { CertificateField::PublicKey, Pin::ofPublicKey(certificate).text() },
        { CertificateField::Serial, QString::fromLatin1(certificate.serialNumber()) },
    };
}

qint64 daysLeft(const QSslCertificate &certificate, const QDateTime &now)
{
    constexpr qint64 secondsPerDay = 24 * 60 * 60;
    const qint64 seconds = now.secsTo(certificate.expiryDate());
    return seconds < 0 ? seconds / secondsPerDay - 1 : seconds / secondsPerDay;
}

QList<CertificateChange> changesBetween(const QSslCertificate &pinned, const QSslCertificate &other)
{
    const auto before = entriesOf(pinned);
    const auto now = entriesOf(other);
    QList<CertificateChange> changes;
    for (qsizetype i = 0; i < std::min(before.size(), now.size()); ++i) {
        if (before[i] != now[i])
            changes.append({ now[i].field, before[i].value, now[i].value });
    }
    return changes;
}

Trust judge(const Peer &peer, const std::optional<Pin> &pin)
{
    if (pin)
        return !peer.chain.isEmpty() && pin->matches(peer.chain.first()) ? Trust::Pinned : Trust::PinBroken;
    return peer.errors.isEmpty() && !peer.chain.isEmpty() ? Trust::Signed : Trust::Untrusted;
}

} // namespace conversa::console
