// SPDX-License-Identifier: Apache-2.0
#include "http/upgrade.h"

#include <algorithm>
#include <optional>

namespace conversa {

namespace {

constexpr qsizetype maxListSize = 4'096; // all values of one list header together
constexpr qsizetype maxSubprotocols = 16;
constexpr qsizetype keySize = 24;

using Verdict = std::optional<Refusal>;

bool listHolds(const RequestHead &head, QByteArrayView field, QByteArrayView token)
{
    for (const QByteArrayView value : head.headers(field)) {
        for (const QByteArrayView part : http::split(value, ',')) {
            if (http::equalsIgnoringCase(part, token))
                return true;
        }
    }
    return false;
}

Refusal upgradeRequired(const char *message)
{
    return { 426, "upgrade_required", message, {}, { "Upgrade: websocket", "Sec-WebSocket-Version: 13" } };
}

// RFC 6455 section 4.2.1, 2 and 3; HTTP/1.0 knows no Upgrade (RFC 9110 section 7.8).
Verdict checkIntent(const RequestHead &head)
{
    if (head.minorVersion() > 0 && listHolds(head, "upgrade", "websocket") && listHolds(head, "connection", "upgrade"))
        return {};
    return upgradeRequired("This is a WebSocket address: send an upgrade request to it.");
}

bool isBase64Character(char c)
{
    return http::isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '/';
}

// Base64 of 16 bytes is 22 digits and two paddings.
Verdict checkKey(QByteArrayView key)
{
    const auto digits = key.first(std::min<qsizetype>(key.size(), keySize - 2));
    if (key.size() == keySize && key.endsWith("==") && std::all_of(digits.begin(), digits.end(), isBase64Character))
        return {};
    return badRequest("Sec-WebSocket-Key must be the base64 form of 16 bytes.");
}

// RFC 6455 section 4.3: 0 to 255 without leading zeros.
Verdict checkVersion(QByteArrayView version)
{
    const bool isNumber = !version.isEmpty() && version.size() <= 3
        && std::all_of(version.begin(), version.end(), http::isDigit)
        && (version.size() == 1 || version.front() != '0');
    if (!isNumber || version.toInt() > 255)
        return badRequest("Sec-WebSocket-Version is missing or malformed.");
    if (version != "13")
        return upgradeRequired("Only version 13 of the WebSocket protocol is spoken here.");
    return {};
}

bool isTooLong(const RequestHead::Views &values)
{
    qsizetype size = 0;
    for (const QByteArrayView value : values)
        size += value.size();
    return size > maxListSize;
}

// Walks over one value of Sec-WebSocket-Extensions (RFC 6455 section 9.1), never back.
class ExtensionList
{
public:
    explicit ExtensionList(QByteArrayView text)
        : m_rest(text)
    {
    }

    bool isValid()
    {
        do {
            if (!extension())
                return false;
        } while (take(','));
        return m_rest.isEmpty();
    }

private:
    bool extension()
    {
        if (!token())
            return false;
        while (take(';')) {
            if (!token() || (take('=') && !token() && !quotedToken()))
                return false;
        }
        return true;
    }

    bool token()
    {
        m_rest = http::trimmed(m_rest);
        return word();
    }

    bool quotedToken() { return take('"') && word() && m_rest.startsWith('"') && take('"'); }

    bool word()
    {
        const auto end = std::find_if_not(m_rest.begin(), m_rest.end(), http::isTokenCharacter);
        const qsizetype size = end - m_rest.begin();
        m_rest = m_rest.sliced(size);
        return size > 0;
    }

    bool take(char wanted)
    {
        m_rest = http::trimmed(m_rest);
        if (!m_rest.startsWith(wanted))
            return false;
        m_rest = m_rest.sliced(1);
        return true;
    }

    QByteArrayView m_rest;
};

Verdict checkExtensions(const RequestHead &head)
{
    const auto values = head.headers("sec-websocket-extensions");
    const auto isValid = [](QByteArrayView value) { return ExtensionList(value).isValid(); };
    if (isTooLong(values) || !std::all_of(values.begin(), values.end(), isValid))
        return badRequest("Sec-WebSocket-Extensions is malformed.");
    return {};
}

std::variant<http::Parts, Refusal> readSubprotocols(const RequestHead &head)
{
    const auto values = head.headers("sec-websocket-protocol");
    http::Parts offered;
    if (isTooLong(values))
        return badRequest("Sec-WebSocket-Protocol is too long.");
    for (const QByteArrayView value : values) {
        for (const QByteArrayView part : http::split(value, ',')) {
            if (!http::isToken(part) || offered.size() == maxSubprotocols || offered.contains(part))
                return badRequest("Sec-WebSocket-Protocol is malformed or names a protocol twice.");
            offered.append(part);
        }
    }
    return offered;
}

} // namespace

std::variant<UpgradeOffer, Refusal> checkUpgrade(const RequestHead &head)
{
    Verdict refusal = checkIntent(head);
    if (!refusal && head.hasBody())
        refusal = badRequest("An upgrade request has no body.");
    const QByteArrayView key = head.header("sec-websocket-key").value_or(QByteArrayView());
    if (!refusal)
        refusal = checkKey(key);
    if (!refusal)
        refusal = checkExtensions(head);
    if (refusal)
        return *std::move(refusal);
    auto subprotocols = readSubprotocols(head);
    if (auto *broken = std::get_if<Refusal>(&subprotocols))
        return std::move(*broken);
    // Last, so that 400 goes before 426.
    if (auto wrong = checkVersion(head.header("sec-websocket-version").value_or(QByteArrayView())))
        return *std::move(wrong);
    return UpgradeOffer{ key, std::get<http::Parts>(std::move(subprotocols)) };
}

} // namespace conversa
