// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QDateTime>

#include <optional>

namespace conversa::console {

// As much of an HTTP answer as a person wants to see of one that was not expected.
struct HttpAnswer
{
    int status = 0;
    QByteArray statusLine; // without the version
    QDateTime date; // of the server, in UTC, cut to the second; invalid where it says none
    QByteArray body; // at most MostAnswerBody
};

constexpr qsizetype MostAnswerHead = 16 * 1'024;
constexpr qsizetype MostAnswerBody = 4 * 1'024;

// Nothing while more has to come, the answer once it is whole or its body long enough; an error where it is not HTTP.
// `isEnd`: nothing more comes.
Result<std::optional<HttpAnswer>> readHttpAnswer(const QByteArray &bytes, bool isEnd);

} // namespace conversa::console
