// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <functional>
#include <memory>
#include <vector>

namespace conversa::test {

// Thousands of WebSocket clients that all do the same, on one epoll: what comes in is only counted, and each may stop
// reading. Lives in the test's thread and reads only while it is told to wait.
class Crowd
{
public:
    struct Guest
    {
        int fd = -1;
        int status = 0; // of the handshake
        int texts = 0; // text messages that hold the mark
        int pings = 0;
        int closeCode = 0;
        QByteArray closeReason = {};
        bool ended = false;
        qint64 lastTextNs = 0; // when the last of them came, on the monotonic clock
        QByteArray received = {}; // not yet taken apart
    };

    // Text messages are counted when they hold `mark`.
    Crowd(quint16 port, QByteArray token, QByteArray mark);
    ~Crowd();
    Q_DISABLE_COPY_MOVE(Crowd)

    // So many more guests, each with its handshake answered; false when one was not let in by the deadline.
    bool invite(int count, int deadlineMs = 20'000);
    void sayAll(const QByteArray &text);
    void stopReading(size_t guest, bool stopped = true);
    // Reads until `enough`; false at the deadline.
    bool readUntil(const std::function<bool()> &enough, int deadlineMs);
    // Until every guest that reads has so many texts, or has ended.
    bool readTexts(int each, int deadlineMs = 20'000);

    const std::vector<Guest> &guests() const { return m_guests; }
    qint64 texts() const { return m_texts; } // of all guests
    int count(const std::function<bool(const Guest &)> &is) const;

private:
    int connected() const;
    void read(Guest &guest);
    static void takeHead(Guest &guest);
    bool takeFrame(Guest &guest, qsizetype &from);
    void end(Guest &guest) const;

    const quint16 m_port;
    const QByteArray m_head;
    const QByteArray m_mark;
    const int m_poll;
    std::vector<Guest> m_guests;
    qint64 m_texts = 0;
};

} // namespace conversa::test
