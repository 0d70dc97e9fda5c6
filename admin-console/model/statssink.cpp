// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/statssink.h"

namespace conversa::console {

bool StatsSink::take(const AdminMessage &message)
{
    m_latest = statsIn(message);
    m_hasNews = true;
    return true;
}

bool StatsSink::flush()
{
    if (!m_hasNews || !m_out.isEmpty())
        return false;
    m_hasNews = false;
    m_out.put(m_latest);
    return true;
}

} // namespace conversa::console
