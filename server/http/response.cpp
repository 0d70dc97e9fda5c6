// SPDX-License-Identifier: Apache-2.0
#include "http/response.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace conversa {

namespace {

constexpr std::pair<int, std::string_view> phrases[] = {
    { 200, "OK" },
    { 201, "Created" },
    { 202, "Accepted" },
    { 204, "No Content" },
    { 304, "Not Modified" },
    { 400, "Bad Request" },
    { 401, "Unauthorized" },
    { 403, "Forbidden" },
    { 404, "Not Found" },
    { 405, "Method Not Allowed" },
    { 408, "Request Timeout" },
    { 409, "Conflict" },
    { 413, "Content Too Large" },
    { 414, "URI Too Long" },
    { 415, "Unsupported Media Type" },
    { 422, "Unprocessable Content" },
    { 426, "Upgrade Required" },
    { 429, "Too Many Requests" },
    { 431, "Request Header Fields Too Large" },
    { 500, "Internal Server Error" },
    { 503, "Service Unavailable" },
    { 505, "HTTP Version Not Supported" },
};

// The phrase may be empty (RFC 9112 section 4).
QByteArray phraseOf(int status)
{
    const auto found = std::find_if(
        std::begin(phrases), std::end(phrases), [status](const auto &row) { return row.first == status; });
    if (found == std::end(phrases))
        return {};
    return { found->second.data(), static_cast<qsizetype>(found->second.size()) };
}

} // namespace

QByteArray headerLine(QByteArrayView name, QByteArrayView value)
{
    QByteArray line = name.toByteArray();
    line.append(": ").append(value);
    std::replace_if(
        line.begin(), line.end(), [](char c) { return static_cast<uchar>(c) < 0x20 || c == 0x7F; }, ' ');
    return line;
}

QByteArray httpDate(qint64 unixMs)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(unixMs, QTimeZone::utc());
    return QLocale::c().toString(time, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'")).toLatin1();
}

Response toResponse(const Refusal &refusal)
{
    QJsonObject body{
        { QStringLiteral("error"), QString::fromUtf8(refusal.error) },
        { QStringLiteral("message"), QString::fromUtf8(refusal.message) },
    };
    if (!refusal.hint.isEmpty())
        body.insert(QStringLiteral("hint"), QString::fromUtf8(refusal.hint));
    if (!refusal.field.isEmpty())
        body.insert(QStringLiteral("field"), QString::fromUtf8(refusal.field));
    if (refusal.column)
        body.insert(QStringLiteral("column"), *refusal.column);
    if (refusal.retryAfterMs)
        body.insert(QStringLiteral("retry_after_ms"), *refusal.retryAfterMs);
    Response response;
    response.status = refusal.status;
    response.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    response.headers = refusal.headers;
    if (refusal.retryAfterMs)
        response.headers.append("Retry-After: " + QByteArray::number((*refusal.retryAfterMs + 999) / 1000));
    return response;
}

QByteArray toBytes(const Response &response, bool toHead)
{
    const bool hasContent = response.status != 204;
    QByteArray bytes;
    bytes.reserve(256 + response.body.size());
    bytes += "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + phraseOf(response.status) + "\r\n";
    if (hasContent)
        bytes += "Content-Type: " + response.contentType
            + "\r\nContent-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    bytes += "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
    for (const QByteArray &line : response.headers)
        bytes += line + "\r\n";
    if (response.close)
        bytes += "Connection: close\r\n";
    bytes += "\r\n";
    if (hasContent && !toHead)
        bytes += response.body;
    return bytes;
}

} // namespace conversa
