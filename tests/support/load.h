// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/storage.h"
#include "support/appendrequests.h"

#include <QElapsedTimer>

#include <mutex>
#include <set>
#include <vector>

namespace conversa::test {

// Messages a test must get stored, each exactly once, through a Storage that fails now and then: whoever is told that a
// message was not stored sends it again with the same client_message_id. Thread-safe where Storage calls it.
class Load
{
public:
    // `count` messages spread over `talks`.
    Load(const std::vector<Conversation> &talks, int count);

    Storage::OnAppended handler();
    void sendAll(Storage &storage);
    // Sends what was refused since the last call; returns how many.
    size_t resend(Storage &storage);

    size_t confirmed() const; // distinct messages
    size_t refused() const; // answers with an error
    size_t late() const; // stored after they were refused
    qint64 slowestMs() const; // of all answers since sendAll() or resend()
    std::set<MessageId> ids() const;

private:
    void onAppended(std::span<AppendOutcome> outcomes);
    void send(Storage &storage, const std::vector<size_t> &indexes);

    std::vector<AppendRequest> m_requests;
    mutable std::mutex m_mutex; // guards what follows
    std::vector<MessageId> m_stored;
    std::vector<size_t> m_toResend;
    size_t m_confirmed = 0;
    size_t m_refused = 0;
    size_t m_late = 0;
    QElapsedTimer m_sent;
    qint64 m_slowestMs = 0;
};

} // namespace conversa::test
