// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bus/busevent.h"
#include "cluster/cluster.h"

#include <QHash>
#include <QObject>

namespace conversa {

// The way between servers that needs no Redis: how far a session has got, that it was closed, that it is not what inboxes show of it, or
// that a key has changed, as notices of the database (LISTEN/NOTIFY). They carry ids and numbers; whoever hears them reads the rest from
// the store. What servers ask each other goes whole, in pieces. One transaction is under way at a time, and what comes meanwhile of a session's messages is one notice. Lives in
// the main thread; owned by the relay.
class Notices : public QObject
{
    Q_OBJECT

public:
    explicit Notices(Cluster &cluster, QObject *parent = nullptr);

    // `notice` as noticeOf() gives it.
    void tell(const BusEvent &notice);
    // Has the others look at once who is here, how their buses are, and what they have missed.
    void callUp();

Q_SIGNALS:
    // Some other server told this; an InboxChange is of one session.
    void heard(const conversa::BusEvent &notice);
    void calledUp();

private:
    void send();
    void onNoticed(const QByteArray &notice);
    void onNotified();

    Cluster &m_cluster;
    QHash<SessionKey, StoredHead> m_heads; // that wait
    QByteArrayList m_texts; // of everything else that waits
    bool m_callUp = false;
    bool m_sending = false;
};

// A notice as text, one a session; none for what has no notice.
QByteArrayList textsOf(const BusEvent &notice);
// nullopt: not ours, or of a version that says more.
std::optional<BusEvent> noticeIn(const QByteArray &text);

} // namespace conversa
