// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/deadlinewatch.h"
#include "store/messagestore.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace conversa {

// The store connection of one storage thread, with a limit of time on whatever it does: work that takes longer is
// broken off from outside. Used by its thread, but for isUp(), interrupt() and the Watched half.
class StoreConnection : public Watched
{
public:
    // openLimitMs: how long an attempt to make the connection anew may take.
    StoreConnection(StoreFactory factory, Clock clock, DeadlineWatch &watch, qint64 openLimitMs);

    // Makes the connection, without a limit of time: a first migration may take long.
    Result<void> openFirst();
    // True: the connection stands or could be made again now.
    Result<void> ensureOpen();
    // What the store itself says; cheap.
    bool isOpen();
    void close();
    // Runs `job` with the store; it is broken off after `limitMs`.
    void work(qint64 limitMs, const std::function<void(MessageStore &)> &job);

    // Whether the connection stood when it was last looked at.
    bool isUp() const { return m_up; }
    Epoch epoch() const;
    // Breaks off whatever the thread is blocked in.
    void interrupt();

    std::optional<qint64> nextDeadline() override;
    void expire(qint64 nowMs) override;

private:
    Result<void> open();
    void setLimit(std::optional<qint64> atMs);

    StoreFactory m_factory;
    Clock m_clock;
    DeadlineWatch &m_watch;
    const qint64 m_openLimitMs;
    mutable std::mutex m_mutex; // guards what follows up to m_up
    std::unique_ptr<MessageStore> m_store;
    std::optional<qint64> m_limitMs; // when the work in hand is broken off
    Epoch m_epoch;
    std::atomic<bool> m_up = false;
};

} // namespace conversa
