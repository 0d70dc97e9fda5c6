// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/admindesk.h"
#include "admin/adminmessages.h"
#include "admin/streamsources.h"
#include "admin/topiclook.h"
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

    AdminFeed(AdminDesk &desk, ClusterDesk &cluster, StreamSources &streams, const Limits &limits, Send send);

    // In the client's network thread: one message from it; `address` is where it comes from.
    void take(Client &client, const IpAddress &address, QByteArrayView json);
    // It is gone.
    void leave(const Client &client);

private:
    // How far a stream was told.
    struct StreamPlace
    {
        quint64 last = 0; // number of the last entry
        bool isOnItsWay = false; // the latest news is not known to be out
        bool isFull = false; // it had no room for all that was there
        std::optional<quint64> before = {}; // where it stood before that; nothing: it was a snapshot
    };
    // One topic that one connection looks at.
    struct Subscription
    {
        AdminTopic topic = AdminTopic::Stats;
        TableQuery query;
        std::chrono::milliseconds interval{};
        quint64 number = 0; // tells it from another one in its place
        qint64 sequence = 0;
        bool needsSnapshot = true;
        TopicLook told; // what the other side shows; without nodes: nothing yet
        TableQueryText text = {};
        QByteArray node = {}; // the one server that is asked; empty: all are
        bool isLooking = false; // an answer of the servers is awaited
        QByteArray requestId = {}; // of who waits for it
        std::unique_ptr<AdminStream> stream = {}; // of a topic that is one
        StreamPlace place = {};

        // Not more: it is at its end.
        std::chrono::milliseconds untilNext() const
        {
            const auto left = stream ? stream->leftMs() : std::nullopt;
            return left ? std::min(interval, std::chrono::milliseconds(*left)) : interval;
        }
    };
    struct Listener
    {
        int thread = 0;
        AdminAsker asker;
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
    void handle(Listener &listener, ConnectionId connection, AdminRequest &request, const QByteArray &requestId);
    void subscribe(Listener &listener, ConnectionId connection, Subscribe &wanted, const QByteArray &requestId);
    void refuse(Listener &listener, const Place &place, const QByteArray &requestId, const Error &why);
    void tick(const Place &place);
    void tell(const Listener &listener, Subscription &subscription, ConnectionId connection, const QByteArray &requestId);
    // Asks the servers, unless an answer of theirs is awaited already.
    void look(const Listener &listener, Subscription &subscription, const Place &place, const QByteArray &requestId);
    void onLooked(const Place &place, const Result<TopicLook> &look);
    // Empty: nothing has changed.
    QByteArray lookFrame(Subscription &subscription, const TopicLook &now, const QByteArray &requestId);
    QByteArray streamFrame(Subscription &subscription, const QByteArray &requestId);
    void send(const Listener &listener, const Place &place, qint64 sequence, const QByteArray &frame);
    // One that no subscription waits for.
    void say(const Listener &listener, ConnectionId connection, const QByteArray &frame);
    void onSent(const Place &place, qint64 sequence, Sent sent);
    Subscription *find(const Place &place);
    EnvelopeInfo info(const QByteArray &requestId) const;

    AdminDesk &m_desk;
    ClusterDesk &m_cluster;
    StreamSources &m_streams;
    const Limits &m_limits;
    const Send m_send;
    std::map<ConnectionId, Listener> m_listeners; // touched in the admin thread alone
    quint64 m_lastNumber = 0;
};

} // namespace conversa
