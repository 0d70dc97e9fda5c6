// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/notifications.h"
#include "app/singleinstance.h"
#include "model/livestate.h"

namespace conversa::console {

class MainWindow;

// What the desktop hears of the console and the console of the desktop: notices while nobody looks at the window, and one window
// for a profile. Owned by main().
class DesktopLink : public QObject
{
    Q_OBJECT

public:
    // All outlive it.
    DesktopLink(MainWindow &window, LiveState &live, const Settings &settings);

    // False: another window has the profile, and comes to the front in place of this one.
    bool claim(const QString &profileId) { return m_instance.claim(profileId); }

private Q_SLOTS:
    void onNews(const QString &who, const QString &text);
    void onLinkChanged(const conversa::console::LinkView &link);
    void onStats();
    void onActivated(conversa::console::Notice notice);

private:
    bool isLookedAt() const;
    void raise();

    MainWindow &m_window;
    LiveState &m_live;
    Notifications m_notices;
    SingleInstance m_instance;
    LinkState m_state = LinkState::Disconnected;
    QStringList m_silent; // servers of which it was told
};

} // namespace conversa::console
