// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/scenariorunner.h"

#include <algorithm>

namespace conversa::console {

namespace {

constexpr int nameSize = 60; // characters of a scenario's name that its contact gets

} // namespace

ScenarioRunner::ScenarioRunner(Scenario scenario, Place place, QObject *parent)
    : QObject(parent)
    , m_scenario(std::move(scenario))
    , m_place(std::move(place))
    , m_rest(*m_place.rest)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &ScenarioRunner::onDeadline);
}

void ScenarioRunner::start()
{
    m_isRunning = true;
    m_contact = m_scenario.contact.value_or(ContactId{ Uuid::random() });
    if (!m_scenario.session) {
        m_rest.openSession(m_contact, m_scenario.name.left(nameSize).toUtf8(), this,
            [this](const Answer<InboxRow> &session) { onSessionOpened(session); });
        return;
    }
    m_session = *m_scenario.session;
    // Whatever the answer, somebody has to be there.
    m_rest.inbox({}, this, [this](const Answer<InboxRows> &page) { onReached(page ? Failure{ .status = 200 } : page.failure()); });
}

void ScenarioRunner::onReached(const Failure &failure)
{
    if (failure.status == 0)
        return end(Outcome::Unreachable, QString::fromUtf8(errorOf(failure).message));
    if (m_isRunning && makeActors())
        beginStep();
}

void ScenarioRunner::stop()
{
    if (m_isInStep)
        endStep(tr("It was stopped."));
    else if (m_isRunning)
        end(Outcome::Failed, tr("It was stopped."));
}

void ScenarioRunner::onSessionOpened(const Answer<InboxRow> &session)
{
    if (!m_isRunning)
        return;
    if (!session) {
        const bool isAway = session.failure().status == 0 || session.failure().status == 503;
        return end(isAway ? Outcome::Unreachable : Outcome::Failed, QString::fromUtf8(errorOf(session.failure()).message));
    }
    m_session = session->session;
    m_ownsSession = true;
    if (makeActors())
        beginStep();
}

bool ScenarioRunner::makeActors()
{
    for (const ScenarioParty &who : m_scenario.parties) {
        const QByteArray key = who.keyFrom.isEmpty() || !m_place.environment ? m_place.endpoint.key : m_place.environment(who.keyFrom);
        if (key.isEmpty()) {
            end(Outcome::Failed, tr("There is no key in the environment variable %1.").arg(QString::fromUtf8(who.keyFrom)));
            return false;
        }
        makeActor(who, key);
    }
    return true;
}

// A contact without a key of its own is one by tickets.
void ScenarioRunner::makeActor(const ScenarioParty &who, const QByteArray &key)
{
    Endpoint endpoint = m_place.endpoint;
    endpoint.key = key;
    Actor &actor = m_actors[who.name];
    const bool isByTicket = who.isContact && who.keyFrom.isEmpty();
    actor.party = std::make_unique<Party>(
        PartyIdentity{ who.name, who.isContact ? PartyIdentity::Kind::Contact : PartyIdentity::Kind::Agent },
        ChatOptions{ .link = socketLink(endpoint, QStringLiteral("/api/v1/ws/messages")) },
        isByTicket ? m_rest.contactOf(m_session) : TokenSource());
    follow(actor);
}

void ScenarioRunner::follow(Actor &actor)
{
    Party *party = actor.party.get();
    connect(party, &Party::heard, this, [this, &actor](const PartyEvent &event) {
        actor.heard.push_back(event);
        if (isAt(StepKind::Expect, actor.party.get()))
            lookFor(step(), actor);
    });
    connect(party, &Party::joined, this, [this, party] {
        if (isAt(StepKind::Join, party))
            endStep();
    });
    connect(party, &Party::joinFailed, this, [this, party](const Error &why) {
        if (isAt(StepKind::Join, party))
            endStep(QString::fromUtf8(why.message));
    });
    connect(party, &Party::statusChanged, this, [this, party] {
        if (isAt(StepKind::Join, party) && party->status().kind == LinkStatus::Kind::Stopped && !party->problem().isEmpty() && !party->isContact())
            endStep(party->problem());
    });
    connect(party, &Party::sayStored, this, [this](const QByteArray &key, MessageId id) {
        if (!m_isInStep || key != m_sending)
            return;
        if (!step().as.isEmpty())
            m_named[step().as] = id;
        endStep(step().fails.isEmpty() ? QString() : tr("It was stored."));
    });
    connect(party, &Party::sayFailed, this, [this](const QByteArray &key, const Error &why) {
        if (!m_isInStep || key != m_sending)
            return;
        const bool isWanted = QByteArrayView(step().fails) == QByteArrayView(traits(why.code).wire.data(), qsizetype(traits(why.code).wire.size()));
        endStep(isWanted ? QString() : QString::fromUtf8(why.message));
    });
}

bool ScenarioRunner::isAt(StepKind kind, const Party *party) const
{
    return m_isInStep && step().kind == kind && m_actors.at(step().party).party.get() == party;
}

void ScenarioRunner::beginStep()
{
    if (m_at == m_scenario.steps.size())
        return end(Outcome::Passed);
    m_isInStep = true;
    m_beganMs = Clock::system().monotonicMs();
    m_deadline.start(step().ms.value_or(m_scenario.deadlineMs));
    if (step().kind != StepKind::Wait)
        perform(step(), m_actors.at(step().party));
}

void ScenarioRunner::perform(const ScenarioStep &now, Actor &actor)
{
    Party &party = *actor.party;
    switch (now.kind) {
    case StepKind::Join:
        return party.enter(m_session, m_contact);
    case StepKind::Send:
        return send(now, party);
    case StepKind::Expect:
        return lookFor(now, actor);
    case StepKind::Close:
    case StepKind::Reopen:
        return setClosed(now.kind == StepKind::Close);
    case StepKind::Leave:
        party.leave();
        break;
    case StepKind::Disconnect:
        party.disconnectNow();
        break;
    case StepKind::Type:
        party.typed();
        break;
    case StepKind::StopTyping:
        party.stopTyping();
        break;
    case StepKind::Delivered:
    case StepKind::Read:
        party.mark(now.kind == StepKind::Read ? Mark::Read : Mark::Delivered);
        break;
    case StepKind::Wait:
        return;
    }
    endStep();
}

void ScenarioRunner::send(const ScenarioStep &now, Party &party)
{
    const auto answered = m_named.find(now.replyTo);
    m_sending = party.say(now.text, answered == m_named.end() ? std::nullopt : std::optional(answered->second));
}

void ScenarioRunner::setClosed(bool isClosed)
{
    m_rest.setClosed(m_session, isClosed, this, [this, at = m_at](const Answer<InboxRow> &row) {
        if (m_isInStep && m_at == at)
            endStep(row ? QString() : QString::fromUtf8(errorOf(row.failure()).message));
    });
}

void ScenarioRunner::lookFor(const ScenarioStep &now, Actor &actor)
{
    const auto found = std::find_if(actor.heard.begin(), actor.heard.end(), [&](const PartyEvent &event) {
        return event.kind == now.event && (now.text.isEmpty() || event.text == now.text);
    });
    if (found == actor.heard.end())
        return;
    actor.heard.erase(found);
    endStep(now.isAbsent ? tr("It came.") : QString());
}

// The time of a wait, and of what must not come, is over as it should be.
void ScenarioRunner::onDeadline()
{
    const bool isWait = step().kind == StepKind::Wait || (step().kind == StepKind::Expect && step().isAbsent);
    endStep(isWait ? QString() : tr("Nothing came within %1 ms.").arg(step().ms.value_or(m_scenario.deadlineMs)));
}

// The next one begins from the event loop, so that no step runs inside another one's signals.
void ScenarioRunner::endStep(const QString &problem)
{
    m_isInStep = false;
    m_deadline.stop();
    m_sending.clear();
    Q_EMIT stepDone({ m_at + 1, describe(step()), problem, Clock::system().monotonicMs() - m_beganMs });
    ++m_at;
    if (!problem.isEmpty())
        return end(Outcome::Failed);
    QMetaObject::invokeMethod(this, [this] {
        if (m_isRunning)
            beginStep();
    }, Qt::QueuedConnection);
}

void ScenarioRunner::end(Outcome outcome, const QString &why)
{
    m_isRunning = false;
    m_deadline.stop();
    for (auto &[name, actor] : m_actors)
        actor.party->disconnectNow();
    if (!m_ownsSession) {
        Q_EMIT finished(outcome, why);
        return;
    }
    // What was made for the run is closed behind it.
    m_rest.setClosed(m_session, true, this, [this, outcome, why](const Answer<InboxRow> &) { Q_EMIT finished(outcome, why); });
}

} // namespace conversa::console
