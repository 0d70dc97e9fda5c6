// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/mailbox.h"

#include <QThread>

#include <functional>
#include <memory>

namespace conversa {

class EpollDispatcher;
class Worker;

// One network thread: its event loop, its mailbox, and the worker that lives in it while it runs. Owned by the composition
// root.
class NetThread : public QThread
{
    Q_OBJECT

public:
    using MakeWorker = std::function<std::unique_ptr<Worker>()>;

    explicit NetThread(int index);
    ~NetThread() override;

    ThreadPort &port() { return m_mailbox; }
    Mailbox &mailbox() { return m_mailbox; }
    // Starts the thread; `make` is called in it.
    void begin(MakeWorker make);
    // Ends the loop and waits for it.
    void end();

protected:
    void run() override;

private:
    EpollDispatcher *m_loop; // owned by the thread's data, as Qt has it
    Mailbox m_mailbox;
    MakeWorker m_make;
};

} // namespace conversa
