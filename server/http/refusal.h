// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace conversa {

// Why a request is turned away: what the answer's status and its JSON body `{error, message, hint?, field?}`
// say.
struct Refusal
{
    int status = 400;
    QByteArray error; // a word for programs
    QByteArray message; // one sentence for a person
    QByteArray hint = {}; // the command or configuration key that helps
    QByteArrayList headers = {}; // further header lines, without CRLF
    QByteArray field = {}; // of the body or the query that is wrong
};

// 400 `bad_request`.
Refusal badRequest(const char *message);

} // namespace conversa
