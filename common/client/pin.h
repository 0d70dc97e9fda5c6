// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QString>

#include <optional>

namespace conversa {

// One certificate that is trusted whoever signed it, or one public key, which outlives the renewal of its certificate.
class Pin
{
public:
    // A certificate's SHA-256 fingerprint as 64 hex digits, with or without colons, or a public key's as curl has it:
    // sha256//BASE64. InvalidField for anything else.
    static Result<Pin> parse(const QString &typed);
    static Pin ofCertificate(const QSslCertificate &certificate);
    static Pin ofPublicKey(const QSslCertificate &certificate);

    // False for a null certificate, and for a key that Qt cannot look into (Ed25519) where a key is pinned.
    bool matches(const QSslCertificate &certificate) const;
    // As parse() takes it: upper case hex with colons, or sha256//BASE64.
    QString text() const;

    bool operator==(const Pin &other) const = default;

private:
    enum class Kind { Certificate, PublicKey };

    Pin(Kind kind, QByteArray digest);

    Kind m_kind;
    QByteArray m_digest;
};

// With a pin no authority is trusted: every handshake ends with SSL errors, and whoever hears of them ignores them for the
// pinned certificate alone.
QSslConfiguration pinnedTls(QSslConfiguration tls, const std::optional<Pin> &pin);

} // namespace conversa
