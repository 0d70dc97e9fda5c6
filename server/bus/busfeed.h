// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bus/busevent.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <mutex>
#include <vector>

namespace conversa {

// The way to other servers from any thread: posting queues, wakes the main thread once, and waits for nothing. Bounded: messages
// beyond are told as the head of their session, which costs their text and no message. Made and drained in the main thread;
// owned by the composition root.
class BusFeed : public QObject
{
    Q_OBJECT

public:
    static constexpr size_t maxEvents = 20'000;

    // `publish` is called in the main thread.
    explicit BusFeed(std::function<void(const BusEvent &)> publish, QObject *parent = nullptr);

    // Any thread.
    void post(std::vector<BusEvent> events);
    void post(BusEvent event);
    // Runs `task` in the main thread, before events posted later.
    void run(std::function<void()> task);

    // Publishes now what is queued; in the main thread.
    void drain();

private:
    struct Queued
    {
        std::vector<BusEvent> events;
        QHash<SessionKey, StoredHead> heads; // of messages that found no room
        std::vector<std::function<void()>> tasks;
    };
    void take(BusEvent &event);
    void wake();

    const std::function<void(const BusEvent &)> m_publish;
    std::mutex m_mutex; // guards the rest
    Queued m_queued;
    bool m_woken = false;
};

} // namespace conversa
