// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/scenario.h"

#include "protocol/jsonwriter.h"

namespace conversa::console {

namespace {

void writeText(JsonWriter &json, std::string_view name, const QString &text)
{
    if (!text.isEmpty())
        json.string(name, text.toUtf8());
}

void writeParty(JsonWriter &json, const ScenarioParty &party)
{
    writeText(json, "name", party.name);
    json.word("role", party.isContact ? "contact" : "agent");
    writeText(json, "key_from", QString::fromUtf8(party.keyFrom));
}

void writeStep(JsonWriter &json, const ScenarioStep &step)
{
    json.word("do", stepWord(step.kind));
    writeText(json, "party", step.party);
    if (step.kind == StepKind::Expect)
        json.word("event", eventWord(step.event));
    writeText(json, "text", step.text);
    writeText(json, "as", step.as);
    writeText(json, "reply_to", step.replyTo);
    writeText(json, "fails", QString::fromLatin1(step.fails));
    if (step.isAbsent)
        json.boolean("absent", true);
    if (step.ms)
        json.number(step.kind == StepKind::Wait ? "ms" : "within_ms", *step.ms);
}

} // namespace

// One party and one step a line, for people.
QByteArray writeScenario(const Scenario &scenario)
{
    const auto list = [](const auto &entries, auto write) {
        QByteArrayList lines;
        for (const auto &entry : entries)
            lines.append("    " + jsonObject([&](JsonWriter &json) { write(json, entry); }));
        return "[\n" + lines.join(",\n") + "\n  ]";
    };
    QByteArray head = jsonObject([&](JsonWriter &json) {
        json.string("name", scenario.name.toUtf8());
        if (scenario.session)
            json.id("session_id", scenario.session->uuid);
        if (scenario.contact)
            json.id("contact_id", scenario.contact->uuid);
        json.number("deadline_ms", scenario.deadlineMs);
    });
    head.chop(1);
    return "{\n  " + head.sliced(1) + ",\n  \"parties\": " + list(scenario.parties, writeParty) + ",\n  \"steps\": "
        + list(scenario.steps, writeStep) + "\n}\n";
}

} // namespace conversa::console
