// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"

#include <array>

namespace conversa {

namespace {

// In the order of ErrorCode.
constexpr std::array errorCodes{
    ErrorTraits{"invalid_json", 400, false},
    ErrorTraits{"invalid_message", 400, false},
    ErrorTraits{"unknown_type", 400, false},
    ErrorTraits{"invalid_field", 400, false},
    ErrorTraits{"message_too_large", 413, false},
    ErrorTraits{"not_found", 404, false},
    ErrorTraits{"forbidden", 403, false},
    ErrorTraits{"not_joined", 409, false},
    ErrorTraits{"session_closed", 409, false},
    ErrorTraits{"conflict", 409, false},
    ErrorTraits{"rate_limited", 429, true},
    ErrorTraits{"limit_exceeded", 409, false},
    ErrorTraits{"overloaded", 503, true},
    ErrorTraits{"unavailable", 503, true},
    ErrorTraits{"send_failed", 503, true},
    ErrorTraits{"internal", 500, false},
};

} // namespace

const ErrorTraits &traits(ErrorCode code)
{
    return errorCodes[static_cast<size_t>(code)];
}

std::optional<ErrorCode> parseErrorCode(std::string_view wire)
{
    for (size_t i = 0; i < errorCodes.size(); ++i) {
        if (errorCodes[i].wire == wire)
            return ErrorCode(i);
    }
    return std::nullopt;
}

Error invalidField(std::string_view field, std::string_view problem)
{
    Error error{ErrorCode::InvalidField, {}, QByteArray(field.data(), qsizetype(field.size()))};
    error.message = error.field + ' ' + QByteArray(problem.data(), qsizetype(problem.size()));
    return error;
}

} // namespace conversa
