// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/histogram.h"
#include "store/messagestore.h"

#include <QObject>

#include <functional>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace conversa {

using AppendWaiter = std::function<void(const AppendResult &)>;

// Who waits for an append: opaque to the store, handed back with the outcome.
struct AppendTicket
{
    quint32 thread = 0; // index of the network thread that asked
    ConnectionId connection; // the connection in it
    Audience audience = Audience::Escaped;
    QByteArray requestId = {};
    std::shared_ptr<const AppendWaiter> waiter = {}; // is told instead of a connection, on a storage thread; called once
    qint64 takenUs = steadyUs(); // when the server took the message
};

struct AppendOutcome
{
    AppendTicket ticket;
    AppendResult result;
    // False: the request was already answered (its deadline passed) but committed after all; deliver, do not confirm.
    bool confirm = true;
};

struct StorageSettings
{
    int writers = 2; // threads; 1 for stores with one writer
    int readers = 2; // threads; one more does the small writes
    int queueLimit = 10'000; // appends waiting for a writer; more is Overloaded
    int batchLimit = 512; // appends of one transaction
    qint64 deadlineMs = 4'000; // of every queued request
};

// The storage threads: writers chosen by session, readers and small writes apart, group commit without delay, deadlines
// kept outside the threads that may hang. Thread-safe.
class Storage : public QObject
{
    Q_OBJECT

public:
    // Called on a storage thread (or the caller's own thread for requests refused at once, or the deadline thread),
    // once for every batch; outcomes of one session come in seq order.
    using OnAppended = std::function<void(std::span<AppendOutcome>)>;

    Storage(StoreFactory factory, StorageSettings settings, Clock clock, QObject *parent = nullptr);
    ~Storage() override;

    void setOnAppended(OnAppended handler);
    // Called with the sessions of a batch whose commit may or may not have happened, once the store can tell again.
    void setOnUncertain(std::function<void(std::vector<SessionKey>)> handler);

    // Starts the threads and makes the first attempt to open the store; the result says how that one ended, later ones
    // go on by themselves with backoff.
    Result<void> start();
    // Finishes what is queued, at most until `deadlineMs` from now, then ends the threads.
    void stop(qint64 deadlineMs);

    void append(AppendRequest request, AppendTicket ticket);
    // The same for what one turn of an event loop brought, in order.
    void append(std::vector<std::pair<AppendRequest, AppendTicket>> batch);
    // Runs `job` on a reader thread. It is called exactly once: with the open store, or with the error (Overloaded,
    // Unavailable, deadline).
    void read(std::function<void(Result<MessageStore *>)> job);

    // Runs `job` on the thread for small writes, which never stand before a message; the same promise.
    void writeAside(std::function<void(Result<MessageStore *>)> job);

    bool isAvailable() const;
    Epoch epoch() const;
    qsizetype queued() const; // appends waiting or in flight
    // How long the read that is next has waited for a thread, in milliseconds; 0: none waits.
    qint64 readWaitMs() const;

private:
    class Threads;
    const std::unique_ptr<Threads> m_threads;
};

} // namespace conversa
