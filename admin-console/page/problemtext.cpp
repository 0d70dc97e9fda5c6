// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/problemtext.h"

#include <QCoreApplication>

namespace conversa::console {

namespace {

struct Sentence
{
    Problem problem;
    const char *headline;
    const char *advice;
};

constexpr Sentence Sentences[] = {
    { Problem::BadAddress, QT_TRANSLATE_NOOP("Problem", "This is not the address of a server."),
        QT_TRANSLATE_NOOP("Problem", "Write it like http://localhost:8080 or https://chat.example.org.") },
    { Problem::BadKey, QT_TRANSLATE_NOOP("Problem", "The access key is missing or has signs that no key has."),
        QT_TRANSLATE_NOOP("Problem", "Paste the whole key. On a development server it is dev-admin-key.") },
    { Problem::KeyRefused, QT_TRANSLATE_NOOP("Problem", "The server does not accept this key."),
        QT_TRANSLATE_NOOP("Problem",
            "Check it, or create a new one with: conversa-server key create. On a development server it is "
            "dev-admin-key.") },
    { Problem::KeyTooWeak, QT_TRANSLATE_NOOP("Problem", "This key has no right to see the figures."),
        QT_TRANSLATE_NOOP("Problem", "Use the key of an administrator.") },
    { Problem::ConnectionRefused, QT_TRANSLATE_NOOP("Problem", "Nothing answers at this address."),
        QT_TRANSLATE_NOOP("Problem", "Check that the server is running and that the port is right.") },
    { Problem::HostNotFound, QT_TRANSLATE_NOOP("Problem", "No computer of this name was found."),
        QT_TRANSLATE_NOOP("Problem", "Check the spelling of the address and your network connection.") },
    { Problem::TimedOut, QT_TRANSLATE_NOOP("Problem", "The server did not answer in time."),
        QT_TRANSLATE_NOOP("Problem", "It may be overloaded, or a firewall may be in the way.") },
    { Problem::TooManyRequests, QT_TRANSLATE_NOOP("Problem", "The server asks us to slow down."),
        QT_TRANSLATE_NOOP("Problem", "Wait a moment, or close other consoles that use this key.") },
    { Problem::Unavailable, QT_TRANSLATE_NOOP("Problem", "The server is starting, stopping or overloaded."),
        QT_TRANSLATE_NOOP("Problem", "Wait a moment; if it lasts, look at the server's log.") },
    { Problem::NotConversa,
        QT_TRANSLATE_NOOP("Problem", "Something answers at this address, but it is not a Conversa server."),
        QT_TRANSLATE_NOOP("Problem", "Check the port; another program may be using it.") },
    { Problem::TlsFailed, QT_TRANSLATE_NOOP("Problem", "No secure connection could be made."),
        QT_TRANSLATE_NOOP("Problem", "Check the server's certificate and this computer's clock.") },
    { Problem::ConnectionLost, QT_TRANSLATE_NOOP("Problem", "The connection to the server broke off."),
        QT_TRANSLATE_NOOP("Problem", "Check that the server is running and that your network works.") },
    { Problem::Declined, QT_TRANSLATE_NOOP("Problem", "The server did not do it."),
        QT_TRANSLATE_NOOP("Problem", "Look at its reason, and try again.") },
};

} // namespace

ProblemText problemText(Problem problem)
{
    for (const Sentence &sentence : Sentences) {
        if (sentence.problem == problem)
            return { QCoreApplication::translate("Problem", sentence.headline),
                QCoreApplication::translate("Problem", sentence.advice) };
    }
    return {};
}

QString failureText(const Failure &failure)
{
    return failure.sentence.isEmpty() ? problemText(failure.problem).headline : QString::fromUtf8(failure.sentence);
}

} // namespace conversa::console
