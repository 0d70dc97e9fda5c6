// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/party.h"

#include <vector>

namespace conversa::console {

// Who takes part in a scenario.
struct ScenarioParty
{
    QString name;
    bool isContact = false;
    QByteArray keyFrom = {}; // the environment variable that holds its key; empty: the key of the run

    bool operator==(const ScenarioParty &) const = default;
};

// One thing that a scenario does or expects.
struct ScenarioStep
{
    enum class Kind : quint8 { Join, Leave, Disconnect, Type, StopTyping, Send, Delivered, Read, Wait, Expect, Close, Reopen };

    Kind kind = Kind::Wait;
    QString party = {}; // empty: Wait
    QString text = {}; // of Send; of Expect: what the message is to say, empty: anything
    QString as = {}; // of Send: what later steps call it
    QString replyTo = {}; // of Send: such a name
    QByteArray fails = {}; // of Send: the error it is to be refused with
    PartyEvent::Kind event = PartyEvent::Kind::Message; // of Expect
    bool isAbsent = false; // of Expect: it must not come
    std::optional<int> ms = {}; // of Wait; else how long it may take, in place of the scenario's own deadline

    bool operator==(const ScenarioStep &) const = default;
};

using StepKind = ScenarioStep::Kind;

// A chat that runs by itself (docs/console.md, "Scenario files").
struct Scenario
{
    static constexpr qsizetype maxSize = 1'048'576; // bytes of its file
    static constexpr size_t maxSteps = 1'000;
    static constexpr int maxMs = 600'000; // of a wait or a deadline

    QString name;
    std::optional<SessionId> session = {}; // nothing: one is made for it
    std::optional<ContactId> contact = {};
    int deadlineMs = 5'000; // of a step
    std::vector<ScenarioParty> parties = {};
    std::vector<ScenarioStep> steps = {};

    bool operator==(const Scenario &) const = default;
};

// InvalidJson with the line, or InvalidField with the place, for what is no scenario.
Result<Scenario> readScenario(const QByteArray &json);
// The file that reads as this.
QByteArray writeScenario(const Scenario &scenario);
// A step as a person says it: `maria sends "Hello"`.
QString describe(const ScenarioStep &step);

// The words of a file.
std::string_view stepWord(StepKind kind);
std::string_view eventWord(PartyEvent::Kind kind);
std::optional<StepKind> parseStepWord(std::string_view word);
std::optional<PartyEvent::Kind> parseEventWord(std::string_view word);

} // namespace conversa::console
