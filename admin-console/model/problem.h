// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QNetworkReply;

namespace conversa::console {

// Why there are no fresh figures. The page has a sentence for each.
enum class Problem {
    None,
    BadAddress,
    BadKey, // no key, or signs in it which no key has
    KeyRefused,
    KeyTooWeak,
    ConnectionRefused,
    HostNotFound,
    TimedOut,
    TooManyRequests,
    Unavailable,
    NotConversa, // somebody answers, but not with figures
    TlsFailed,
    ConnectionLost,
    Declined, // a Conversa server does not want what it was asked, and says why
};

// What went wrong with a finished reply; None if it holds an answer with a status of success.
Problem problemOf(const QNetworkReply &reply);

// True where asking again cannot help before a person changes something.
bool isFinal(Problem problem);

} // namespace conversa::console
