// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/keyrow.h"
#include "model/localtable.h"
#include "model/polledtable.h"

namespace conversa::console {

// All API keys that the server shows us, the newest first, asked for again while somebody looks. Owned by a page.
class KeyTable : public LocalTable<KeyRow>
{
public:
    static constexpr std::chrono::seconds interval{ 10 };

    // `rest` outlives it.
    explicit KeyTable(Rest &rest, QObject *parent = nullptr);

    void setWatched(bool isWatched) override;
    void refresh() override;

private:
    void ask(const QString &cursor);
    void onPage(const Answer<RestPage<KeyRow>> &answer);

    Rest &m_rest;
    QTimer m_timer;
    std::vector<KeyRow> m_gathered; // of the pages so far
    quint64 m_round = 0; // which one an answer belongs to
    bool m_isWatched = false;
};

} // namespace conversa::console
