// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bus/bus.h"
#include "bus/busfeed.h"
#include "bus/sessionlinks.h"
#include "chat/inboxfeed.h"
#include "cluster/cluster.h"
#include "hub/hub.h"
#include "hub/peers.h"
#include "relay/notices.h"
#include "relay/remoteusers.h"

#include <QObject>
#include <QTimer>

namespace conversa {

// What passes between this server and the others at the same database: what happens here goes out by the bus, and what has a
// notice by the database too while the bus of any of them does not carry; what comes in goes to the hub. Called from any thread as
// Peers; lives in the main thread, owned by the composition root.
class Relay : public QObject, public Peers
{
    Q_OBJECT

public:
    struct Environment
    {
        Bus &bus;
        Cluster &cluster;
        Hub &hub;
        InboxFeed &inboxes;
        PresenceTable &presence;
        TypingTable &typing;
        const Limits &limits;
        Clock clock;
    };

    explicit Relay(Environment environment, QObject *parent = nullptr);

    // What has happened here so far leaves, before the program ends.
    void finish();

    void stored(std::vector<std::shared_ptr<const ChatMessage>> messages) override;
    void stored(const SessionKey &key, qint64 head, ContactId contact) override;
    void moved(const Marked &marked) override;
    void closed(const Closed &closed) override;
    void changed(const ChangedSessions &change) override;
    void typed(const SessionKey &key, const UserTyping &typing) override;
    void attended(const SessionKey &key, const UserInfo &user, bool isHere) override;
    void watch(const QByteArray &tenant, bool isWatched) override;
    void enter(const SessionKey &key, int thread) override;
    void leave(const SessionKey &key, int thread) override;
    void await(const SessionKey &key, Task then) override;
    // An API key was revoked or shortened here; any thread.
    void changed(KeyId key);
    // In the main thread.
    void send(const NodePiece &piece);

Q_SIGNALS:
    // The same at another server.
    void keyChanged(const conversa::KeyId &key);
    // Another server asks or answers.
    void pieceHeard(const conversa::NodePiece &piece);

private:
    void publish(const BusEvent &event);
    void tellByDatabase(const BusEvent &notice);
    void onReceived(const std::vector<BusEnvelope> &envelopes);
    void hear(const NodeId &from, const StoredHead &head);
    void hear(const NodeId &from, const MarkChange &change);
    void hear(const NodeId &from, const ClosedChange &change);
    void hear(const NodeId &from, const InboxChange &change);
    void hear(const NodeId &from, const KeyChange &change);
    void hear(const NodeId &from, const NodePiece &piece);
    template <typename Event>
    void hear(const NodeId &from, const Event &event);
    void onStateChanged();
    void onPeersChanged();
    void sweepSoon();

    Bus &m_bus;
    Cluster &m_cluster;
    Hub &m_hub;
    InboxFeed &m_inboxes;
    PresenceTable &m_presence;
    BusFeed m_feed;
    SessionLinks m_links;
    RemoteUsers m_users;
    Notices m_notices;
    QTimer m_sweeping;
    bool m_busesCarry = false; // this one's and every peer's
};

} // namespace conversa
