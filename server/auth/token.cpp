// SPDX-License-Identifier: Apache-2.0
#include "auth/token.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace conversa {

namespace {

constexpr qsizetype maxTokenSize = 512;
constexpr QByteArrayView subprotocolPrefix = "bearer.";
const QByteArray ticketPrefix = QByteArrayLiteral("cvt_");

// RFC 6750 section 2.1, b64token.
bool isTokenText(const QByteArray &text)
{
    return !text.isEmpty() && text.size() <= maxTokenSize && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView("-._~+/=").contains(c);
    });
}

// The credentials of "Bearer <token>", the scheme in any case (RFC 9110 section 11.1); empty for another scheme.
QByteArray bearerCredentials(const QByteArray &value)
{
    const qsizetype space = value.indexOf(' ');
    if (space < 0 || value.first(space).compare("bearer", Qt::CaseInsensitive) != 0)
        return {};
    return value.sliced(space).trimmed();
}

} // namespace

TokenFinding findToken(const TokenSources &sources)
{
    QByteArrayList subprotocolTokens;
    for (const QByteArray &offer : sources.subprotocols) {
        if (offer.startsWith(subprotocolPrefix))
            subprotocolTokens.append(offer.sliced(subprotocolPrefix.size()));
    }
    if (sources.authorization.size() > 1 || sources.query.size() > 1 || subprotocolTokens.size() > 1)
        return {TokenFinding::Kind::Contradiction};
    QByteArrayList found = sources.query + subprotocolTokens;
    for (const QByteArray &value : sources.authorization)
        found.append(bearerCredentials(value));
    if (found.isEmpty())
        return {};
    if (std::any_of(found.begin(), found.end(), [&](const QByteArray &token) { return token != found.first(); }))
        return {TokenFinding::Kind::Contradiction};
    if (!isTokenText(found.first()))
        return {TokenFinding::Kind::Unusable};
    return {TokenFinding::Kind::Found, found.first(), !sources.authorization.isEmpty()};
}

namespace {

QByteArray randomText()
{
    std::array<quint32, 8> random;
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    const QByteArray bytes(reinterpret_cast<const char *>(random.data()), sizeof random);
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

QByteArray generateToken()
{
    return "cv_" + randomText();
}

QByteArray generateTicket()
{
    return ticketPrefix + randomText();
}

bool isTicket(const QByteArray &token)
{
    return token.startsWith(ticketPrefix);
}

QByteArray tokenHash(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

} // namespace conversa
