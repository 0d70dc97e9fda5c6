// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/notifications.h"
#include "app/singleinstance.h"
#include "model/newsdesk.h"

namespace conversa::console {

class MainWindow;

// What the desktop hears of the console and the console of the desktop: notices while nobody looks at the window, and one window
// for a profile. Owned by main().
class DesktopLink : public QObject
{
    Q_OBJECT

public:
    // All outlive it.
    DesktopLink(MainWindow &window, LiveState &live, ChatState &chat, const Settings &settings);

private Q_SLOTS:
    void onHappened(conversa::console::Notice notice, const QString &summary, const QString &body);
    void onActivated(conversa::console::Notice notice);

private:
    MainWindow &m_window;
    NewsDesk m_desk;
    Notifications m_notices;
    SingleInstance m_instance;
};

} // namespace conversa::console
