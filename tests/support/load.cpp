// SPDX-License-Identifier: Apache-2.0
#include "support/load.h"

#include <algorithm>
#include <numeric>

namespace conversa::test {

Load::Load(const std::vector<Conversation> &talks, int count)
    : m_stored(size_t(count))
{
    for (int i = 0; i < count; ++i) {
        const QByteArray number = QByteArray::number(i);
        m_requests.push_back(talks[size_t(i) % talks.size()].fromAgent("message " + number, number));
    }
}

Storage::OnAppended Load::handler()
{
    return [this](std::span<AppendOutcome> outcomes) { onAppended(outcomes); };
}

void Load::sendAll(Storage &storage)
{
    std::vector<size_t> all(m_requests.size());
    std::iota(all.begin(), all.end(), 0);
    send(storage, all);
}

size_t Load::resend(Storage &storage)
{
    std::vector<size_t> again;
    {
        const std::lock_guard lock(m_mutex);
        again.swap(m_toResend);
    }
    send(storage, again);
    return again.size();
}

void Load::send(Storage &storage, const std::vector<size_t> &indexes)
{
    if (indexes.empty())
        return;
    std::vector<std::pair<AppendRequest, AppendTicket>> batch;
    for (const size_t i : indexes) {
        batch.emplace_back(m_requests[i], AppendTicket{});
        // A client that sends again knows no message_id; the server gives a new one.
        batch.back().first.message.id = MessageId{ Uuid::random() };
        batch.back().second.requestId = QByteArray::number(i);
    }
    {
        const std::lock_guard lock(m_mutex);
        m_sent.start();
    }
    storage.append(std::move(batch));
}

void Load::onAppended(std::span<AppendOutcome> outcomes)
{
    const std::lock_guard lock(m_mutex);
    for (const AppendOutcome &outcome : outcomes) {
        const auto i = outcome.ticket.requestId.toULongLong();
        m_slowestMs = std::max(m_slowestMs, m_sent.elapsed());
        if (!outcome.result) {
            ++m_refused;
            m_toResend.push_back(i);
            continue;
        }
        m_late += !outcome.confirm;
        m_confirmed += m_stored[i].isNull();
        m_stored[i] = outcome.result->message.id;
    }
}

size_t Load::confirmed() const
{
    const std::lock_guard lock(m_mutex);
    return m_confirmed;
}

size_t Load::refused() const
{
    const std::lock_guard lock(m_mutex);
    return m_refused;
}

size_t Load::late() const
{
    const std::lock_guard lock(m_mutex);
    return m_late;
}

qint64 Load::slowestMs() const
{
    const std::lock_guard lock(m_mutex);
    return m_slowestMs;
}

std::set<MessageId> Load::ids() const
{
    const std::lock_guard lock(m_mutex);
    return { m_stored.begin(), m_stored.end() };
}

} // namespace conversa::test
