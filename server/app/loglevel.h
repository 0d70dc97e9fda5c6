// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QTimer>

#include <chrono>

namespace conversa {

// How much of the program's own log is written. Lives in the main thread, one in a program: Qt's filter is one for all.
class LogLevel
{
public:
    // "debug", "info", "warning" or "error".
    explicit LogLevel(QByteArray configured);

    // What holds unless another level is lent.
    void configure(const QByteArray &level);
    // Another level for a while, then the configured one again.
    void lend(const QByteArray &level, std::chrono::milliseconds time);

private:
    static void apply(const QByteArray &level);

    QByteArray m_configured;
    QTimer m_revert;
};

} // namespace conversa
