// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/pin.h"

#include <QDateTime>
#include <QList>
#include <QSslCertificate>
#include <QSslError>
#include <QVariant>

#include <optional>

namespace conversa::console {

// What a certificate says, in the order a person reads it.
enum class CertificateField { Subject, Names, Issuer, ValidFrom, ValidUntil, Key, Fingerprint, PublicKey, Serial };

struct CertificateEntry
{
    CertificateField field;
    QVariant value; // a QString, of Names a QStringList, of the two dates a QDateTime in UTC

    bool operator==(const CertificateEntry &other) const = default;
};

QList<CertificateEntry> entriesOf(const QSslCertificate &certificate);
// Whole days until it ends; negative once it has.
qint64 daysLeft(const QSslCertificate &certificate, const QDateTime &now);
constexpr qint64 FewDays = 30;

struct CertificateChange
{
    CertificateField field;
    QVariant before;
    QVariant now;
};

// In what another certificate differs from the one that was pinned.
QList<CertificateChange> changesBetween(const QSslCertificate &pinned, const QSslCertificate &other);

// What a TLS handshake told of the other side. The errors are those found without any pin.
struct Peer
{
    QList<QSslCertificate> chain; // the server's own first
    QList<QSslError> errors;
    QString protocol;
    QString cipher;
};

enum class Trust {
    Signed, // by an authority that is trusted here
    Pinned, // by this person
    Untrusted,
    PinBroken, // another certificate than the pinned one, whoever signed it
};

Trust judge(const Peer &peer, const std::optional<Pin> &pin);
constexpr bool isTrusted(Trust trust)
{
    return trust == Trust::Signed || trust == Trust::Pinned;
}

} // namespace conversa::console
