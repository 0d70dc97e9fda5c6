// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/uuid.h"

#include <QByteArray>

#include <limits>

namespace conversa {

// Something that was done, or refused: who, from where, what, with which result. Texts are UTF-8 on one line; empty: does not
// apply.
struct AuditEvent
{
    qint64 atMs = 0; // Unix time
    QByteArray action; // a fixed word
    QByteArray result; // "ok", or the word or number of a refusal or an end
    QByteArray tenant = {};
    QByteArray keyId = {}; // of the key that was used, never the key
    QByteArray userId = {};
    QByteArray role = {};
    QByteArray address = {};
    QByteArray target = {}; // what it was done to
    QByteArray requestId = {};
    QByteArray detail = {};
};

// An event in its chain: `hash` covers it and the row before (server/audit/auditchain.h).
struct AuditRow
{
    Uuid chain;
    qint64 seq = 0; // from 1, without gaps
    AuditEvent event;
    QByteArray hash; // SHA-256 in hex
};

// The rows of one run of one server. Rows before `firstSeq` were forgotten; `link` is the hash before it.
struct AuditChain
{
    Uuid id;
    QByteArray node;
    qint64 firstSeq = 1;
    QByteArray link;
    qint64 lastSeq = 0;
    QByteArray head; // hash of the last row
};

// A place in the log, the newest first.
struct AuditPlace
{
    qint64 atMs = std::numeric_limits<qint64>::max();
    Uuid chain = {};
    qint64 seq = 0;
};

struct AuditQuery
{
    QByteArray tenant = {}; // empty: all
    qint64 fromMs = 0;
    qint64 toMs = std::numeric_limits<qint64>::max(); // not included
    QByteArray actor = {}; // id of a key or a user; empty: anybody
    QByteArray action = {}; // empty: any
    AuditPlace before = {};
    int limit = 100;
};

} // namespace conversa
