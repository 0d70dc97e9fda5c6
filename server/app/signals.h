// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace conversa {

// Turns SIGTERM, SIGINT and SIGHUP into Qt signals of the main thread. To be made before any other thread, which inherits
// that they are blocked and waited for here.
class ProcessSignals : public QObject
{
    Q_OBJECT

public:
    explicit ProcessSignals(QObject *parent = nullptr);
    ~ProcessSignals() override;

Q_SIGNALS:
    void endAsked(); // SIGTERM, SIGINT
    void reloadAsked(); // SIGHUP

private:
    void onReadable();

    int m_fd;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace conversa
