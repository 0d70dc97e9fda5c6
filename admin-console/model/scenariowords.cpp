// SPDX-License-Identifier: GPL-3.0-or-later
// The words of scenario files, and their steps as a person says them.
#include "model/scenario.h"

#include <QCoreApplication>

#include <algorithm>

namespace conversa::console {

namespace {

constexpr auto stepWords = std::to_array<std::string_view>({ "join", "leave", "disconnect", "type", "stop_typing", "send",
    "delivered", "read", "wait", "expect", "close", "reopen" }); // in the order of StepKind
constexpr auto eventWords = std::to_array<std::string_view>({ "message", "typing", "stopped_typing", "delivered", "read",
    "joined", "left", "closed", "reopened", "notice", "missed", "error" }); // in the order of PartyEvent::Kind

template <typename Kind, size_t size>
std::optional<Kind> kindOf(const std::array<std::string_view, size> &words, std::string_view word)
{
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end())
        return std::nullopt;
    return Kind(found - words.begin());
}

QString sentence(const char *text)
{
    return QCoreApplication::translate("Scenario", text);
}

QString expectation(const ScenarioStep &step)
{
    const auto word = eventWord(step.event);
    QString event = QString::fromLatin1(word.data(), qsizetype(word.size())).replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!step.text.isEmpty())
        event += QStringLiteral(" \"%1\"").arg(step.text);
    const QString form = step.isAbsent ? sentence(QT_TRANSLATE_NOOP("Scenario", "%1 expects no %2"))
                                       : sentence(QT_TRANSLATE_NOOP("Scenario", "%1 expects %2"));
    return form.arg(step.party, event);
}

QString sending(const ScenarioStep &step)
{
    const QString text = sentence(QT_TRANSLATE_NOOP("Scenario", "%1 sends \"%2\"")).arg(step.party, step.text);
    return step.fails.isEmpty() ? text : text + QStringLiteral(" (%1)").arg(QString::fromLatin1(step.fails));
}

} // namespace

std::string_view stepWord(StepKind kind)
{
    return stepWords[size_t(kind)];
}

std::string_view eventWord(PartyEvent::Kind kind)
{
    return eventWords[size_t(kind)];
}

std::optional<StepKind> parseStepWord(std::string_view word)
{
    return kindOf<StepKind>(stepWords, word);
}

std::optional<PartyEvent::Kind> parseEventWord(std::string_view word)
{
    return kindOf<PartyEvent::Kind>(eventWords, word);
}

QString describe(const ScenarioStep &step)
{
    switch (step.kind) {
    case StepKind::Join:
        return sentence(QT_TRANSLATE_NOOP("Scenario", "%1 joins")).arg(step.party);
    case StepKind::Leave:
        return sentence(QT_TRANSLATE_NOOP("Scenario", "%1 leaves")).arg(step.party);
    case StepKind::Disconnect:
        return sentence(QT_TRANSLATE_NOOP("Scenario", "%1 disconnects")).arg(step.party);
    case StepKind::Type:
        return sentence(QT_TRANSLATE_NOOP("Scenario", "%1 types")).arg(step.party);
    case StepKind::StopTyping:
        return sentence(QT_TRANSLATE_NOOP("Scenario", "%1 stops typing")).arg(step.party);
    case StepKind::Send:
        return sending(step);
    case StepKind::Delivered:
        return sentence(QT_TRANSLATE_NOOP("Scenario", "%1 marks all as delivered")).arg(step.party);
    case StepKind::Read:
        return sentence(QT_TRANSLATE_NOOP("Scenario", "%1 marks all as read")).arg(step.party);
    case StepKind::Wait:
        return sentence(QT_TRANSLATE_NOOP("Scenario", "wait %1 ms")).arg(step.ms.value_or(0));
    case StepKind::Expect:
        return expectation(step);
    case StepKind::Close:
        return sentence(QT_TRANSLATE_NOOP("Scenario", "%1 closes the session")).arg(step.party);
    case StepKind::Reopen:
        return sentence(QT_TRANSLATE_NOOP("Scenario", "%1 reopens the session")).arg(step.party);
    }
    return {};
}

} // namespace conversa::console
