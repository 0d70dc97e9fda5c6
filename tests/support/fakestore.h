// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/memorystore.h"

#include <QSet>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace conversa::test {

// How the connections of a FakeStore behave; a test turns it while storage threads run. Thread-safe.
class StoreControls
{
public:
    // What an append that was broken off has done.
    enum class BrokenOff { Nothing, Unknown, Stored };

    // Calls of the store block from now on, until release() or an interrupt.
    void hold();
    void release();
    void setBrokenOff(BrokenOff outcome);
    // How open() ends, and, unless it is well, that connections are lost.
    void setReachable(bool reachable);
    void setOpenError(ErrorCode code);
    // Lets only so many connections be open at once.
    void setMostConnections(int most);

    int held() const; // calls that are blocked
    int opened() const; // connections made
    int interrupts() const;
    std::vector<size_t> batches() const; // sizes, in order
    bool isFlawless() const; // no session was in two batches at once

private:
    friend class FakeStore;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_held = false;
    BrokenOff m_brokenOff = BrokenOff::Nothing;
    std::optional<ErrorCode> m_openError;
    int m_most = 100;
    int m_connections = 0;
    int m_blocked = 0;
    int m_opened = 0;
    int m_interrupts = 0;
    std::vector<size_t> m_batches;
    QSet<SessionKey> m_inHand;
    bool m_flawless = true;
};

// A memory store that hangs, fails and comes back as its controls say.
class FakeStore : public MemoryStore
{
public:
    FakeStore(std::shared_ptr<MemoryData> data, std::shared_ptr<StoreControls> controls);
    ~FakeStore() override;

    Result<void> open() override;
    bool isOpen() const override;
    void close() override;
    Result<std::vector<AppendResult>> append(std::span<const AppendRequest> batch) override;
    Result<std::optional<SessionState>> session(const SessionKey &key) override;
    void interrupt() override;

private:
    bool pass(std::unique_lock<std::mutex> &lock);

    const std::shared_ptr<StoreControls> m_controls;
    bool m_counted = false; // guarded by the controls' mutex, like the next
    bool m_interrupted = false;
};

StoreFactory fakeStoreFactory(const std::shared_ptr<StoreControls> &controls);

} // namespace conversa::test
