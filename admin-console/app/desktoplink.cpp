// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktoplink.h"

#include "app/mainwindow.h"

namespace conversa::console {

namespace {

QString pageOf(Notice notice)
{
    switch (notice) {
    case Notice::Message:
        return QStringLiteral("inbox");
    case Notice::Security:
        return QStringLiteral("security");
    case Notice::NodeSilent:
        return QStringLiteral("nodes");
    case Notice::ConnectionLost:
        break;
    }
    return QStringLiteral("overview");
}

} // namespace

DesktopLink::DesktopLink(MainWindow &window, LiveState &live, ChatState &chat, const Settings &settings)
    : m_window(window)
    , m_desk(live, chat, settings)
    , m_notices(settings)
{
    window.setInstance(m_instance);
    connect(&m_desk, &NewsDesk::happened, this, &DesktopLink::onHappened);
    connect(&m_notices, &Notifications::activated, this, &DesktopLink::onActivated);
}

void DesktopLink::onHappened(Notice notice, const QString &summary, const QString &body)
{
    // Whoever looks at the window sees it there.
    if (!m_window.isActiveWindow())
        m_notices.tell(notice, summary, body);
}

void DesktopLink::onActivated(Notice notice)
{
    m_window.comeToTheFront();
    m_window.goTo(pageOf(notice));
}

} // namespace conversa::console
