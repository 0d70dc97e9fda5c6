// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"
#include "chat/storereader.h"
#include "hub/registry.h"
#include "protocol/servermessages.h"

#include <functional>

namespace conversa {

// A page of a session `principal` may reach, asked of an open store; NotFound, Unavailable.
Result<HistoryPage> readHistory(MessageStore &store, const Principal &principal, const HistoryQuery &query, bool autoCreate);

// Reads sessions and their messages for one network thread, under the rights of whoever asks. Answers come back in that
// thread.
class HistoryService
{
public:
    HistoryService(StoreReader reader, bool autoCreate);

    // What a new member is told of a session `principal` may reach; NotFound, Unavailable, Overloaded.
    void session(const std::shared_ptr<const Principal> &principal, const SessionKey &key,
                 std::function<void(Result<KnownSession>)> then) const;
    // A page of a session `principal` may reach; the same errors.
    void page(const std::shared_ptr<const Principal> &principal, const HistoryQuery &query,
              std::function<void(Result<HistoryPage>)> then) const;
    // A page for members who have been let in already.
    void memberPage(const HistoryQuery &query, std::function<void(Result<HistoryPage>)> then) const;

private:
    StoreReader m_reader;
    bool m_autoCreate;
};

} // namespace conversa
