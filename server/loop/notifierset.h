// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSocketNotifier>

#include <array>
#include <vector>

#include <sys/epoll.h>

namespace conversa {

// The socket notifiers of one thread and the epoll instance they stand for. Changes reach the kernel lazily, before
// the next poll, except the end of a descriptor's last notifier: its owner closes it next. Owned by EpollDispatcher.
class NotifierSet
{
public:
    // What one poll found; lives on the stack so that nested loops do not share it.
    struct Ready
    {
        std::array<epoll_event, 256> events;
        int count = 0;
        quint64 poll = 0;
    };

    // wakeFd: an eventfd whose every write ends a poll.
    explicit NotifierSet(int wakeFd);
    ~NotifierSet();
    NotifierSet(const NotifierSet &) = delete;
    NotifierSet &operator=(const NotifierSet &) = delete;

    // One notifier a descriptor and type: another takes its place. A descriptor that epoll refuses (closed, or a
    // regular file) has its notifiers disabled with a warning at the next poll.
    void insert(QSocketNotifier *notifier);
    void remove(QSocketNotifier *notifier);

    // Blocks for up to timeout milliseconds (-1: for ever).
    void poll(Ready &ready, int timeout);
    // Sends QEvent::SockAct to the notifiers that are still there for what poll() found; returns how many it sent.
    int activate(const Ready &ready);

private:
    enum Kind { Read, Write, Exception, KindCount };

    struct Descriptor
    {
        std::array<QSocketNotifier *, KindCount> notifiers{};
        quint32 generation = 0; // tells the events of a closed descriptor from those of its successor
        quint8 known = 0; // the epoll events that the kernel has been told
        bool dirty = false;

        quint8 wanted() const;
        quint64 key(int fd) const { return (quint64(generation) << 32) | quint32(fd); }
    };

    int activate(const epoll_event &event, quint64 pollNumber);
    QSocketNotifier *current(quint64 key, Kind kind) const;
    void markDirty(int fd);
    void applyChanges();
    void apply(int fd);
    bool control(int fd, quint8 events);
    void giveUp(int fd);
    void forget(int fd);

    int m_epoll = -1;
    quint64 m_polls = 0;
    std::vector<Descriptor> m_descriptors; // by descriptor number
    std::vector<int> m_dirty;
};

} // namespace conversa
