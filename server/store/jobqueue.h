// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/returntimes.h"
#include "store/deadlinewatch.h"
#include "store/sleepers.h"
#include "store/storage.h"
#include "store/workqueue.h"

#include <deque>
#include <mutex>
#include <optional>
#include <set>

namespace conversa {

// The jobs waiting for the storage threads of one kind (all but those that append). Each is called exactly once: with a
// store, or with the reason why not. Thread-safe.
class JobQueue : public WorkQueue, public Watched
{
public:
    using Job = std::function<void(Result<MessageStore *>)>;

    JobQueue(const StorageSettings &settings, Clock clock, DeadlineWatch &watch);

    void add(Job job);
    // How long the next one has waited, in milliseconds; 0: none waits.
    qint64 waitMs() const;
    // Answers what is still there and lets the threads go.
    void end();

    bool waitForWork() override;
    void serve(StoreConnection &connection) override;
    void onLost() override { m_sleepers.wakeAll(m_mutex); }
    void onConnected(const StoreConnection &connection) override;
    void onUnreachable(const StoreConnection &connection) override;

    std::optional<qint64> nextDeadline() override;
    void expire(qint64 nowMs) override;

private:
    struct Waiting
    {
        Job job;
        qint64 deadlineMs = 0;
    };

    std::optional<Waiting> take();
    std::optional<Error> refusalLocked();
    qint64 waitMsLocked(qint64 nowMs) const;
    // The most one waits: the other half is the store's, so that a long line does not make it look dead.
    qint64 patienceMs() const { return m_settings.deadlineMs / 2; }
    void refuseAll();

    const StorageSettings m_settings;
    Clock m_clock;
    DeadlineWatch &m_watch;

    ReturnTimes m_returns;

    mutable std::mutex m_mutex; // guards what follows
    Sleepers m_sleepers;
    std::deque<Waiting> m_waiting;
    std::set<const StoreConnection *> m_standing; // connections that were not found broken
    bool m_ended = false;
};

} // namespace conversa
