// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"
#include "chat/inboxfeed.h"
#include "chat/presencetable.h"
#include "chat/storereader.h"
#include "core/clock.h"
#include "hub/hub.h"
#include "protocol/clientmessages.h"

#include <functional>
#include <memory>
#include <vector>

namespace conversa {

// One mark of a member, and who hears if nothing comes of it.
struct MarkRequest
{
    SessionKey key;
    UserId user;
    Role role = Role::Contact;
    ConnectionId connection;
    MarkMessages mark;
    std::function<void(const Error &)> refuse; // called in the thread of the service
};

// One watermark that moved, by the last of the marks that asked for it.
struct MovedMark
{
    Mark mark = Mark::Delivered;
    MarkedMessage message;
    size_t request = 0; // in the batch
};

struct MarksMoved
{
    std::vector<MovedMark> moved; // one a session, user and mark
    std::vector<size_t> unknown; // requests whose message is not in their session
};

// Stores a batch of marks: many of one user and session become one.
Result<MarksMoved> storeMarks(MessageStore &store, const std::vector<MarkRequest> &batch);

// Watermarks as members move them: gathers what comes within a moment, stores it beside the messages, and tells the others
// through the hub once it is stored. One lives in each network thread.
class ReceiptService
{
public:
    // Runs a task in this thread after a delay in milliseconds.
    using Later = std::function<void(qint64 delayMs, Task task)>;

    ReceiptService(StoreReader reader, PresenceTable &presence, Hub &hub, InboxFeed &inboxes, Clock clock, Later later);

    // Takes a mark over; NotFound when its message is not in the session, Unavailable, Overloaded.
    void submit(MarkRequest request);

private:
    using Batch = std::vector<MarkRequest>;

    void flush();
    void settle(const Batch &batch, const Result<MarksMoved> &outcome);

    StoreReader m_reader;
    PresenceTable &m_presence;
    Hub &m_hub;
    InboxFeed &m_inboxes;
    Clock m_clock;
    Later m_later;
    Batch m_gathered;
};

} // namespace conversa
