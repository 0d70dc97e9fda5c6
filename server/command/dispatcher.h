// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/restrictions.h"
#include "command/gethistory.h"
#include "command/joinsession.h"
#include "command/leavesession.h"
#include "command/markmessages.h"
#include "command/refreshtoken.h"
#include "command/sendmessage.h"
#include "command/typing.h"
#include "measure/netfigures.h"
#include "protocol/clientreader.h"

namespace conversa {

// The way of every client message: read, checked, handed to the command of its type. The one place where an Error becomes
// wire text. One lives in each network thread.
class Dispatcher
{
public:
    struct Environment
    {
        JoinHandler::Environment join;
        MessageService &messages;
        ReceiptService &receipts;
        RateLimiter &rates;
        StrikeCounter &strikes;
        NetFigures &figures;
        const Restrictions &restrictions;
        RefreshHandler::Environment refresh = {};
        std::function<void(const Client &, const Request &, const Error &)> onRefused = {}; // a message was answered with an error
    };

    explicit Dispatcher(Environment environment);

    // `json`: the payload of one text message, valid UTF-8.
    void dispatch(Client &client, QByteArrayView json);
    // Takes a client out of a session against its will, and tells it by session_left; false: it was not in it.
    bool remove(Client &client, SessionId session);
    // The connection is going: leaves everything it had joined.
    void disconnect(Client &client);

private:
    // A fault of the handler is Internal, and ends the connection.
    Result<void> attempt(Client &client, ClientMessage &message, const Request &request);
    Result<void> handle(Client &client, ClientMessage &message, const Request &request);
    Result<void> handlePaced(Client &client, ClientMessage &message, const Request &request);
    void countJsonError(Client &client) const;

    const Limits &m_limits;
    Clock m_clock;
    SessionIndex &m_index;
    Attendance &m_attendance;
    NetFigures &m_figures;
    const std::function<void(const Client &, const Request &, const Error &)> m_onRefused;
    const Restrictions &m_restrictions;
    ClientReader m_reader;
    JoinHandler m_join;
    LeaveHandler m_leave;
    SendHandler m_send;
    TypingHandler m_typing;
    MarkHandler m_mark;
    HistoryHandler m_history;
    RefreshHandler m_refresh;
};

} // namespace conversa
