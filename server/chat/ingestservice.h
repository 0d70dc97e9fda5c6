// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"
#include "chat/inboxfeed.h"
#include "chat/presencetable.h"
#include "core/clock.h"
#include "hub/hub.h"
#include "protocol/restreader.h"
#include "store/storage.h"

#include <functional>
#include <memory>

namespace conversa {

// What became of a receipt that was brought in.
struct ReceiptPlaced
{
    qint64 upToSeq = 0; // 0: its message has not come, and the receipt waits for it
};

// Messages and receipts that come from another system: stored once for each external id, through the same queue as all
// messages, and told to the members like them. Answers come on a storage thread. Thread-safe; owned by the composition root.
class IngestService
{
public:
    template <typename T>
    using Then = std::function<void(Result<T>)>;
    using Asking = std::shared_ptr<const Principal>;

    struct Environment
    {
        Storage &storage;
        Hub &hub;
        PresenceTable &presence;
        InboxFeed &inboxes;
        Clock clock;
        bool autoCreate = true;
    };

    explicit IngestService(Environment environment);

    // Answered once the message is committed and the receipts that waited for it are.
    void bring(const Asking &principal, SessionId session, const MessageBody &message, Then<Appended> then);
    void mark(const Asking &principal, SessionId session, const ReceiptBody &receipt, Then<ReceiptPlaced> then);

private:
    Result<AppendRequest> requestOf(const Principal &principal, SessionId session, const MessageBody &message) const;
    void unpark(const Appended &appended, const QByteArray &externalId, Then<Appended> then);
    Result<void> applyParked(MessageStore &store, const Appended &appended, const QByteArray &externalId);
    Result<ReceiptPlaced> place(MessageStore &store, const Principal &principal, SessionId session, const ReceiptBody &receipt);
    Result<void> move(MessageStore &store, const WatermarkMove &move);

    Environment m_env;
};

} // namespace conversa
