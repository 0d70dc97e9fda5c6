// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>

namespace conversa::console {

// One console for each profile of a person on a machine: who claims it second asks the first to come to the front.
// Lives in the GUI thread, owned by main().
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    explicit SingleInstance(QObject *parent = nullptr);

    // Gives up what was claimed before. False: another console has this profile, and was asked to show itself. Where
    // nothing can be claimed at all, two windows are better than none.
    bool claim(const QString &profileId);

Q_SIGNALS:
    // Somebody started a console for the claimed profile.
    void raiseRequested();

private Q_SLOTS:
    void onConnection();

private:
    QLocalServer m_server;
};

} // namespace conversa::console
