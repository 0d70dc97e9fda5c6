// SPDX-License-Identifier: Apache-2.0
// MemoryStore's part about restrictions.
#include "store/memorystore.h"
#include "store/rowrules.h"

namespace conversa {

Result<void> MemoryStore::addRestriction(const Restriction &restriction)
{
    const std::lock_guard lock(m_data->mutex);
    std::erase_if(m_data->restrictions, [&](const Restriction &each) { return each.endsMs && *each.endsMs <= restriction.createdMs; });
    if (m_data->restrictions.size() >= size_t(mostRestrictions))
        return tooManyRestrictions();
    m_data->restrictions.push_back(restriction);
    return {};
}

Result<bool> MemoryStore::removeRestriction(const Uuid &id, const QByteArray &tenant)
{
    const std::lock_guard lock(m_data->mutex);
    return std::erase_if(m_data->restrictions,
               [&](const Restriction &each) { return each.id == id && (tenant == "*" || each.tenant == tenant); })
        == 1;
}

Result<std::vector<Restriction>> MemoryStore::restrictions()
{
    const std::lock_guard lock(m_data->mutex);
    return m_data->restrictions;
}

} // namespace conversa
