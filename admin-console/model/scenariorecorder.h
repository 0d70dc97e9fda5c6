// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/chatstate.h"
#include "model/scenario.h"

namespace conversa::console {

// Writes down what the parties of a tester do and hear, as the scenario that does it again. GUI thread; owned by the page.
class ScenarioRecorder : public QObject
{
    Q_OBJECT

public:
    // All it hears of outlives it. Of a tester alone it does not hear that a session is closed over REST.
    explicit ScenarioRecorder(ChatTester &tester, QObject *parent = nullptr);
    explicit ScenarioRecorder(ChatState &chat, QObject *parent = nullptr);

    // Forgets what it had; parties that are in the session are taken to join first.
    void start();
    void stop();
    bool isRecording() const { return m_isRecording; }
    // Without a party or a step while there is nothing.
    const Scenario &scenario() const { return m_scenario; }

Q_SIGNALS:
    void changed();

private:
    void follow(Party *party);
    void onActed(const Party &party, const PartyAct &act);
    void onHeard(const Party &party, const PartyEvent &event);
    void onStored(const QByteArray &key, MessageId id);
    void add(const Party &party, ScenarioStep step);
    QString nameOf(const Party &party);
    QString freeName(const QString &name) const;

    ChatTester &m_tester;
    Scenario m_scenario;
    QHash<const Party *, QString> m_names;
    QHash<QByteArray, QString> m_saidNames; // by key
    QHash<MessageId, QString> m_messageNames;
    bool m_isRecording = false;
};

} // namespace conversa::console
