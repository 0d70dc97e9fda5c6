// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"
#include "core/result.h"

namespace conversa {

// What can be asked of the server. Every route of RestApi and every client message names one, and what each takes stands in
// one table (authorization.cpp).
enum class Action : quint8 {
    LookAtHealth,
    ReadStats,
    ReadInbox,
    CreateSession,
    CloseSession, // or reopen
    ReadHistory,
    BringMessage,
    BringReceipt,
    Watch, // the tables and figures of a tenant
    WatchCluster, // what belongs to no tenant
    Disconnect,
    ListRestrictions,
    Ban,
    LiftRestriction,
    RemoveMember,
    RestoreMember,
    SendNotice,
    SetReadOnly,
    DrainNode,
    Reload,
    SetLogLevel,
    CreateKey,
    ListKeys,
    RotateKey,
    RevokeKey,
    ReadAudit,
    VerifyAudit,
    MakeTicket,
    ActAsContact, // a ticket as the contact of a session
    Connect,
    JoinSession,
    LeaveSession,
    SendMessage,
    ShowTyping,
    MarkMessages,
    Authenticate,
    RefreshToken,
    Ping,
    ReadLog,
    TapFrames,
};

// The word under which the audit log has an action; empty: it is not there.
QByteArray auditName(Action action);
// Whether it puts what users say or do into the store.
bool isStored(Action action);
// Whether an action is for those who have a token only.
bool needsToken(Action action);
// Whether `principal` may do this at all; which sessions it reaches is for reachSession() to say. Forbidden names what is
// missing.
Result<void> authorize(const Principal &principal, Action action);

} // namespace conversa
