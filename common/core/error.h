// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <optional>
#include <string_view>

namespace conversa {

// Every way a request can fail, as docs/protocol.md names them. The wire text of each stands in one table (error.cpp).
enum class ErrorCode {
    InvalidJson,
    InvalidMessage,
    UnknownType,
    InvalidField,
    MessageTooLarge,
    NotFound,
    Forbidden,
    NotJoined,
    SessionClosed,
    Conflict,
    RateLimited,
    LimitExceeded,
    Overloaded,
    Unavailable,
    SendFailed,
    Internal,
};

// What the error table says of one code.
struct ErrorTraits
{
    std::string_view wire; // `error.payload.code`
    int httpStatus;        // RFC 9110 status of a REST answer
    bool retryable;        // the same request may succeed later
};

const ErrorTraits &traits(ErrorCode code);
// The code of that name on the wire; nothing for one this version does not know.
std::optional<ErrorCode> parseErrorCode(std::string_view wire);

// Why something failed, in a sentence for a person: no SQL, file or host names. `field` names the culprit of InvalidField;
// `retryAfterMs` is a hint in milliseconds, 1 or more; `column` is where in a query's text it went wrong, in characters from 1.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QByteArray message;
    QByteArray field = {};
    std::optional<qint64> retryAfterMs = {};
    std::optional<qint64> column = {};
};

// An InvalidField error: "<field> <problem>", for example invalidField("limit", "must be a number from 1 to 100").
Error invalidField(std::string_view field, std::string_view problem);

} // namespace conversa
