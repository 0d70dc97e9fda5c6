// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages.h"

#include "admin/features.h"
#include "page/auditpage.h"
#include "page/chatpage.h"
#include "page/connectionspage.h"
#include "page/connectpage.h"
#include "page/framepage.h"
#include "page/inboxpage.h"
#include "page/keyspage.h"
#include "page/logspage.h"
#include "page/nodespage.h"
#include "page/overviewpage.h"
#include "page/securitypage.h"
#include "page/sessionspage.h"
#include "page/settingspage.h"

namespace conversa::console {

std::vector<PageEntry> makePages(const Surroundings &around, ConnectPage *connectPage, QWidget *window)
{
    return {
        { new OverviewPage(around.live, window), Access::Admin, feature::stats },
        { new ConnectionsPage(around.live, window), Access::Admin, feature::connections },
        { new SessionsPage(around.live, window), Access::Admin, feature::sessions },
        { new FramePage(around.live, window), Access::Admin, feature::frames },
        { new InboxPage(around.chat, window), Access::Agent },
        { new ChatPage(around.live, around.chat, window), Access::Agent },
        { new NodesPage(around.live, window), Access::Admin, feature::nodes },
        { new AuditPage(around.live, window), Access::Admin, feature::audit },
        { new KeysPage(around.live, window), Access::Admin, feature::keys },
        { new SecurityPage(around.live, window), Access::Admin, feature::security },
        { new LogsPage(around.live, window), Access::Admin, feature::logs },
        { new SettingsPage(around.settings, window), Access::Unknown },
        { connectPage, Access::Unknown },
    };
}

std::vector<Page *> pagesFor(const std::vector<PageEntry> &pages, const Capabilities &capabilities)
{
    const Access access = capabilities.access;
    std::vector<Page *> seen;
    for (const PageEntry &entry : pages) {
        const bool isThere = entry.needs.empty() || capabilities.features.contains(QByteArray(entry.needs.data(), qsizetype(entry.needs.size())));
        // An agent has no use for the list of servers, which the menu opens.
        const bool isSeen = entry.least == Access::Unknown ? access != Access::Agent || entry.page->objectName() != QLatin1String("connect")
                                                            : access >= entry.least;
        if (isThere && isSeen)
            seen.push_back(entry.page);
    }
    return seen;
}

} // namespace conversa::console
