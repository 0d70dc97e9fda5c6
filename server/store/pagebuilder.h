// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/messagestore.h"

namespace conversa {

// Cuts what a history query finds to its limits. Fed from the bound outwards: ascending for after_seq, else descending.
class PageBuilder
{
public:
    explicit PageBuilder(const HistoryQuery &query);

    // False: the page is full, and this message already belongs to the next one.
    bool add(ChatMessage message);
    // The page, ascending.
    StoredPage finish() &&;

private:
    const HistoryQuery &m_query;
    StoredPage m_page;
    qint64 m_bytes = 0;
};

} // namespace conversa
