// SPDX-License-Identifier: Apache-2.0
#include "support/fakestore.h"

namespace conversa::test {

void StoreControls::hold()
{
    const std::lock_guard lock(m_mutex);
    m_held = true;
}

void StoreControls::release()
{
    const std::lock_guard lock(m_mutex);
    m_held = false;
    m_changed.notify_all();
}

void StoreControls::setBrokenOff(BrokenOff outcome)
{
    const std::lock_guard lock(m_mutex);
    m_brokenOff = outcome;
}

void StoreControls::setReachable(bool reachable)
{
    const std::lock_guard lock(m_mutex);
    m_openError = reachable ? std::nullopt : std::optional(ErrorCode::Unavailable);
    m_changed.notify_all();
}

void StoreControls::setOpenError(ErrorCode code)
{
    const std::lock_guard lock(m_mutex);
    m_openError = code;
}

void StoreControls::setMostConnections(int most)
{
    const std::lock_guard lock(m_mutex);
    m_most = most;
}

int StoreControls::held() const
{
    const std::lock_guard lock(m_mutex);
    return m_blocked;
}

int StoreControls::opened() const
{
    const std::lock_guard lock(m_mutex);
    return m_opened;
}

int StoreControls::interrupts() const
{
    const std::lock_guard lock(m_mutex);
    return m_interrupts;
}

std::vector<size_t> StoreControls::batches() const
{
    const std::lock_guard lock(m_mutex);
    return m_batches;
}

bool StoreControls::isFlawless() const
{
    const std::lock_guard lock(m_mutex);
    return m_flawless;
}

FakeStore::FakeStore(std::shared_ptr<MemoryData> data, std::shared_ptr<StoreControls> controls)
    : MemoryStore(std::move(data))
    , m_controls(std::move(controls))
{
}

FakeStore::~FakeStore()
{
    FakeStore::close();
}

Result<void> FakeStore::open()
{
    const std::lock_guard lock(m_controls->m_mutex);
    if (m_controls->m_openError)
        return Error{ *m_controls->m_openError, "The fake store is away." };
    if (m_controls->m_connections >= m_controls->m_most)
        return Error{ ErrorCode::Unavailable, "The fake store has enough connections." };
    ++m_controls->m_connections;
    ++m_controls->m_opened;
    m_counted = true;
    m_interrupted = false;
    return MemoryStore::open();
}

bool FakeStore::isOpen() const
{
    const std::lock_guard lock(m_controls->m_mutex);
    return m_counted && !m_interrupted && !m_controls->m_openError;
}

void FakeStore::close()
{
    const std::lock_guard lock(m_controls->m_mutex);
    m_controls->m_connections -= m_counted;
    m_counted = false;
}

bool FakeStore::pass(std::unique_lock<std::mutex> &lock)
{
    StoreControls &controls = *m_controls;
    ++controls.m_blocked;
    controls.m_changed.wait(lock, [&] { return !controls.m_held || m_interrupted || controls.m_openError; });
    --controls.m_blocked;
    return !m_interrupted && !controls.m_openError;
}

Result<std::vector<AppendResult>> FakeStore::append(std::span<const AppendRequest> batch)
{
    StoreControls &controls = *m_controls;
    std::unique_lock lock(controls.m_mutex);
    controls.m_batches.push_back(batch.size());
    QSet<SessionKey> keys;
    for (const AppendRequest &request : batch)
        keys.insert(request.message.key);
    controls.m_flawless = controls.m_flawless && !controls.m_inHand.intersects(keys);
    controls.m_inHand.unite(keys);
    const bool passed = pass(lock);
    controls.m_inHand.subtract(keys);
    if (passed || controls.m_brokenOff == StoreControls::BrokenOff::Stored)
        return MemoryStore::append(batch);
    if (controls.m_brokenOff == StoreControls::BrokenOff::Nothing)
        return Error{ ErrorCode::Unavailable, "The fake store was broken off." };
    const auto stored = MemoryStore::append(batch);
    return Error{ ErrorCode::SendFailed, stored ? "Nobody knows." : "Not stored." };
}

Result<std::optional<SessionState>> FakeStore::session(const SessionKey &key)
{
    std::unique_lock lock(m_controls->m_mutex);
    if (!pass(lock))
        return Error{ ErrorCode::Unavailable, "The fake store was broken off." };
    return MemoryStore::session(key);
}

void FakeStore::interrupt()
{
    const std::lock_guard lock(m_controls->m_mutex);
    m_interrupted = true;
    ++m_controls->m_interrupts;
    m_controls->m_changed.notify_all();
}

StoreFactory fakeStoreFactory(const std::shared_ptr<StoreControls> &controls)
{
    return [controls, data = std::make_shared<MemoryData>()] { return std::make_unique<FakeStore>(data, controls); };
}

} // namespace conversa::test
