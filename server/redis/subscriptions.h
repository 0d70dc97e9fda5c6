// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>

#include <deque>
#include <optional>

namespace conversa {

// A channel, or a pattern of channels.
struct RedisTopic
{
    QByteArray name;
    bool isPattern = false;

    bool operator==(const RedisTopic &) const = default;
    friend size_t qHash(const RedisTopic &topic, size_t seed = 0) noexcept
    {
        return ::qHash(topic.name, seed) ^ size_t(topic.isPattern);
    }
};

// Which topics a connection should have and which it has: a pure state machine. One step of a topic is under way at a
// time, and at most `window` of all, so that wanting a hundred thousand fills no buffer.
class Subscriptions
{
public:
    struct Step
    {
        RedisTopic topic;
        bool subscribe = true;
    };

    explicit Subscriptions(int window = 512)
        : m_window(window)
    {
    }

    void want(const RedisTopic &topic);
    void unwant(const RedisTopic &topic);
    // The next step to send; nullopt: nothing to do now.
    std::optional<Step> next();
    // A step that was sent is confirmed. False: it was never sent.
    bool confirm(const Step &step);
    // The connection is gone and with it every subscription; what is wanted is to be done again.
    void reset();

    bool has(const RedisTopic &topic) const;
    // Whether the connection has, or is about to have, any subscription: only a few commands are allowed then.
    bool isActive() const { return !m_topics.isEmpty(); }
    // Everything wanted is there, and nothing is under way.
    bool isSettled() const { return m_underWay == 0 && m_due.empty(); }

private:
    struct State
    {
        bool wanted = false;
        bool has = false;
        bool underWay = false;
        bool due = false; // in m_due
    };
    void schedule(const RedisTopic &topic, State &state);

    const int m_window;
    int m_underWay = 0;
    QHash<RedisTopic, State> m_topics;
    std::deque<RedisTopic> m_due;
};

} // namespace conversa
