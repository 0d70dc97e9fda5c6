// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/settings.h"
#include "notificationsinterface.h"

#include <QTimer>

#include <array>
#include <chrono>

namespace conversa::console {

// Tells the desktop what happened (org.freedesktop.Notifications). Of each kind at most one in ten seconds: what comes in
// between is counted, and the next one says how much it was in the place of the one before. Where nobody shows
// notifications, nothing happens. Lives in the GUI thread, owned by main().
class Notifications : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds pause{ 10'000 };

    // `settings` outlives it and says which kinds are wanted.
    explicit Notifications(const Settings &settings, QObject *parent = nullptr);
    Notifications(const Settings &settings, std::chrono::milliseconds between, QObject *parent = nullptr);

    // `body` may hold a customer's words: it is left out while texts are masked.
    void tell(Notice notice, const QString &summary, const QString &body = {});

Q_SIGNALS:
    // The person wants to see it.
    void activated(conversa::console::Notice notice);

private Q_SLOTS:
    void onActionInvoked(uint id, const QString &action);

private:
    struct Channel
    {
        QTimer pause;
        int held = 0;
        uint id = 0; // as the desktop calls the last one; 0: none
    };

    void onPauseOver(Notice notice);
    void show(Notice notice, const QString &summary, const QString &body);
    QString heldText(Notice notice, int count) const;
    Channel &channel(Notice notice) { return m_channels[size_t(notice)]; }

    const Settings &m_settings;
    OrgFreedesktopNotificationsInterface m_desktop;
    std::array<Channel, NoticeCount> m_channels;
    bool m_takesMarkup = true; // until the desktop says no: escaped too much is ugly, too little is somebody else's markup
};

} // namespace conversa::console
