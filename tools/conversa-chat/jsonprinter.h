// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conversa-chat/printer.h"

namespace conversa {

// For a program: one JSON object a line, named by its member `type`.
class JsonPrinter : public Printer
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
