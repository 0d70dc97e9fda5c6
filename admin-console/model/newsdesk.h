// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/settings.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>
#include <set>

namespace conversa::console {

class ChatState;
class LiveState;
struct LinkView;

// What happened that a person wants to know of while looking elsewhere. Lives in the GUI thread, owned by main().
class NewsDesk : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds everyHalfMinute{ 30'000 };

    // All outlive it. securityEvery: from one look at the server's security events to the next.
    NewsDesk(LiveState &live, ChatState &chat, const Settings &settings, std::chrono::milliseconds securityEvery = everyHalfMinute,
        QObject *parent = nullptr);

Q_SIGNALS:
    void happened(conversa::console::Notice notice, const QString &summary, const QString &body = {});

private Q_SLOTS:
    void onLink();
    void onStats();
    void onTimeToLook();

private:
    void onSecurityCount(qint64 count);

    LiveState &m_live;
    const ChatState &m_chat;
    const Settings &m_settings;
    QTimer m_look;
    bool m_wasConnected = false;
    std::set<QByteArray> m_silent;
    std::optional<qint64> m_security; // events that the server had counted at the last look
};

} // namespace conversa::console
