// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktoplink.h"

#include "app/mainwindow.h"
#include "page/inboxpage.h"

namespace conversa::console {

DesktopLink::DesktopLink(MainWindow &window, LiveState &live, const Settings &settings)
    : m_window(window)
    , m_live(live)
    , m_notices(settings)
{
    for (const PageEntry &entry : window.pages()) {
        if (const auto *inbox = qobject_cast<InboxPage *>(entry.page))
            connect(inbox, &InboxPage::newsCame, this, &DesktopLink::onNews);
    }
    connect(&live, &LiveState::linkChanged, this, &DesktopLink::onLinkChanged);
    connect(&live.stats(), &StatsHistory::changed, this, &DesktopLink::onStats);
    connect(&m_notices, &Notifications::activated, this, &DesktopLink::onActivated);
    connect(&m_instance, &SingleInstance::raiseRequested, this, &DesktopLink::raise);
}

void DesktopLink::onNews(const QString &who, const QString &text)
{
    if (!isLookedAt())
        m_notices.tell(Notice::Message, tr("%1 wrote").arg(who), text);
}

void DesktopLink::onLinkChanged(const LinkView &link)
{
    const bool isLost = m_state == LinkState::Connected && link.state == LinkState::Reconnecting;
    m_state = link.state;
    if (isLost && !isLookedAt())
        m_notices.tell(Notice::ConnectionLost, tr("The connection to %1 is lost").arg(m_live.endpoint().address.authority()));
}

void DesktopLink::onStats()
{
    QStringList silent;
    for (const NodeSign &node : m_live.stats().now() ? m_live.stats().now()->nodes : std::vector<NodeSign>()) {
        if (node.isSilent)
            silent << QString::fromUtf8(node.name);
    }
    for (const QString &name : silent) {
        if (!m_silent.contains(name))
            m_notices.tell(Notice::NodeSilent, tr("Server %1 is silent").arg(name));
    }
    m_silent = silent;
}

void DesktopLink::onActivated(Notice notice)
{
    raise();
    m_window.goTo(notice == Notice::Message ? QStringLiteral("inbox") : notice == Notice::NodeSilent ? QStringLiteral("nodes") : QStringLiteral("overview"));
}

bool DesktopLink::isLookedAt() const
{
    return m_window.isActiveWindow();
}

void DesktopLink::raise()
{
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
}

} // namespace conversa::console
