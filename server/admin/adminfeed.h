// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/admindesk.h"
#include "admin/adminmessages.h"
#include "command/client.h"

#include <map>

namespace conversa {

// The admin sockets' side of the desk: what their programs subscribe to is looked at in the admin thread, each in its own
// interval, and only what has changed in the window goes out. While nobody subscribes nothing runs. Thread-safe where not
// said otherwise; owned by the composition root.
class AdminFeed
{
public:
    enum class Sent : quint8 { Yes, NoRoom, Gone };
    // Gives a connection a frame in its network thread, unless it is slow or gone, and says so by `then` there.
    using Send
        = std::function<void(int thread, ConnectionId connection, const QByteArray &frame, std::function<void(Sent)> then)>;

    AdminFeed(AdminDesk &desk, const Limits &limits, Send send);

    // In the client's network thread: one message from it.
    void take(Client &client, QByteArrayView json);
    // It is gone.
    void leave(const Client &client);

private:
    // One topic that one connection looks at.
    struct Subscription
    {
        AdminTopic topic = AdminTopic::Stats;
        TableQuery query;
        std::chrono::milliseconds interval{};
        quint64 number = 0; // tells it from another one in its place
        qint64 sequence = 0;
        bool needsSnapshot = true;
        TableView<EncodedRow> told; // what the other side shows
    };
    struct Listener
    {
        int thread = 0;
        QByteArray tenant;
        std::map<AdminTopic, Subscription> subscriptions;
    };
    // A subscription's place; it may be gone when it is looked for.
    struct Place
    {
        ConnectionId connection;
        AdminTopic topic;
        quint64 number = 0;
    };
    using Tables = AdminDesk::Tables;

    // All these in the admin thread.
    void handle(Tables &tables, Listener &listener, ConnectionId connection, AdminRequest &request, const QByteArray &requestId);
    void subscribe(Tables &tables, Listener &listener, ConnectionId connection, Subscribe &wanted, const QByteArray &requestId);
    void tick(Tables &tables, const Place &place);
    void tell(Tables &tables, const Listener &listener, Subscription &subscription, ConnectionId connection,
        const QByteArray &requestId);
    QByteArray frameOf(Tables &tables, const Listener &listener, Subscription &subscription, const QByteArray &requestId);
    TableView<EncodedRow> look(Tables &tables, const QByteArray &tenant, const Subscription &subscription) const;
    void send(const Listener &listener, const Place &place, const QByteArray &frame);
    void onSent(const Place &place, Sent sent);
    Subscription *find(const Place &place);
    EnvelopeInfo info(const QByteArray &requestId) const;

    AdminDesk &m_desk;
    const Limits &m_limits;
    const Send m_send;
    std::map<ConnectionId, Listener> m_listeners; // touched in the admin thread alone
    quint64 m_lastNumber = 0;
};

} // namespace conversa
