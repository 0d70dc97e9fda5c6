// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/keytable.h"

namespace conversa::console {

namespace {

Result<RestPage<KeyRow>> readKeys(QByteArrayView body)
{
    return readRestPage<KeyRow>(body, "keys", readKeyRow);
}

} // namespace

KeyTable::KeyTable(Rest &rest, QObject *parent)
    : LocalTable(keyFields(), parent)
    , m_rest(rest)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, [this] { refresh(); });
}

void KeyTable::setWatched(bool isWatched)
{
    m_isWatched = isWatched;
    m_timer.stop();
    refresh();
}

void KeyTable::refresh()
{
    ++m_round;
    m_gathered.clear();
    if (m_isWatched)
        ask({});
}

void KeyTable::ask(const QString &cursor)
{
    RestRequest request{ QStringLiteral("/api/v1/auth/api-keys") };
    request.query.addQueryItem(QStringLiteral("limit"), QStringLiteral("500"));
    if (!cursor.isEmpty())
        request.query.addQueryItem(QStringLiteral("cursor"), cursor);
    m_rest.ask<RestPage<KeyRow>>(std::move(request), readKeys, this, [this, round = m_round](const Answer<RestPage<KeyRow>> &answer) {
        if (round == m_round)
            onPage(answer);
    });
}

void KeyTable::onPage(const Answer<RestPage<KeyRow>> &answer)
{
    if (!answer) {
        const bool isRefusal = answer.failure().status >= 400 && answer.failure().status < 500;
        setFreshness(isRefusal || freshness() == Freshness::Empty ? Freshness::Refused : Freshness::Stale, answer.failure());
        m_timer.start();
        return;
    }
    m_gathered.insert(m_gathered.end(), answer->view.rows.begin(), answer->view.rows.end());
    if (!answer->nextCursor.isEmpty() && m_gathered.size() < mostRows)
        return ask(answer->nextCursor);
    setRows(std::move(m_gathered));
    m_timer.start();
}

} // namespace conversa::console
