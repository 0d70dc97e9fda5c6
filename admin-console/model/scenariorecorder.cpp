// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/scenariorecorder.h"

#include <algorithm>

namespace conversa::console {

namespace {

StepKind stepOf(PartyAct::Kind kind)
{
    switch (kind) {
    case PartyAct::Kind::Join:
        return StepKind::Join;
    case PartyAct::Kind::Leave:
        return StepKind::Leave;
    case PartyAct::Kind::Disconnect:
        return StepKind::Disconnect;
    case PartyAct::Kind::Type:
        return StepKind::Type;
    case PartyAct::Kind::StopTyping:
        return StepKind::StopTyping;
    case PartyAct::Kind::Send:
        return StepKind::Send;
    case PartyAct::Kind::Delivered:
        return StepKind::Delivered;
    case PartyAct::Kind::Read:
        return StepKind::Read;
    }
    return StepKind::Wait;
}

// What the next run hears again for certain: presence and typing may be silent or told as one.
bool isSure(PartyEvent::Kind kind)
{
    return kind == PartyEvent::Kind::Message || kind == PartyEvent::Kind::Read || kind == PartyEvent::Kind::Closed
        || kind == PartyEvent::Kind::Reopened;
}

} // namespace

ScenarioRecorder::ScenarioRecorder(ChatTester &tester, QObject *parent)
    : QObject(parent)
    , m_tester(tester)
{
    connect(&tester, &ChatTester::partyAdded, this, &ScenarioRecorder::follow);
    connect(&tester, &ChatTester::partyRemoved, this, [this](Party *party) { m_names.remove(party); });
    for (Party *party : tester.parties())
        follow(party);
}

ScenarioRecorder::ScenarioRecorder(ChatState &chat, QObject *parent)
    : ScenarioRecorder(chat.tester(), parent)
{
    connect(&chat, &ChatState::closing, this, [this, &chat](bool isClosed) {
        if (m_isRecording && chat.self())
            add(*chat.self(), { .kind = isClosed ? StepKind::Close : StepKind::Reopen });
    });
}

void ScenarioRecorder::start()
{
    m_scenario = { .name = tr("Recorded in the chat tester") };
    m_names.clear();
    m_saidNames.clear();
    m_messageNames.clear();
    m_isRecording = true;
    for (Party *party : m_tester.parties()) {
        if (party->isJoined())
            add(*party, { .kind = StepKind::Join });
    }
    Q_EMIT changed();
}

void ScenarioRecorder::stop()
{
    m_isRecording = false;
    Q_EMIT changed();
}

void ScenarioRecorder::follow(Party *party)
{
    connect(party, &Party::acted, this, [this, party](const PartyAct &act) { onActed(*party, act); });
    connect(party, &Party::heard, this, [this, party](const PartyEvent &event) { onHeard(*party, event); });
    connect(party, &Party::sayStored, this, &ScenarioRecorder::onStored);
}

void ScenarioRecorder::onActed(const Party &party, const PartyAct &act)
{
    if (!m_isRecording)
        return;
    ScenarioStep step{ .kind = stepOf(act.kind), .text = act.text };
    // Each key typed is no step.
    const bool isRepeat = !m_scenario.steps.empty() && m_scenario.steps.back().kind == step.kind && step.kind == StepKind::Type;
    if (isRepeat)
        return;
    if (act.kind == PartyAct::Kind::Send) {
        step.as = QStringLiteral("m%1").arg(m_saidNames.size() + 1);
        m_saidNames.insert(act.key, step.as);
    }
    if (act.replyTo)
        step.replyTo = m_messageNames.value(*act.replyTo);
    add(party, std::move(step));
}

void ScenarioRecorder::onHeard(const Party &party, const PartyEvent &event)
{
    if (m_isRecording && isSure(event.kind))
        add(party, { .kind = StepKind::Expect, .text = event.text, .event = event.kind });
}

void ScenarioRecorder::onStored(const QByteArray &key, MessageId id)
{
    if (m_saidNames.contains(key))
        m_messageNames.insert(id, m_saidNames.value(key));
}

void ScenarioRecorder::add(const Party &party, ScenarioStep step)
{
    if (m_scenario.steps.size() >= Scenario::maxSteps)
        return;
    step.party = nameOf(party);
    m_scenario.steps.push_back(std::move(step));
    Q_EMIT changed();
}

QString ScenarioRecorder::nameOf(const Party &party)
{
    if (!m_names.contains(&party)) {
        const QString name = freeName(party.identity().name);
        m_names.insert(&party, name);
        m_scenario.parties.push_back({ name, party.isContact() });
    }
    return m_names.value(&party);
}

// A file names nobody twice, not even who is gone.
QString ScenarioRecorder::freeName(const QString &name) const
{
    const auto isTaken = [this](const QString &wanted) {
        return std::any_of(m_scenario.parties.begin(), m_scenario.parties.end(), [&](const ScenarioParty &party) { return party.name == wanted; });
    };
    QString free = name;
    for (int number = 2; isTaken(free); ++number)
        free = QStringLiteral("%1 (%2)").arg(name).arg(number);
    return free;
}

} // namespace conversa::console
