// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bus/busevent.h"
#include "bus/busstatus.h"

#include <QObject>

#include <functional>
#include <vector>

namespace conversa {

// What links servers: carries events to the others that want them, at most once and never waited for. The store is the
// truth; whoever may have missed something reads it there. Lives in the main thread, owned by the composition root.
class Bus : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void start() = 0;
    // To the servers an event concerns; never to this one.
    virtual void publish(const BusEvent &event) = 0;
    // Nothing is published any more: waits until what was is on its way, for a moment at most.
    virtual void finish() = 0;
    // Publishes a question, and calls `then` with how many others have received it; 0 when nobody can have.
    virtual void ask(const PresenceQuery &query, std::function<void(qint64 listeners)> then) = 0;
    // The events of this session are wanted from now on, or no more.
    virtual void join(const SessionKey &key) = 0;
    virtual void leave(const SessionKey &key) = 0;
    // They are being received.
    virtual bool hasJoined(const SessionKey &key) const = 0;
    // The same of what changes in the inboxes of a tenant.
    virtual void joinInbox(const QByteArray &tenant) = 0;
    virtual void leaveInbox(const QByteArray &tenant) = 0;

    const BusStatus &status() const { return m_status; }
    bool isUp() const { return m_status.state() == BusState::Up; }

Q_SIGNALS:
    // What other servers said, in the order of its coming.
    void received(const std::vector<conversa::BusEnvelope> &envelopes);
    // The session's events are received from now on; what was said before was not. Comes again after every loss.
    void joined(const conversa::SessionKey &key);
    // The same of the inboxes of a tenant.
    void joinedInbox(const QByteArray &tenant);
    void stateChanged(conversa::BusState state);
    // It is not known whether others hear of this by the bus, or not soon; see noticeOf().
    void doubted(const conversa::BusEvent &notice);

protected:
    BusStatus m_status;
};

// The bus of a server that works alone.
class LocalBus : public Bus
{
    Q_OBJECT

public:
    using Bus::Bus;

    void start() override { }
    void publish(const BusEvent &) override { }
    void finish() override { }
    void ask(const PresenceQuery &, std::function<void(qint64)> then) override { then(0); }
    void join(const SessionKey &) override { }
    void leave(const SessionKey &) override { }
    bool hasJoined(const SessionKey &) const override { return false; }
    void joinInbox(const QByteArray &) override { }
    void leaveInbox(const QByteArray &) override { }
};

} // namespace conversa
