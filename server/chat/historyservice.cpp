// SPDX-License-Identifier: Apache-2.0
#include "chat/historyservice.h"

#include "chat/access.h"

namespace conversa {

namespace {

Result<KnownSession> readSession(MessageStore &store, const Principal &principal, const SessionKey &key, bool autoCreate)
{
    const auto stored = store.session(key);
    if (!stored)
        return stored.error();
    return reachSession(principal, key.session, *stored, autoCreate);
}

Result<KnownSession> readForJoin(MessageStore &store, const Principal &principal, const SessionKey &key, bool autoCreate)
{
    auto stored = store.joinedSession(key);
    if (!stored)
        return stored.error();
    const auto state = *stored ? std::optional((*stored)->state) : std::nullopt;
    auto known = reachSession(principal, key.session, state, autoCreate);
    if (known && *stored)
        known->watermarks = std::move((*stored)->watermarks);
    return known;
}

Result<HistoryPage> readPage(MessageStore &store, const HistoryQuery &query)
{
    auto page = store.history(query);
    if (!page)
        return page.error();
    return HistoryPage{query.key.session, std::move(page->messages), page->hasMore};
}

} // namespace

Result<HistoryPage> readHistory(MessageStore &store, const Principal &principal, const HistoryQuery &query, bool autoCreate)
{
    if (const auto session = readSession(store, principal, query.key, autoCreate); !session)
        return session.error();
    auto page = readPage(store, query);
    if (!page || page->messages.empty())
        return page;
    const auto marks = store.sideMarks(query.key);
    if (!marks)
        return marks.error();
    page->marks = *marks;
    return page;
}

HistoryService::HistoryService(StoreReader reader, bool autoCreate)
    : m_reader(reader)
    , m_autoCreate(autoCreate)
{
}

void HistoryService::session(const std::shared_ptr<const Principal> &principal, const SessionKey &key,
                             std::function<void(Result<KnownSession>)> then) const
{
    m_reader.read<KnownSession>([principal, key, autoCreate = m_autoCreate](
                                    MessageStore &store) { return readForJoin(store, *principal, key, autoCreate); },
                                std::move(then));
}

void HistoryService::page(const std::shared_ptr<const Principal> &principal, const HistoryQuery &query,
                          std::function<void(Result<HistoryPage>)> then) const
{
    m_reader.read<HistoryPage>([principal, query, autoCreate = m_autoCreate](
                                   MessageStore &store) { return readHistory(store, *principal, query, autoCreate); },
                               std::move(then));
}

void HistoryService::memberPage(const HistoryQuery &query, std::function<void(Result<HistoryPage>)> then) const
{
    m_reader.read<HistoryPage>([query](MessageStore &store) { return readPage(store, query); }, std::move(then));
}

} // namespace conversa
