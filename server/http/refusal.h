// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <optional>

namespace conversa {

// Why a request is turned away: what the answer's status and its JSON body `{error, message, hint?, field?, column?,
// retry_after_ms?}` say.
struct Refusal
{
    int status = 400;
    QByteArray error; // a word for programs
    QByteArray message; // one sentence for a person
    QByteArray hint = {}; // the command or configuration key that helps
    QByteArrayList headers = {}; // further header lines, without CRLF
    std::optional<qint64> retryAfterMs = {}; // when to come back: Retry-After, and exactly in the body
    QByteArray field = {}; // of the body or the query that is wrong
    std::optional<qint64> column = {}; // in the field's text, in characters from 1
    QByteArray limit = {}; // the configuration key of a limit that was hit; not in the answer
};

// 400 `bad_request`.
Refusal badRequest(const char *message);

} // namespace conversa
