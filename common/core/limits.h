// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/live.h"

#include <QtGlobal>

namespace conversa {

// A token bucket: `perSecond` tokens flow in, at most `burst` wait.
struct Rate
{
    Live<double> perSecond = 0;
    Live<double> burst = 0;
};

// The table "Limits and clocks" of docs/protocol.md with its defaults. Sizes in bytes, times in milliseconds. Every row is
// a configuration key; the rate rows obey `ratesEnabled`, the others always hold. Whoever keeps a reference sees what a reload
// of the configuration changes.
struct Limits
{
    Live<qint64> text = 10'240;         // received UTF-8 of a message, before cleaning
    Live<qint64> frame = 65'536;        // inbound WebSocket frame and message
    Live<int> jsonDepth = 16;           // containers inside each other
    Live<int> jsonKeys = 64;            // of one object
    Live<int> joinedSessions = 100;     // a connection
    Live<qint64> sendQueue = 1'048'576; // a connection; more closes 4008
    Live<qint64> pingInterval = 25'000;
    Live<qint64> heartbeat = 60'000; // no byte at all: 4009 heartbeat
    Live<qint64> abort = 2'000;      // from a close nobody answers to the end of the socket
    Live<qint64> idle = 900'000;     // no client message: 4009 idle
    Live<qint64> handshake = 10'000; // 408
    Live<qint64> head = 16'384;      // HTTP head: 431
    Live<int> headers = 100;         // 431
    Live<qint64> uri = 8'192;        // 414
    Live<qint64> body = 65'536;      // of a REST request: 413
    Live<int> userConnections = 20;  // 429 at the door
    Live<qint64> admission = 1'000; // longer in line, for the server or the store: 503
    Live<int> connections = 0;       // all of this server, then 503; 0: what the open-file limit allows
    Live<qint64> memory = 0; // bytes in RAM, then 503 at 85 % of it; 0: what the system allows
    Live<qint64> typingRepeat = 3'000;
    Live<qint64> typingChange = 1'000;
    Live<qint64> typingExpiry = 6'000;
    Live<qint64> presenceGrace = 5'000;
    Live<int> presenceUsers = 100; // larger sessions have no presence events
    Live<int> inboxConnections = 100; // of a tenant's agents on a server; with more there are no inbox events
    Live<qint64> resumeMessages = 10'000;
    Live<int> pageMessages = 100;        // of history and replays
    Live<qint64> pageBytes = 262'144;    // the same, as they go over the wire
    Live<qint64> drain = 20'000; // SIGTERM: connections are closed over this time at most

    Live<bool> ratesEnabled = false;
    Rate connects{5, 100};        // per IP (IPv6: per /64): 300 a minute
    Rate badTokens{20.0 / 60, 20}; // per IP
    Rate messages{30, 60};        // per user; three strikes in 60 s close 4029
    Rate actions{20, 40};         // typing, joins, marks per connection
    Rate rest{50, 100};           // per key
    Live<int> jsonErrors = 3;           // in 10 s: 1008
};

} // namespace conversa
