// SPDX-License-Identifier: Apache-2.0
#include "protocol/servermessages.h"

#include "protocol/envelope.h"

namespace conversa {

void encodeConnected(QByteArray &out, const EnvelopeInfo &info, ConnectionId client, UserId user)
{
    Envelope envelope(out, "connected", Audience::Escaped);
    JsonWriter &json = envelope.openPayload();
    json.id("client_id", client.uuid);
    json.id("user_id", user.uuid);
    json.time("timestamp", info.timestampMs);
    envelope.closePayload();
    envelope.close(info);
}

void encodePong(QByteArray &out, const EnvelopeInfo &info)
{
    Envelope(out, "pong", Audience::Escaped, 256).close(info);
}

void encodeTokenExpiring(QByteArray &out, const EnvelopeInfo &info, qint64 expiresMs)
{
    Envelope envelope(out, "token_expiring", Audience::Escaped, 256);
    envelope.openPayload().time("expires_at", expiresMs);
    envelope.closePayload();
    envelope.close(info);
}

void encodeTokenRefreshed(QByteArray &out, const EnvelopeInfo &info, std::optional<qint64> expiresMs)
{
    Envelope envelope(out, "token_refreshed", Audience::Escaped, 256);
    JsonWriter &json = envelope.openPayload();
    if (expiresMs)
        json.time("expires_at", *expiresMs);
    envelope.closePayload();
    envelope.close(info);
}

void encodeNotice(QByteArray &out, const EnvelopeInfo &info, std::optional<SessionId> session, QByteArrayView text, Audience audience)
{
    Envelope envelope(out, "notice", audience);
    JsonWriter &json = envelope.openPayload();
    if (session)
        json.id("session_id", session->uuid);
    json.text("text", text);
    envelope.closePayload();
    envelope.close(info);
}

void encodeServerDraining(QByteArray &out, const EnvelopeInfo &info, qint64 retryAfterMs)
{
    Envelope envelope(out, "server_draining", Audience::Escaped, 256);
    envelope.openPayload().number("retry_after_ms", retryAfterMs);
    envelope.closePayload();
    envelope.close(info);
}

void encodeError(
    QByteArray &out, const EnvelopeInfo &info, const Error &error, QByteArrayView requestType, Audience audience)
{
    const ErrorTraits &about = traits(error.code);
    Envelope envelope(out, "error", audience);
    JsonWriter &json = envelope.openPayload();
    json.word("code", about.wire);
    json.text("message", error.message);
    json.boolean("retryable", about.retryable);
    if (error.retryAfterMs)
        json.number("retry_after_ms", *error.retryAfterMs);
    if (!error.field.isEmpty())
        json.text("field", error.field);
    if (error.column)
        json.number("column", *error.column);
    if (!requestType.isEmpty())
        json.text("request_type", requestType);
    envelope.closePayload();
    envelope.close(info, about.wire);
}

} // namespace conversa
