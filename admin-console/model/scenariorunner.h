// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/chatrest.h"
#include "model/scenario.h"

#include <deque>
#include <map>

namespace conversa::console {

// What became of one step.
struct ScenarioReport
{
    size_t number = 0; // from 1
    QString text; // what was to be done
    QString problem = {}; // empty: it was
    qint64 ms = 0; // that it took
};

// Runs one scenario, a step after the other, each with a deadline, and stops at the first that fails. What a party hears before
// it is expected is not lost. One thread; its owner is the program or the page.
class ScenarioRunner : public QObject
{
    Q_OBJECT

public:
    enum class Outcome : quint8 { Passed, Failed, Unreachable };

    struct Place
    {
        Endpoint endpoint;
        Rest *rest; // of this endpoint; outlives the runner
        std::function<QByteArray(const QByteArray &variable)> environment = {}; // where parties' own keys are
    };

    ScenarioRunner(Scenario scenario, Place place, QObject *parent = nullptr);

    void start();
    // Ends it as failed.
    void stop();
    const Scenario &scenario() const { return m_scenario; }

Q_SIGNALS:
    void stepDone(const conversa::console::ScenarioReport &report);
    // `why`: what kept it from its steps; empty where they say it themselves.
    void finished(conversa::console::ScenarioRunner::Outcome outcome, const QString &why);

private Q_SLOTS:
    void onDeadline();

private:
    // What a party heard and nobody expected yet.
    struct Actor
    {
        std::unique_ptr<Party> party;
        std::deque<PartyEvent> heard;
    };

    void onSessionOpened(const Answer<InboxRow> &session);
    void onReached(const Failure &failure);
    bool makeActors();
    void makeActor(const ScenarioParty &who, const QByteArray &key);
    void follow(Actor &actor);

    void beginStep();
    void perform(const ScenarioStep &step, Actor &actor);
    void send(const ScenarioStep &step, Party &party);
    void setClosed(bool isClosed);
    void lookFor(const ScenarioStep &step, Actor &actor);
    void endStep(const QString &problem = {});
    void end(Outcome outcome, const QString &why = {});
    bool isAt(StepKind kind, const Party *party) const;
    const ScenarioStep &step() const { return m_scenario.steps[m_at]; }

    const Scenario m_scenario;
    const Place m_place;
    ChatRest m_rest;
    std::map<QString, Actor> m_actors;
    std::map<QString, MessageId> m_named; // messages
    SessionId m_session;
    ContactId m_contact;
    size_t m_at = 0; // the step that runs
    QByteArray m_sending; // the key of what it sends
    qint64 m_beganMs = 0;
    QTimer m_deadline;
    bool m_isRunning = false;
    bool m_isInStep = false; // not between two
    bool m_ownsSession = false;
};

} // namespace conversa::console
