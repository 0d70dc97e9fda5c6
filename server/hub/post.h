// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "hub/broadcast.h"

#include <QHash>

#include <functional>
#include <memory>
#include <variant>
#include <vector>

namespace conversa {

// A stored message for a session's members in one network thread.
struct MessageDelivery
{
    SessionKey key;
    qint64 seq = 0;
    ConnectionId except; // the sender's connection; null when it is unknown or elsewhere
    BroadcastPtr event;
    qint64 takenUs = 0; // steadyUs() when this server took the message; 0: another did
};

// An event without history: to the members that are not `exceptUser`.
struct EphemeralDelivery
{
    SessionKey key;
    UserId exceptUser;
    BroadcastPtr event;
};

// A receipt, or another change of the session itself: to the members but the connection it came from.
struct ReceiptDelivery
{
    SessionKey key;
    ConnectionId except; // null when it is unknown or elsewhere
    BroadcastPtr event;
};

// A session's place in the inboxes of its tenant. An agent who has read further than nobody has an event of its own.
struct InboxNotice
{
    SessionKey key;
    ContactId contact;
    bool opened = false;
    BroadcastPtr common;
    QHash<UserId, BroadcastPtr> own = {};

    const BroadcastPtr &eventFor(UserId user) const
    {
        const auto found = own.constFind(user);
        return found == own.constEnd() ? common : *found;
    }
};

// Inbox notices: to the connections of the tenants' agents.
struct InboxDelivery
{
    std::vector<std::shared_ptr<const InboxNotice>> notices;
};

// Says that a session has messages up to `head` in the store, however it became known.
struct HeadNotice
{
    SessionKey key;
    qint64 head = 0;
};

// One frame for one connection.
struct DirectReply
{
    ConnectionId connection;
    QByteArray frame;
};

using Task = std::function<void()>;
using Post = std::variant<MessageDelivery, EphemeralDelivery, ReceiptDelivery, InboxDelivery, HeadNotice, DirectReply, Task>;

// The way into a network thread from any other: posts are handled in order, one wake-up a batch.
class ThreadPort
{
public:
    virtual ~ThreadPort() = default;
    virtual void postAll(std::vector<Post> batch) = 0;
    void post(Post single)
    {
        std::vector<Post> batch;
        batch.push_back(std::move(single));
        postAll(std::move(batch));
    }
};

} // namespace conversa
