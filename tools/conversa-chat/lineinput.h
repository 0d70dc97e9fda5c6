// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

namespace conversa {

// The lines of a descriptor, be it a terminal, a pipe or a file, as they come. Lives in a thread with an event loop; does
// not own the descriptor.
class LineInput : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype mostBytes = 65'536; // of a line; of a longer one comes its begin, which is too long too

    explicit LineInput(int fd, QObject *parent = nullptr);

    // While it is paused, nothing is read and whoever writes must wait.
    void setPaused(bool paused);

Q_SIGNALS:
    // Without its end, LF or CR LF; the last one needs none.
    void lineRead(const QByteArray &line);
    void ended();

private Q_SLOTS:
    void onReadable();

private:
    void takeLines();

    const int m_fd;
    QSocketNotifier m_notifier;
    QByteArray m_rest;
    bool m_isPaused = false;
    bool m_isEnded = false;
};

} // namespace conversa
