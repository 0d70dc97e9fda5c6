// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <map>
#include <mutex>

namespace conversa {

// Counts of things that have a word: why a connection was refused, how one ended. The words are the server's own and few;
// whoever counts keeps what a client chooses out of them. With a lock, so not for what every message does. Thread-safe.
class WordTally
{
public:
    using Words = std::pair<QByteArray, QByteArray>;

    void count(const QByteArray &first, const QByteArray &second);
    std::map<Words, qint64> read() const;

private:
    mutable std::mutex m_mutex;
    std::map<Words, qint64> m_counts;
};

} // namespace conversa
