// SPDX-License-Identifier: Apache-2.0
#include "client/pin.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QSslKey>

namespace conversa {

namespace {

constexpr QLatin1String keyPrefix("sha256//");
constexpr qsizetype digestBytes = 32;

// Empty where there is nothing to hash: the hash of nothing would match every key that cannot be read.
QByteArray digestOf(const QByteArray &der)
{
    return der.isEmpty() ? QByteArray() : QCryptographicHash::hash(der, QCryptographicHash::Sha256);
}

QByteArray keyDigest(const QString &base64)
{
    const auto decoded = QByteArray::fromBase64Encoding(base64.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? *decoded : QByteArray();
}

QByteArray certificateDigest(QString typed)
{
    static const QRegularExpression hex(QStringLiteral("^[0-9a-fA-F]{64}$"));
    typed.remove(u':');
    return hex.match(typed).hasMatch() ? QByteArray::fromHex(typed.toLatin1()) : QByteArray();
}

} // namespace

Pin::Pin(Kind kind, QByteArray digest)
    : m_kind(kind)
    , m_digest(std::move(digest))
{
}

Result<Pin> Pin::parse(const QString &typed)
{
    const QString text = typed.trimmed();
    const bool isKey = text.startsWith(keyPrefix);
    QByteArray digest = isKey ? keyDigest(text.sliced(keyPrefix.size())) : certificateDigest(text);
    if (digest.size() != digestBytes)
        return invalidField("pin", "must be 64 hex digits or sha256//BASE64");
    return Pin(isKey ? Kind::PublicKey : Kind::Certificate, std::move(digest));
}

Pin Pin::ofCertificate(const QSslCertificate &certificate)
{
    return { Kind::Certificate, digestOf(certificate.toDer()) };
}

Pin Pin::ofPublicKey(const QSslCertificate &certificate)
{
    return { Kind::PublicKey, digestOf(certificate.publicKey().toDer()) };
}

bool Pin::matches(const QSslCertificate &certificate) const
{
    const Pin theirs = m_kind == Kind::PublicKey ? ofPublicKey(certificate) : ofCertificate(certificate);
    return !m_digest.isEmpty() && theirs.m_digest == m_digest;
}

QSslConfiguration pinnedTls(QSslConfiguration tls, const std::optional<Pin> &pin)
{
    if (pin)
        tls.setCaCertificates({});
    return tls;
}

QString Pin::text() const
{
    if (m_kind == Kind::PublicKey)
        return keyPrefix + QString::fromLatin1(m_digest.toBase64());
    return QString::fromLatin1(m_digest.toHex(':').toUpper());
}

} // namespace conversa
