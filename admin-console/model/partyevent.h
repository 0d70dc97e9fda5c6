// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace conversa::console {

// What a party of a chat does: the words of a scenario's steps.
struct PartyAct
{
    enum class Kind : quint8 { Join, Leave, Disconnect, Type, StopTyping, Send, Delivered, Read };

    Kind kind = Kind::Join;
    QString text = {}; // of Send
    std::optional<MessageId> replyTo = {};
    QByteArray key = {}; // of Send: what the message is called until it is stored
};

// What a party of a chat gets to hear: the words of a scenario's expectations.
struct PartyEvent
{
    enum class Kind : quint8 { Message, Typing, StoppedTyping, Delivered, Read, Joined, Left, Closed, Reopened, Notice, Missed, Error };

    Kind kind = Kind::Message;
    QString text = {}; // of a message, a notice, an error
    MessageId message = {}; // of a message
    qint64 seq = 0; // of a message, or up to where a mark goes
};

} // namespace conversa::console
