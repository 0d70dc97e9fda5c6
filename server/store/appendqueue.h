// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/deadlinewatch.h"
#include "store/sleepers.h"
#include "store/storage.h"
#include "store/workqueue.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace conversa {

// The messages waiting to be stored, in lanes chosen by session; one thread at a time serves a lane, so a session's
// order holds, and any thread serves any lane, so that fewer connections than lanes still serve all. A free thread
// takes everything of a lane as one transaction. Thread-safe.
class AppendQueue : public WorkQueue, public Watched
{
public:
    AppendQueue(const StorageSettings &settings, Clock clock, DeadlineWatch &watch);

    // Set before anything is added.
    void setOnAppended(Storage::OnAppended handler) { m_onAppended = std::move(handler); }
    void setOnUncertain(std::function<void(std::vector<SessionKey>)> handler) { m_onUncertain = std::move(handler); }

    void add(std::vector<std::pair<AppendRequest, AppendTicket>> batch);
    // Refuses what comes from now on and waits for the rest until `untilMs` (monotonic).
    void drain(qint64 untilMs);
    // Answers what is still there with SendFailed and lets the threads go.
    void end();
    qsizetype size() const;

    bool waitForWork() override;
    void serve(StoreConnection &connection) override;
    void onLost() override { m_sleepers.wakeAll(m_mutex); }
    void onConnected(const StoreConnection &connection) override;
    void onUnreachable(const StoreConnection &) override { }

    std::optional<qint64> nextDeadline() override;
    void expire(qint64 nowMs) override;

private:
    struct Waiting
    {
        AppendRequest request;
        AppendTicket ticket;
        qint64 deadlineMs = 0;
    };
    struct Waiter
    {
        AppendTicket ticket;
        qint64 deadlineMs = 0;
        bool answered = false;
    };
    struct Lane
    {
        std::vector<Waiting> waiting; // the oldest first; mostly taken whole, so it keeps its memory
        std::vector<Waiter> flight; // of the batch in hand, while it can still be answered by its deadline
        bool busy = false;
    };
    using Results = Result<std::vector<AppendResult>>;

    Lane *freeLane();
    Lane *takeBatch(std::vector<AppendRequest> &requests);
    std::vector<Waiter> land(Lane &lane);
    void answer(std::vector<Waiter> waiters, Results results);
    void release(Lane &lane);
    void report(std::vector<AppendOutcome> outcomes) const;
    qsizetype sizeLocked() const;

    const StorageSettings m_settings;
    Clock m_clock;
    DeadlineWatch &m_watch;
    Storage::OnAppended m_onAppended;
    std::function<void(std::vector<SessionKey>)> m_onUncertain;

    mutable std::mutex m_mutex; // guards what follows
    Sleepers m_sleepers;
    std::condition_variable m_emptied;
    std::vector<Lane> m_lanes;
    std::map<const StoreConnection *, std::vector<SessionKey>>
        m_uncertain; // whose commit the connection did not see end
    qsizetype m_waiting = 0;
    bool m_draining = false;
    bool m_ended = false;
};

} // namespace conversa
