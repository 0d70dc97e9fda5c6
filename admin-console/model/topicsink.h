// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/rowreader.h"

#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace conversa::console {

// Takes what the admin socket tells of one topic, in the link's thread, and hands it over to the GUI thread in batches. Shared
// by both.
class TopicSink
{
public:
    TopicSink() = default;
    virtual ~TopicSink() = default;
    Q_DISABLE_COPY_MOVE(TopicSink)

    // False: something is missing before this message.
    virtual bool take(const AdminMessage &message) = 0;
    // What comes next is a snapshot: of a new subscription, or over a new connection.
    virtual void restart() = 0;
    // Waits to be handed over like whatever comes, and is not true any more once something came after it.
    virtual void refuse(const Error &why) = 0;
    // Hands over what has come, unless what was handed over before still waits to be collected. True: it did.
    virtual bool flush() = 0;
    // Something came that was not handed over yet.
    bool hasNews() const { return m_hasNews; }

protected:
    bool m_hasNews = false;
};

// One value on its way from one thread to another.
template <typename T>
class Mailbox
{
public:
    bool isEmpty() const
    {
        const std::lock_guard lock(m_mutex);
        return !m_value;
    }
    void put(T value)
    {
        const std::lock_guard lock(m_mutex);
        m_value = std::move(value);
    }
    std::optional<T> collect()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_value, std::nullopt);
    }

private:
    mutable std::mutex m_mutex;
    std::optional<T> m_value;
};

} // namespace conversa::console
