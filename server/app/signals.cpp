// SPDX-License-Identifier: Apache-2.0
#include "app/signals.h"

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace conversa {

ProcessSignals::ProcessSignals(QObject *parent)
    : QObject(parent)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_fd = ::signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    m_notifier = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &ProcessSignals::onReadable);
}

ProcessSignals::~ProcessSignals()
{
    m_notifier.reset();
    ::close(m_fd);
}

void ProcessSignals::onReadable()
{
    signalfd_siginfo info;
    while (::read(m_fd, &info, sizeof info) == ssize_t(sizeof info)) {
        if (info.ssi_signo == SIGHUP)
            Q_EMIT reloadAsked();
        else
            Q_EMIT endAsked();
    }
}

} // namespace conversa
