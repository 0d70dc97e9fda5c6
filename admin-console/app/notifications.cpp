// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notifications.h"

namespace conversa::console {

namespace {

const QString DesktopService = QStringLiteral("org.freedesktop.Notifications");
const QString DesktopPath = QStringLiteral("/org/freedesktop/Notifications");
const QString ShowAction = QStringLiteral("default"); // a click on the notification itself
constexpr int DesktopDecides = -1;

} // namespace

Notifications::Notifications(const Settings &settings, QObject *parent)
    : Notifications(settings, pause, parent)
{
}

Notifications::Notifications(const Settings &settings, std::chrono::milliseconds between, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_desktop(DesktopService, DesktopPath, QDBusConnection::sessionBus())
{
    for (int i = 0; i < NoticeCount; ++i) {
        QTimer &timer = m_channels[size_t(i)].pause;
        timer.setSingleShot(true);
        timer.setInterval(between);
        connect(&timer, &QTimer::timeout, this, [this, i] { onPauseOver(Notice(i)); });
    }
    connect(&m_desktop, &OrgFreedesktopNotificationsInterface::ActionInvoked, this, &Notifications::onActionInvoked);
    auto *watcher = new QDBusPendingCallWatcher(m_desktop.GetCapabilities(), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QStringList> reply = *watcher;
        m_takesMarkup = !reply.isValid() || reply.value().contains(QLatin1String("body-markup"));
        watcher->deleteLater();
    });
}

void Notifications::tell(Notice notice, const QString &summary, const QString &body)
{
    if (!m_settings.notifies(notice))
        return;
    if (channel(notice).pause.isActive())
        ++channel(notice).held;
    else
        show(notice, summary, notice == Notice::Message && m_settings.masksTexts() ? QString() : body);
}

void Notifications::onPauseOver(Notice notice)
{
    const int held = std::exchange(channel(notice).held, 0);
    if (held > 0 && m_settings.notifies(notice))
        show(notice, heldText(notice, held), {});
}

void Notifications::show(Notice notice, const QString &summary, const QString &body)
{
    channel(notice).pause.start();
    auto *watcher = new QDBusPendingCallWatcher(
        m_desktop.Notify(tr("Conversa console"), channel(notice).id, QStringLiteral("conversa-console"), summary,
            m_takesMarkup ? body.toHtmlEscaped() : body, { ShowAction, tr("Show") },
            { { QStringLiteral("desktop-entry"), QStringLiteral("org.conversa.console") } }, DesktopDecides),
        this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, notice] {
        const QDBusPendingReply<uint> reply = *watcher;
        channel(notice).id = reply.isValid() ? reply.value() : 0;
        watcher->deleteLater();
    });
}

void Notifications::onActionInvoked(uint id, const QString &action)
{
    for (int i = 0; i < NoticeCount; ++i) {
        if (action == ShowAction && id != 0 && channel(Notice(i)).id == id)
            return Q_EMIT activated(Notice(i));
    }
}

QString Notifications::heldText(Notice notice, int count) const
{
    switch (notice) {
    case Notice::Message:
        return tr("%n more message(s)", nullptr, count);
    case Notice::ConnectionLost:
        return tr("The connection was lost %n more time(s)", nullptr, count);
    case Notice::Security:
        return tr("%n more security event(s)", nullptr, count);
    case Notice::NodeSilent:
        break;
    }
    return tr("%n more server(s) fell silent", nullptr, count);
}

} // namespace conversa::console
