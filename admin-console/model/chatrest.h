// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/party.h"
#include "model/rest.h"
#include "protocol/serverreader.h"

namespace conversa::console {

// What agents ask of a server over REST. A value; the Rest outlives whoever waits.
class ChatRest
{
public:
    using RowDone = std::function<void(const Answer<InboxRow> &)>;

    explicit ChatRest(Rest &rest)
        : m_rest(&rest)
    {
    }

    void openSession(ContactId contact, const QByteArray &contactName, QObject *context, RowDone done) const;
    void setClosed(SessionId session, bool isClosed, QObject *context, RowDone done) const;
    // The open sessions, the latest changed first, from where `cursor` says.
    void inbox(const QByteArray &cursor, QObject *context, std::function<void(const Answer<InboxRows> &)> done) const;
    // Tokens that each open one connection as the contact of a session.
    TokenSource contactOf(SessionId session) const;

private:
    Rest *m_rest;
};

// What went wrong, in one sentence.
Error errorOf(const Failure &failure);

} // namespace conversa::console
