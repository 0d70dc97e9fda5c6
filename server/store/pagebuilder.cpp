// SPDX-License-Identifier: Apache-2.0
#include "store/pagebuilder.h"

#include "protocol/servermessages.h"

#include <algorithm>

namespace conversa {

PageBuilder::PageBuilder(const HistoryQuery &query)
    : m_query(query)
{
}

bool PageBuilder::add(ChatMessage message)
{
    const qint64 bytes = m_bytes + wireSize(message);
    const bool full = qsizetype(m_page.messages.size()) >= m_query.limit || bytes > m_query.maxBytes;
    if (full && !m_page.messages.empty()) {
        m_page.hasMore = true;
        return false;
    }
    m_bytes = bytes;
    m_page.messages.push_back(std::move(message));
    return true;
}

StoredPage PageBuilder::finish() &&
{
    if (!m_query.afterSeq)
        std::reverse(m_page.messages.begin(), m_page.messages.end());
    return std::move(m_page);
}

} // namespace conversa
