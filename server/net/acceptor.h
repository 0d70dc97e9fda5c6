// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "loop/timerwheel.h"
#include "net/listener.h"

#include <QSocketNotifier>

#include <functional>
#include <memory>
#include <vector>

namespace conversa {

// Accepts on all listeners and hands the descriptors on. Out of descriptors, it answers 503 with one kept in reserve and
// rests a moment instead of spinning. Lives in the main thread, which is never busy for long.
class Acceptor
{
public:
    // Takes over a connected, non-blocking descriptor; tls: its peer speaks TLS.
    using OnAccepted = std::function<void(int fd, const QHostAddress &peer, bool tls)>;

    Acceptor(std::vector<Listener> listeners, TimerWheel &wheel, Clock clock, OnAccepted onAccepted);
    ~Acceptor();

private:
    void acceptFrom(const Listener &listener);
    void refuseOne(const Listener &listener);
    void rest();
    void resume();

    std::vector<Listener> m_listeners;
    Clock m_clock;
    OnAccepted m_onAccepted;
    Descriptor m_reserve;
    std::vector<std::unique_ptr<QSocketNotifier>> m_notifiers;
    TimerWheel::Deadline m_restOver;
    qint64 m_loggedMs = 0;
};

} // namespace conversa
