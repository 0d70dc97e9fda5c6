// SPDX-License-Identifier: Apache-2.0
#include "measure/wordtally.h"

namespace conversa {

void WordTally::count(const QByteArray &first, const QByteArray &second)
{
    const std::lock_guard lock(m_mutex);
    ++m_counts[{first, second}];
}

std::map<WordTally::Words, qint64> WordTally::read() const
{
    const std::lock_guard lock(m_mutex);
    return m_counts;
}

} // namespace conversa
