// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conversa-chat/printer.h"

namespace conversa {

// For a person: a message is its time, its author and its text; everything else is a sentence behind "--". What others
// wrote goes through terminalText().
class TextPrinter : public Printer
{
public:
    QByteArray message(const ReceivedMessage &message, const Names &names) const override;
    QByteArray state(const LinkStatus &state) const override;
    QByteArray joined(const SessionJoined &joined) const override;
    QByteArray user(const UserInfo &user, Change change) const override;
    QByteArray receipt(const Receipt &receipt, Reached reached, const Names &names) const override;
    QByteArray missed(const MissedMessages &missed) const override;
    QByteArray failure(const QByteArray &what, const Error &error) const override;
};

} // namespace conversa
