// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSemaphore>
#include <QThread>

namespace conversa::test {

// A proxy that needs an event loop, in a thread that has one: the clients of a test wait without. `Proxy` is made with
// the port it stands before.
template <typename Proxy>
class ProxyThread : public QThread
{
public:
    explicit ProxyThread(quint16 target)
        : m_target(target)
    {
        start();
        m_made.acquire();
    }
    ~ProxyThread() override
    {
        quit();
        wait();
    }
    Q_DISABLE_COPY_MOVE(ProxyThread)

    // Runs `job` with the proxy, in its thread, to the end.
    template <typename Job>
    void with(Job job)
    {
        QMetaObject::invokeMethod(
            m_proxy, [&] { job(*m_proxy); }, Qt::BlockingQueuedConnection);
    }
    quint16 port() const { return m_port; }

private:
    void run() override
    {
        Proxy proxy(m_target);
        m_proxy = &proxy;
        m_port = proxy.port();
        m_made.release();
        exec();
    }

    const quint16 m_target;
    quint16 m_port = 0;
    Proxy *m_proxy = nullptr;
    QSemaphore m_made;
};

} // namespace conversa::test
