// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace conversa {

// A token bucket: `perSecond` tokens flow in, at most `burst` wait.
struct Rate
{
    double perSecond = 0;
    double burst = 0;
};

// The table "Limits and clocks" of docs/protocol.md with its defaults. Sizes in bytes, times in milliseconds. Every row is
// a configuration key; the rate rows obey `ratesEnabled`, the others always hold.
struct Limits
{
    qint64 text = 10'240;         // received UTF-8 of a message, before cleaning
    qint64 frame = 65'536;        // inbound WebSocket frame and message
    int jsonDepth = 16;           // containers inside each other
    int jsonKeys = 64;            // of one object
    int joinedSessions = 100;     // a connection
    qint64 sendQueue = 1'048'576; // a connection; more closes 4008
    qint64 pingInterval = 25'000;
    qint64 heartbeat = 60'000; // no byte at all: 4009 heartbeat
    qint64 abort = 2'000;      // from a close nobody answers to the end of the socket
    qint64 idle = 900'000;     // no client message: 4009 idle
    qint64 handshake = 10'000; // 408
    qint64 head = 16'384;      // HTTP head: 431
    int headers = 100;         // 431
    qint64 uri = 8'192;        // 414
    qint64 body = 65'536;      // of a REST request: 413
    int userConnections = 20;  // 429 at the door
    qint64 admission = 1'000; // longer in line, for the server or the store: 503
    int connections = 0;       // all of this server, then 503; 0: what the open-file limit allows
    qint64 typingRepeat = 3'000;
    qint64 typingChange = 1'000;
    qint64 typingExpiry = 6'000;
    qint64 presenceGrace = 5'000;
    int presenceUsers = 100; // larger sessions have no presence events
    int inboxConnections = 100; // of a tenant's agents on a server; with more there are no inbox events
    qint64 resumeMessages = 10'000;
    int pageMessages = 100;        // of history and replays
    qint64 pageBytes = 262'144;    // the same, as they go over the wire
    qint64 drain = 20'000; // SIGTERM: connections are closed over this time at most

    bool ratesEnabled = false;
    Rate connects{5, 100};        // per IP (IPv6: per /64): 300 a minute
    Rate badTokens{20.0 / 60, 20}; // per IP
    Rate messages{30, 60};        // per user; three strikes in 60 s close 4029
    Rate actions{20, 40};         // typing, joins, marks per connection
    Rate rest{50, 100};           // per key
    int jsonErrors = 3;           // in 10 s: 1008
};

} // namespace conversa
