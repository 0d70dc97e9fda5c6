// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "loop/epolldispatcher.h"

#include <QCoreApplication>
#include <QTest>
#include <QThread>

#include <chrono>
#include <functional>
#include <memory>

// What the tests of EpollDispatcher share.
namespace conversa::testing {

inline EpollDispatcher *dispatcher()
{
    return static_cast<EpollDispatcher *>(QAbstractEventDispatcher::instance());
}

inline void post(QObject *context, std::function<void()> action)
{
    QMetaObject::invokeMethod(context, std::move(action), Qt::QueuedConnection);
}

// A thread on its own EpollDispatcher with an object in it to post to.
class LoopThread
{
public:
    LoopThread()
    {
        m_thread.setEventDispatcher(std::make_unique<EpollDispatcher>().release());
        m_context.moveToThread(&m_thread);
        m_thread.start();
    }
    ~LoopThread() { stop(); }

    bool stop()
    {
        m_thread.quit();
        return m_thread.wait(std::chrono::seconds(30));
    }
    QObject *context() { return &m_context; }
    QThread *thread() { return &m_thread; }
    void run(std::function<void()> action)
    {
        QMetaObject::invokeMethod(&m_context, std::move(action), Qt::BlockingQueuedConnection);
    }

private:
    QThread m_thread;
    QObject m_context;
};

// The main() of a test whose main thread runs on EpollDispatcher.
template <typename Test>
int runOnEpoll(int argc, char *argv[])
{
    QCoreApplication::setEventDispatcher(std::make_unique<EpollDispatcher>().release());
    QCoreApplication application(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace conversa::testing
