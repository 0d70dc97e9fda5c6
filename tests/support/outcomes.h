// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/storage.h"

#include <algorithm>
#include <mutex>
#include <vector>

namespace conversa::test {

// Collects what a Storage reports, from whatever thread. Thread-safe.
class Outcomes
{
public:
    Storage::OnAppended handler()
    {
        return [this](std::span<AppendOutcome> outcomes) {
            const std::lock_guard lock(m_mutex);
            m_all.insert(m_all.end(), outcomes.begin(), outcomes.end());
        };
    }
    std::vector<AppendOutcome> all() const
    {
        const std::lock_guard lock(m_mutex);
        return m_all;
    }
    size_t count() const { return all().size(); }
    size_t stored() const
    {
        const auto outcomes = all();
        return size_t(
            std::count_if(outcomes.begin(), outcomes.end(), [](const auto &outcome) { return bool(outcome.result); }));
    }
    size_t failed(ErrorCode code) const
    {
        const auto outcomes = all();
        return size_t(std::count_if(outcomes.begin(), outcomes.end(),
            [&](const auto &outcome) { return !outcome.result && outcome.result.error().code == code; }));
    }

private:
    mutable std::mutex m_mutex;
    std::vector<AppendOutcome> m_all;
};

} // namespace conversa::test
