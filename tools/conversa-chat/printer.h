// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connector.h"
#include "client/sessiontrack.h"
#include "conversa-chat/names.h"

namespace conversa {

// What happens in a session, made into lines. Pure: what it returns, line end and all, is written by the ChatProgram;
// empty: not worth a line.
class Printer
{
public:
    enum class Change { Came, Went, TypingBegan, TypingEnded };
    enum class Reached { Delivered, Read };

    Printer() = default;
    virtual ~Printer() = default;
    Q_DISABLE_COPY_MOVE(Printer)

    virtual QByteArray message(const ReceivedMessage &message, const Names &names) const = 0;
    virtual QByteArray state(const LinkStatus &state) const = 0;
    virtual QByteArray joined(const SessionJoined &joined) const = 0;
    virtual QByteArray user(const UserInfo &user, Change change) const = 0;
    virtual QByteArray receipt(const Receipt &receipt, Reached reached, const Names &names) const = 0;
    virtual QByteArray missed(const MissedMessages &missed) const = 0;
    // `what` failed, in a few words of ours.
    virtual QByteArray failure(const QByteArray &what, const Error &error) const = 0;
};

} // namespace conversa
