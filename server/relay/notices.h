// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bus/busevent.h"
#include "cluster/cluster.h"

#include <QHash>
#include <QObject>

namespace conversa {

// The way between servers that needs no Redis: how far a session has got, as a notice of the database (LISTEN/NOTIFY). It
// carries ids and a number; whoever hears it reads the messages from the store. One transaction is under way at a time, and
// what comes meanwhile is one notice a session. Lives in the main thread; owned by the relay.
class Notices : public QObject
{
    Q_OBJECT

public:
    explicit Notices(Cluster &cluster, QObject *parent = nullptr);

    void tell(const StoredHead &head);
    // Has the others look at once who is here, how their buses are, and what they have missed.
    void callUp();

Q_SIGNALS:
    void heard(const conversa::StoredHead &head);
    void calledUp();

private:
    void send();
    void onNoticed(const QByteArray &notice);
    void onNotified();

    Cluster &m_cluster;
    QHash<SessionKey, StoredHead> m_waiting;
    bool m_callUp = false;
    bool m_sending = false;
};

} // namespace conversa
