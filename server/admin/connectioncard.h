// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/closedrow.h"
#include "auth/principal.h"
#include "core/tally.h"

#include <atomic>
#include <memory>
#include <memory_resource>

namespace conversa {

// What never changes of a connection.
struct ConnectionFacts
{
    ConnectionId id;
    std::shared_ptr<const Principal> principal;
    IpAddress address;
    QByteArray origin = {}; // empty: none was sent
    QByteArray client = {}; // what the program calls itself
    Audience audience = Audience::Escaped;
    int thread = 0; // its network thread
    qint64 openedMs = 0; // Unix time
    qint64 openedMonotonicMs = 0;
};

// The figures of one connection, in one line of the cache: written by its network thread alone, read by any.
struct alignas(64) ConnectionFigures
{
    Tally messagesIn;
    Tally messagesOut;
    Tally bytesIn;
    Tally bytesOut;
    Tally queue; // bytes that wait for the client
    Tally activeMs; // of the last message, monotonic
    Tally sessions; // joined
    Tally rttMs; // of the last ping, plus 1; 0: none was answered yet
};

// What went through one network thread since its start: written by it alone, read by any.
struct alignas(64) Traffic
{
    Tally opened; // connections
    Tally closed;
    Tally messagesIn; // from clients
    Tally messagesOut;
    Tally bytesIn;
    Tally bytesOut;
};

// One connection as the administrator's table has it. Owned by the ConnectionIndex.
struct ConnectionCard
{
    explicit ConnectionCard(ConnectionFacts known)
        : facts(std::move(known))
    {
        figures.activeMs.set(facts.openedMonotonicMs);
    }

    ConnectionFigures figures;
    const ConnectionFacts facts;
    std::atomic<ConnectionState> state = ConnectionState::Open; // written by its network thread
    size_t slot = 0; // the index's own
};

// How a connection ended.
struct ConnectionEnding
{
    quint16 code = 0; // RFC 6455
    QByteArray reason;
    bool byClient = false;
    qint64 closedMs = 0; // Unix time
    qint64 durationMs = 0;
};

// Cards lie together in memory: reading many that are strewn over it costs more than all that is done with them.
struct DropCard
{
    std::pmr::memory_resource *memory = nullptr;

    void operator()(ConnectionCard *card) const { std::pmr::polymorphic_allocator<>(memory).delete_object(card); }
};
using CardPointer = std::unique_ptr<ConnectionCard, DropCard>;

struct ClosedConnection
{
    CardPointer card;
    ConnectionEnding ending;
};

// Reads cards as rows: knows this server's name, and the time on the wall at the monotonic zero.
struct CardReader
{
    QByteArray node;
    qint64 wallOffsetMs = 0;

    FieldValue value(const ConnectionCard &card, size_t field) const;
    FieldValue value(const ClosedConnection &closed, size_t field) const;
    ConnectionRow row(const ConnectionCard &card) const;
    ClosedRow row(const ClosedConnection &closed) const;
};

} // namespace conversa
