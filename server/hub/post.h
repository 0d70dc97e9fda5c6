// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "hub/broadcast.h"

#include <functional>
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
};

// An event without history: to the members that are not `exceptUser`.
struct EphemeralDelivery
{
    SessionKey key;
    UserId exceptUser;
    BroadcastPtr event;
};

// A receipt: to the members but the one who gave it.
struct ReceiptDelivery
{
    SessionKey key;
    ConnectionId except; // null when it is unknown or elsewhere
    BroadcastPtr event;
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
using Post = std::variant<MessageDelivery, EphemeralDelivery, ReceiptDelivery, HeadNotice, DirectReply, Task>;

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
