// SPDX-License-Identifier: Apache-2.0
#include "net/netthread.h"

#include "loop/epolldispatcher.h"
#include "net/worker.h"

namespace conversa {

NetThread::NetThread(int index)
    : m_loop(new EpollDispatcher)
    , m_mailbox([this] { m_loop->wakeUp(); })
{
    setObjectName(QStringLiteral("net-%1").arg(index));
    setEventDispatcher(m_loop);
}

NetThread::~NetThread()
{
    end();
}

void NetThread::begin(MakeWorker make)
{
    m_make = std::move(make);
    start();
}

void NetThread::end()
{
    quit();
    wait();
}

void NetThread::run()
{
    const auto worker = m_make();
    m_loop->setTurnEndHook([&] { worker->endTurn(); });
    exec();
    m_loop->setTurnEndHook({});
    m_mailbox.close();
}

} // namespace conversa
