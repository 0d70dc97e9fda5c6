// SPDX-License-Identifier: Apache-2.0
#include "loop/notifierset.h"

#include "core/log.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

#include <unistd.h>

namespace conversa {

namespace {

constexpr quint64 kWakeKey = std::numeric_limits<quint64>::max();

// By Kind. A hang-up or an error goes to every type: unheard, it would end each poll at once.
constexpr std::array<quint32, 3> kInterest{ EPOLLIN, EPOLLOUT, EPOLLPRI };
constexpr quint32 kFailure = EPOLLERR | EPOLLHUP;

int descriptorOf(const QSocketNotifier *notifier)
{
    return int(notifier->socket());
}

} // namespace

quint8 NotifierSet::Descriptor::wanted() const
{
    quint32 events = 0;
    for (int kind = Read; kind < KindCount; ++kind) {
        if (notifiers[kind])
            events |= kInterest[kind];
    }
    return quint8(events);
}

NotifierSet::NotifierSet(int wakeFd)
    : m_epoll(epoll_create1(EPOLL_CLOEXEC))
{
    epoll_event event{};
    event.events = EPOLLIN | EPOLLET;
    event.data.u64 = kWakeKey;
    if (m_epoll < 0 || epoll_ctl(m_epoll, EPOLL_CTL_ADD, wakeFd, &event) != 0)
        qFatal("no epoll for an event loop: %s", qPrintable(qt_error_string()));
}

NotifierSet::~NotifierSet()
{
    ::close(m_epoll);
}

void NotifierSet::insert(QSocketNotifier *notifier)
{
    const int fd = descriptorOf(notifier);
    if (fd < 0)
        return;
    if (m_descriptors.size() <= size_t(fd))
        m_descriptors.resize(std::max(size_t(fd) + 1, m_descriptors.size() * 2));
    Descriptor &descriptor = m_descriptors[fd];
    QSocketNotifier *&place = descriptor.notifiers[notifier->type()];
    if (place && place != notifier) {
        qCWarning(logNet, "two socket notifiers of type %d for descriptor %d", int(notifier->type()), fd);
        // The first one's descriptor may have been closed, which the kernel does not tell.
        descriptor.known = 0;
    }
    place = notifier;
    markDirty(fd);
}

void NotifierSet::remove(QSocketNotifier *notifier)
{
    const int fd = descriptorOf(notifier);
    if (fd < 0 || m_descriptors.size() <= size_t(fd))
        return;
    QSocketNotifier *&place = m_descriptors[fd].notifiers[notifier->type()];
    if (place != notifier)
        return;
    place = nullptr;
    if (m_descriptors[fd].wanted() == 0)
        forget(fd);
    else
        markDirty(fd);
}

void NotifierSet::forget(int fd)
{
    Descriptor &descriptor = m_descriptors[fd];
    // Fails harmlessly where the descriptor was closed before its notifiers.
    if (descriptor.known != 0)
        epoll_ctl(m_epoll, EPOLL_CTL_DEL, fd, nullptr);
    descriptor.known = 0;
    ++descriptor.generation;
}

void NotifierSet::markDirty(int fd)
{
    if (std::exchange(m_descriptors[fd].dirty, true))
        return;
    m_dirty.push_back(fd);
}

void NotifierSet::poll(Ready &ready, int timeout)
{
    applyChanges();
    ready.count = epoll_wait(m_epoll, ready.events.data(), int(ready.events.size()), timeout);
    ready.poll = ++m_polls;
}

int NotifierSet::activate(const Ready &ready)
{
    int sent = 0;
    for (int i = 0; i < ready.count; ++i) {
        if (ready.events[i].data.u64 != kWakeKey)
            sent += activate(ready.events[i], ready.poll);
    }
    return sent;
}

int NotifierSet::activate(const epoll_event &event, quint64 pollNumber)
{
    int sent = 0;
    // After a poll by a nested loop the rest is stale; what is still ready comes again.
    for (int kind = Read; kind < KindCount && pollNumber == m_polls; ++kind) {
        if ((event.events & (kInterest[kind] | kFailure)) == 0)
            continue;
        if (QSocketNotifier *notifier = current(event.data.u64, Kind(kind))) {
            QEvent activation(QEvent::SockAct);
            QCoreApplication::sendEvent(notifier, &activation);
            ++sent;
        }
    }
    return sent;
}

QSocketNotifier *NotifierSet::current(quint64 key, Kind kind) const
{
    const int fd = int(quint32(key));
    const Descriptor &descriptor = m_descriptors[fd];
    return descriptor.key(fd) == key ? descriptor.notifiers[kind] : nullptr;
}

void NotifierSet::applyChanges()
{
    // By index: giving up on a descriptor may add to the list.
    for (size_t i = 0; i < m_dirty.size(); ++i)
        apply(m_dirty[i]);
    m_dirty.clear();
}

void NotifierSet::apply(int fd)
{
    Descriptor &descriptor = m_descriptors[fd];
    descriptor.dirty = false;
    const quint8 events = descriptor.wanted();
    if (events == descriptor.known)
        return;
    if (control(fd, events))
        descriptor.known = events;
    else
        giveUp(fd);
}

bool NotifierSet::control(int fd, quint8 events)
{
    epoll_event event{};
    event.events = events;
    event.data.u64 = m_descriptors[fd].key(fd);
    const int operation = m_descriptors[fd].known == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    if (epoll_ctl(m_epoll, operation, fd, &event) == 0)
        return true;
    // A descriptor number that was closed and opened again under our feet.
    if (operation == EPOLL_CTL_ADD && errno == EEXIST)
        return epoll_ctl(m_epoll, EPOLL_CTL_MOD, fd, &event) == 0;
    if (operation == EPOLL_CTL_MOD && errno == ENOENT)
        return epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event) == 0;
    return false;
}

void NotifierSet::giveUp(int fd)
{
    qCWarning(logNet, "descriptor %d cannot be watched: %s", fd, qPrintable(qt_error_string()));
    for (int kind = Read; kind < KindCount; ++kind) {
        if (QSocketNotifier *notifier = m_descriptors[fd].notifiers[kind])
            notifier->setEnabled(false);
    }
}

} // namespace conversa
