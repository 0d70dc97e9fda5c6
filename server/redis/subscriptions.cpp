// SPDX-License-Identifier: Apache-2.0
#include "redis/subscriptions.h"

#include <utility>

namespace conversa {

void Subscriptions::want(const RedisTopic &topic)
{
    State &state = m_topics[topic];
    state.wanted = true;
    schedule(topic, state);
}

void Subscriptions::unwant(const RedisTopic &topic)
{
    const auto state = m_topics.find(topic);
    if (state == m_topics.end())
        return;
    state->wanted = false;
    schedule(topic, *state);
}

void Subscriptions::schedule(const RedisTopic &topic, State &state)
{
    if (state.wanted == state.has || state.underWay || std::exchange(state.due, true))
        return;
    m_due.push_back(topic);
}

std::optional<Subscriptions::Step> Subscriptions::next()
{
    while (m_underWay < m_window && !m_due.empty()) {
        const RedisTopic topic = std::move(m_due.front());
        m_due.pop_front();
        const auto state = m_topics.find(topic);
        state->due = false;
        if (state->wanted != state->has) {
            state->underWay = true;
            ++m_underWay;
            return Step{ topic, state->wanted };
        }
        if (!state->wanted)
            m_topics.erase(state);
    }
    return std::nullopt;
}

bool Subscriptions::confirm(const Step &step)
{
    const auto state = m_topics.find(step.topic);
    if (state == m_topics.end() || !state->underWay || state->has == step.subscribe)
        return false;
    state->underWay = false;
    --m_underWay;
    state->has = step.subscribe;
    schedule(step.topic, *state);
    if (!state->has && !state->wanted)
        m_topics.erase(state);
    return true;
}

void Subscriptions::reset()
{
    m_underWay = 0;
    m_due.clear();
    for (auto state = m_topics.begin(); state != m_topics.end();) {
        if (!state->wanted) {
            state = m_topics.erase(state);
            continue;
        }
        *state = { true };
        schedule(state.key(), *state);
        ++state;
    }
}

bool Subscriptions::has(const RedisTopic &topic) const
{
    return m_topics.value(topic).has;
}

} // namespace conversa
