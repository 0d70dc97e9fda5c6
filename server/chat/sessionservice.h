// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"
#include "chat/inboxfeed.h"
#include "hub/hub.h"
#include "protocol/restreader.h"
#include "store/storage.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace conversa {

// What an agent asks of the inbox.
struct InboxFilter
{
    bool closed = false;
    std::optional<bool> unread = {}; // only sessions with, or without, unread messages
    std::optional<bool> waiting = {}; // only those whose contact waits for an answer, or does not
    InboxPlace before = inboxStart();
    int limit = 50;
};

struct InboxPage
{
    std::vector<InboxRow> rows; // the latest changed first
    std::optional<InboxPlace> next = {}; // from where to go on; absent: there is nothing more
};

// A page under the rights of `principal`. It looks at a bounded number of sessions, so that one with a filter may hold few
// rows, or none, and still be followed by more.
Result<InboxPage> readInbox(MessageStore &store, const Principal &principal, const InboxFilter &filter);

// Sessions as such: the inbox, making, closing and reopening them. Answers come on a storage thread. Thread-safe; owned by the
// composition root.
class SessionService
{
public:
    struct Made
    {
        InboxRow row;
        bool isNew = false;
    };
    template <typename T>
    using Then = std::function<void(Result<T>)>;
    using Asking = std::shared_ptr<const Principal>;

    SessionService(Storage &storage, Hub &hub, InboxFeed &inboxes);

    void inbox(const Asking &principal, const InboxFilter &filter, Then<InboxPage> then);
    // A session before its first message; one that is there already is answered with, and its contact's name noted.
    // InvalidField when it is another contact's.
    void create(const Asking &principal, const SessionBody &session, Then<Made> then);
    // NotFound.
    void setClosed(const Asking &principal, SessionId session, bool closed, Then<InboxRow> then);
    // Closes what nobody wrote in for so long; `done` says whether there may be more.
    void closeIdle(qint64 idleMs, std::function<void(bool isMore)> done);

private:
    Result<InboxRow> change(MessageStore &store, const Principal &principal, SessionId session, bool closed);
    void tell(const Closed &closed);

    Storage &m_storage;
    Hub &m_hub;
    InboxFeed &m_inboxes;
};

} // namespace conversa
