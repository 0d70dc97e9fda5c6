// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace conversa {

// Turns SIGTERM and SIGINT into a Qt signal of the main thread. To be made before any other thread, which inherits that
// the two are blocked and waited for here.
class TerminationSignals : public QObject
{
    Q_OBJECT

public:
    explicit TerminationSignals(QObject *parent = nullptr);
    ~TerminationSignals() override;

Q_SIGNALS:
    void received();

private:
    void onReadable();

    int m_fd;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace conversa
