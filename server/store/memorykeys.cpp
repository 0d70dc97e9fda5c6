// SPDX-License-Identifier: Apache-2.0
// MemoryStore's half about API keys.
#include "store/memorystore.h"
#include "store/rowrules.h"

#include <algorithm>
#include <tuple>

namespace conversa {

namespace {

std::vector<ApiKey>::iterator findKey(std::vector<ApiKey> &keys, KeyId id)
{
    return std::find_if(keys.begin(), keys.end(), [&](const ApiKey &key) { return key.id == id; });
}

bool isGoodAt(const ApiKey &key, qint64 unixMs)
{
    return !key.revokedMs && (!key.expiresMs || *key.expiresMs > unixMs);
}

} // namespace

Result<void> MemoryStore::addKey(const ApiKey &key)
{
    const std::lock_guard lock(m_data->mutex);
    const bool taken = std::any_of(m_data->keys.begin(), m_data->keys.end(),
        [&](const ApiKey &other) { return other.id == key.id || other.sha256 == key.sha256; });
    if (taken)
        return keyExists();
    m_data->keys.push_back(key);
    return {};
}

Result<std::vector<ApiKey>> MemoryStore::keys(const KeyQuery &query)
{
    const std::lock_guard lock(m_data->mutex);
    std::vector<ApiKey> found;
    std::copy_if(m_data->keys.begin(), m_data->keys.end(), std::back_inserter(found), [&](const ApiKey &key) {
        return (query.tenant.isEmpty() || key.tenant == query.tenant)
            && std::tuple(-key.createdMs, key.id) > std::tuple(-query.createdMs, query.after);
    });
    std::sort(found.begin(), found.end(),
        [](const ApiKey &a, const ApiKey &b) { return std::tuple(-a.createdMs, a.id) < std::tuple(-b.createdMs, b.id); });
    found.resize(std::min(found.size(), size_t(query.limit)));
    return found;
}

Result<std::optional<ApiKey>> MemoryStore::keyByHash(const QByteArray &sha256)
{
    const std::lock_guard lock(m_data->mutex);
    const auto found = std::find_if(
        m_data->keys.begin(), m_data->keys.end(), [&](const ApiKey &key) { return key.sha256 == sha256; });
    return found == m_data->keys.end() ? std::nullopt : std::optional(*found);
}

Result<std::optional<ApiKey>> MemoryStore::keyById(KeyId id)
{
    const std::lock_guard lock(m_data->mutex);
    const auto found = findKey(m_data->keys, id);
    return found == m_data->keys.end() ? std::nullopt : std::optional(*found);
}

Result<bool> MemoryStore::revokeKey(KeyId id, qint64 unixMs)
{
    const std::lock_guard lock(m_data->mutex);
    const auto found = findKey(m_data->keys, id);
    if (found == m_data->keys.end())
        return false;
    // The first revocation is the one that counts.
    found->revokedMs = found->revokedMs.value_or(unixMs);
    m_data->keyChangesUs.insert(id, memoryNowUs());
    return true;
}

Result<bool> MemoryStore::replaceKey(KeyId id, const ApiKey &successor, qint64 endsMs)
{
    const std::lock_guard lock(m_data->mutex);
    const auto found = findKey(m_data->keys, id);
    if (found == m_data->keys.end() || !isGoodAt(*found, successor.createdMs))
        return false;
    found->expiresMs = std::min(found->expiresMs.value_or(endsMs), endsMs);
    m_data->keyChangesUs.insert(id, memoryNowUs());
    m_data->keys.push_back(successor);
    return true;
}

Result<std::vector<ApiKey>> MemoryStore::changedKeys(qint64 ageMs)
{
    const std::lock_guard lock(m_data->mutex);
    const qint64 since = memoryNowUs() - 1'000 * ageMs;
    std::vector<ApiKey> found;
    std::copy_if(m_data->keys.begin(), m_data->keys.end(), std::back_inserter(found),
        [&](const ApiKey &key) { return m_data->keyChangesUs.value(key.id) >= since; });
    return found;
}

Result<void> MemoryStore::addTicket(const Ticket &ticket)
{
    const std::lock_guard lock(m_data->mutex);
    m_data->tickets.removeIf([&](const auto &entry) { return entry.value().endsMs < ticket.holder.createdMs; });
    m_data->tickets.insert(ticket.holder.sha256, ticket);
    return {};
}

Result<std::optional<Ticket>> MemoryStore::takeTicket(const QByteArray &sha256)
{
    const std::lock_guard lock(m_data->mutex);
    const auto found = m_data->tickets.find(sha256);
    if (found == m_data->tickets.end())
        return std::optional<Ticket>();
    const Ticket ticket = *found;
    m_data->tickets.erase(found);
    return std::optional(ticket);
}

} // namespace conversa
