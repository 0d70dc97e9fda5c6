// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/statssink.h"

namespace conversa::console {

bool StatsSink::take(QByteArrayView message)
{
    auto stats = readStatsMessage(message);
    if (stats) {
        m_latest = *std::move(stats);
        m_hasNews = true;
    }
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
