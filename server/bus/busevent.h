// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "protocol/message.h"
#include "protocol/servermessages.h"

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace conversa {

// What servers tell each other, one struct a kind. A new kind is a struct here, a line in the table of BusCodec and a
// place where it is handled; a server that does not know it ignores it.

// A message was stored.
struct StoredMessage
{
    std::shared_ptr<const ChatMessage> message;
};

// Messages up to `head` are stored: the message itself went astray, or was too much.
struct StoredHead
{
    SessionKey key;
    qint64 head = 0;
    ContactId contact = {}; // null: not known
};

struct TypingChange
{
    SessionKey key;
    UserTyping typing;
};

// A user's first connection in a session came, or the last one went, on the sender's node.
struct PresenceChange
{
    SessionKey key;
    UserInfo user;
    bool joined = false;
};

// Who is in a session on the sender's node, and who types there.
struct Presence
{
    std::vector<UserInfo> users = {};
    std::vector<UserTyping> typing = {};
};

// And on yours? Each answers with a PresenceList.
struct PresenceQuery
{
    SessionKey key;
    Presence presence = {};
};

struct PresenceList
{
    NodeId to;
    SessionKey key;
    Presence presence = {};
};

// A user's watermark has moved.
struct MarkChange
{
    SessionKey key;
    Mark mark = Mark::Delivered;
    Role role = Role::Contact; // of the user
    Receipt receipt;
};

// A session was closed or reopened.
struct ClosedChange
{
    SessionKey key;
    bool closed = false;
    qint64 changedUs = 0; // microseconds of Unix time by the store's clock: of two the greater came later
};

// Sessions of a tenant are not what inboxes show of them: to the servers of its agents, who read them from the store.
struct InboxChange
{
    QByteArray tenant;
    std::vector<SessionId> opened = {}; // were not there before
    std::vector<SessionId> updated = {};
};

// An API key was revoked or shortened: to all servers, who read it from the store.
struct KeyChange
{
    KeyId key;
};

// Goes to the node itself, the whole way round.
struct BusProbe
{
    qint64 number = 0;
};

// A piece of a question that one server asks others, or of an answer to it (see NodeCalls): to one node, or to all.
struct NodePiece
{
    static constexpr qsizetype maxBytes = 5'600; // in base64 it leaves a notice of the database room for the rest
    static constexpr int maxParts = 1'024;

    NodeId from = {}; // the asker of a question; of an answer who answers
    std::optional<NodeId> to = {};
    bool isAnswer = false;
    qint64 number = 0; // of the question, 1 or more, by its asker
    int part = 0; // from 0
    int parts = 1;
    QByteArray bytes = {};
};

using BusEvent = std::variant<StoredMessage, StoredHead, TypingChange, PresenceChange, PresenceQuery, PresenceList, BusProbe,
    NodePiece, MarkChange, ClosedChange, InboxChange, KeyChange>;

struct BusEnvelope
{
    NodeId node; // the sender
    BusEvent event;
};

// The session an event is about; nullptr: none.
const SessionKey *sessionOf(const BusEvent &event);
// What goes by the database where the bus does not carry this: ids and numbers, no text but what servers ask each other.
// nullopt: nothing, it may be lost.
std::optional<BusEvent> noticeOf(const BusEvent &event);

QByteArray sessionChannel(const SessionKey &key); // websocket:session:<tenant>:<uuid>
QByteArray inboxChannel(const QByteArray &tenant); // websocket:inbox:<tenant>
QByteArray nodeChannel(const NodeId &node); // websocket:node:<uuid>
QByteArray allChannel(); // websocket:all
QByteArray channelPattern(); // websocket:*
// The session of a channel; nullopt: it is no session's.
std::optional<SessionKey> sessionOfChannel(QByteArrayView channel);
// The tenant of an inbox channel; nullopt: it is none.
std::optional<QByteArray> tenantOfChannel(QByteArrayView channel);
// Where an event sent by `self` goes.
QByteArray channelOf(const BusEvent &event, const NodeId &self);

} // namespace conversa
