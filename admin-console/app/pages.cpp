// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages.h"

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
        { new OverviewPage(around.live, window), Access::Admin },
        { new ConnectionsPage(around.live, window), Access::Admin },
        { new SessionsPage(around.live, window), Access::Admin },
        { new FramePage(around.live, window), Access::Admin },
        { new InboxPage(around.chat, window), Access::Agent },
        { new ChatPage(around.live, around.chat, window), Access::Agent },
        { new NodesPage(around.live, window), Access::Admin },
        { new AuditPage(around.live, window), Access::Admin },
        { new KeysPage(around.live, window), Access::Admin },
        { new SecurityPage(around.live, window), Access::Admin },
        { new LogsPage(around.live, window), Access::Admin },
        { new SettingsPage(around.settings, window), Access::Unknown },
        { connectPage, Access::Unknown },
    };
}

std::vector<Page *> pagesFor(const std::vector<PageEntry> &pages, Access access)
{
    std::vector<Page *> seen;
    for (const PageEntry &entry : pages) {
        // An agent has no use for the list of servers, which the menu opens.
        const bool isSeen = entry.least == Access::Unknown ? access != Access::Agent || entry.page->objectName() != QLatin1String("connect")
                                                            : access >= entry.least;
        if (isSeen)
            seen.push_back(entry.page);
    }
    return seen;
}

} // namespace conversa::console
