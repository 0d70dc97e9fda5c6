// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/findingtext.h"

#include <QCoreApplication>

namespace conversa::console {

namespace {

struct FindingSentence
{
    Finding finding;
    const char *what;
    const char *remedy;
};

constexpr FindingSentence FindingSentences[] = {
    { Finding::HostNotFound, QT_TRANSLATE_NOOP("Diagnosis", "No computer of this name was found"),
        QT_TRANSLATE_NOOP("Diagnosis", "Check the spelling of the address and your network connection.") },
    { Finding::PortRefused, QT_TRANSLATE_NOOP("Diagnosis", "Nothing listens on this port"),
        QT_TRANSLATE_NOOP("Diagnosis", "Check that the server is running and that the port is right.") },
    { Finding::Unreachable, QT_TRANSLATE_NOOP("Diagnosis", "There is no way to this computer"),
        QT_TRANSLATE_NOOP("Diagnosis", "Check your network connection; a VPN may be needed.") },
    { Finding::TimedOut, QT_TRANSLATE_NOOP("Diagnosis", "No answer came in time"),
        QT_TRANSLATE_NOOP("Diagnosis", "A firewall may be in the way, or the server may be overloaded.") },
    { Finding::BrokenOff, QT_TRANSLATE_NOOP("Diagnosis", "The connection broke off"),
        QT_TRANSLATE_NOOP("Diagnosis", "Try again; if it lasts, look at the server's log.") },
    { Finding::NotTls, QT_TRANSLATE_NOOP("Diagnosis", "What answers does not speak TLS"),
        QT_TRANSLATE_NOOP("Diagnosis", "Check the port, or write http:// if this server has no TLS.") },
    { Finding::ReadableOnTheWay, QT_TRANSLATE_NOOP("Diagnosis", "Not encrypted"),
        QT_TRANSLATE_NOOP("Diagnosis", "Everybody on the way can read the key. Use https:// where the server has it.") },
    { Finding::ExpiresSoon, QT_TRANSLATE_NOOP("Diagnosis", "The certificate ends soon"),
        QT_TRANSLATE_NOOP("Diagnosis", "Renew the server's certificate, and then reload the server.") },
    { Finding::Untrusted, QT_TRANSLATE_NOOP("Diagnosis", "The certificate is not trusted"),
        QT_TRANSLATE_NOOP("Diagnosis",
            "Look at the certificate. Name the file of its authority, or trust this one certificate.") },
    { Finding::PinBroken, QT_TRANSLATE_NOOP("Diagnosis", "This is not the certificate that you trusted"),
        QT_TRANSLATE_NOOP("Diagnosis",
            "Look at what changed. Ask whoever runs the server before you trust the new one: somebody may be listening in.") },
    { Finding::NotHttp, QT_TRANSLATE_NOOP("Diagnosis", "What answers does not speak HTTP"),
        QT_TRANSLATE_NOOP("Diagnosis", "Check the port, or write https:// if this server has TLS.") },
    { Finding::NotConversa, QT_TRANSLATE_NOOP("Diagnosis", "What answers is no Conversa server"),
        QT_TRANSLATE_NOOP("Diagnosis", "Check the port; another program may be using it.") },
    { Finding::Busy, QT_TRANSLATE_NOOP("Diagnosis", "The server takes no connections at the moment"),
        QT_TRANSLATE_NOOP("Diagnosis", "Wait a moment; if it lasts, look at the server's log.") },
    { Finding::KeyMissing, QT_TRANSLATE_NOOP("Diagnosis", "There is no access key, or it has signs that no key has"),
        QT_TRANSLATE_NOOP("Diagnosis", "Paste the whole key. On a development server it is dev-admin-key.") },
    { Finding::KeyRefused, QT_TRANSLATE_NOOP("Diagnosis", "The server does not accept this key"),
        QT_TRANSLATE_NOOP("Diagnosis", "Check it, or create a new one with: conversa-server key create.") },
    { Finding::NotAllowed, QT_TRANSLATE_NOOP("Diagnosis", "The server does not allow this connection"),
        QT_TRANSLATE_NOOP("Diagnosis", "The address of this computer may be banned, or the key may not be used from here.") },
    { Finding::NotAdmin, QT_TRANSLATE_NOOP("Diagnosis", "This key has no right to administer"),
        QT_TRANSLATE_NOOP("Diagnosis", "That is enough for the inbox and for chats. Everything else needs an administrator's key.") },
    { Finding::SlowAnswer, QT_TRANSLATE_NOOP("Diagnosis", "Answers take long"),
        QT_TRANSLATE_NOOP("Diagnosis", "Figures will lag behind. Check the network between here and the server.") },
    { Finding::ClockWrong, QT_TRANSLATE_NOOP("Diagnosis", "The clocks do not agree"),
        QT_TRANSLATE_NOOP("Diagnosis", "Check the time on both computers; a time service keeps them right.") },
};

constexpr const char *StepNames[] = {
    QT_TRANSLATE_NOOP("Diagnosis", "Name"),
    QT_TRANSLATE_NOOP("Diagnosis", "Connection"),
    QT_TRANSLATE_NOOP("Diagnosis", "Encryption"),
    QT_TRANSLATE_NOOP("Diagnosis", "WebSocket"),
    QT_TRANSLATE_NOOP("Diagnosis", "Access key"),
    QT_TRANSLATE_NOOP("Diagnosis", "Rights"),
    QT_TRANSLATE_NOOP("Diagnosis", "Round trip"),
    QT_TRANSLATE_NOOP("Diagnosis", "Clock"),
};

QString inWords(const char *text, int n = -1)
{
    return QCoreApplication::translate("Diagnosis", text, nullptr, n);
}

const FindingSentence *sentenceOf(Finding finding)
{
    for (const FindingSentence &sentence : FindingSentences) {
        if (sentence.finding == finding)
            return &sentence;
    }
    return nullptr;
}

QString clockText(qint64 ahead)
{
    if (ahead == 0)
        return inWords(QT_TRANSLATE_NOOP("Diagnosis", "The same time on both sides"));
    return ahead > 0 ? inWords(QT_TRANSLATE_N_NOOP("Diagnosis", "The server is %n second(s) ahead"), int(ahead))
                     : inWords(QT_TRANSLATE_N_NOOP("Diagnosis", "The server is %n second(s) behind"), int(-ahead));
}

QString figureText(Step step, const StepReport &report)
{
    if (step == Step::Secure && report.figure < 0)
        return inWords(QT_TRANSLATE_NOOP("Diagnosis", "the certificate has ended"));
    if (step == Step::Secure)
        return inWords(QT_TRANSLATE_N_NOOP("Diagnosis", "the certificate is good for %n more day(s)"), int(report.figure));
    if (step == Step::RoundTrip)
        return inWords(QT_TRANSLATE_NOOP("Diagnosis", "%1 ms")).arg(report.figure);
    return step == Step::Clock ? clockText(report.figure) : QString();
}

} // namespace

QString stepName(Step step)
{
    return inWords(StepNames[size_t(step)]);
}

QString stepOutcome(Step step, const StepReport &report)
{
    switch (report.state) {
    case StepState::Waiting:
        return {};
    case StepState::Running:
        return inWords(QT_TRANSLATE_NOOP("Diagnosis", "Trying …"));
    case StepState::Skipped:
        return step == Step::Secure ? inWords(QT_TRANSLATE_NOOP("Diagnosis", "Not used"))
                                    : inWords(QT_TRANSLATE_NOOP("Diagnosis", "Not tried"));
    default:
        break;
    }
    QStringList parts;
    if (const FindingSentence *sentence = sentenceOf(report.finding))
        parts.append(inWords(sentence->what));
    if (!report.detail.isEmpty())
        parts.append(report.detail);
    if (report.state != StepState::Failed)
        parts.append(figureText(step, report));
    parts.removeAll(QString());
    return parts.isEmpty() ? inWords(QT_TRANSLATE_NOOP("Diagnosis", "In order")) : parts.join(QStringLiteral(" · "));
}

QString stepRemedy(Finding finding)
{
    const FindingSentence *sentence = sentenceOf(finding);
    return sentence ? inWords(sentence->remedy) : QString();
}

} // namespace conversa::console
