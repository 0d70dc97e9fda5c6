// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/connectionspage.h"

namespace conversa::console {

ConnectionsPage::ConnectionsPage(LiveState &live, QWidget *parent)
    : Page(parent)
    , m_live(live)
    , m_closed(live)
{
    setObjectName(QStringLiteral("connections"));
    m_tabs.setDocumentMode(true);
    for (TablePage *page : { static_cast<TablePage *>(&m_live), static_cast<TablePage *>(&m_closed) }) {
        page->layout()->setContentsMargins(0, 12, 0, 0);
        m_tabs.addTab(page, QString());
        connect(page, &Page::jumpRequested, this, &Page::jumpRequested);
        connect(page, &Page::remarked, this, &Page::remarked);
    }
    setContent(&m_tabs);
    setState(PageState::Ready);
    retranslate();
}

void ConnectionsPage::lookFor(const QString &what)
{
    m_tabs.setCurrentWidget(&m_live);
    m_live.lookFor(what);
}

void ConnectionsPage::retranslate()
{
    m_tabs.setTabText(0, m_live.title());
    m_tabs.setTabText(1, m_closed.title());
}

} // namespace conversa::console
