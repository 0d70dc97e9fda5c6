// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "loop/timerwheel.h"
#include "net/outbox.h"
#include "net/population.h"
#include "net/tlslink.h"

#include <QByteArrayView>
#include <QSocketNotifier>

#include <memory>

namespace conversa {

class Turn;

// Who gets what a stream reads. Called in the stream's thread; may destroy the stream only from onClosed().
class StreamReader
{
public:
    virtual ~StreamReader() = default;
    virtual void onBytes(QByteArrayView bytes) = 0;
    // The outbox has shrunk, as asked for with reportRoom().
    virtual void onWritable() = 0;
    // So many bytes wait because the peer does not take them; 0: it has taken all.
    virtual void onBacklog(qint64 bytes) = 0;
    // The last call: the peer is gone, or finish() or abort() is through.
    virtual void onClosed() = 0;
};

// One connected TCP descriptor in a network thread: reads into the thread's buffer, writes through an outbox once per loop
// turn, both through TLS if it is given a certificate. Owned by the gate, later by the connection.
class Stream
{
public:
    // Takes over `fd`, connected and non-blocking.
    Stream(Turn &turn, int fd, Population::Seat seat, qint64 abortMs, std::shared_ptr<const TlsContext> tls);
    ~Stream();
    Q_DISABLE_COPY_MOVE(Stream)

    void setReader(StreamReader *reader) { m_reader = reader; }
    // Hands the reader what has arrived, as happens by itself whenever something does.
    void read();
    // Goes on shaking hands: it is this one's turn (see Turn::shakeLater).
    void shake();
    void write(const QByteArray &bytes);
    void flush();
    qint64 queued() const { return m_outbox.size() + (m_tls ? m_tls->queued() : 0); }
    // Has the reader told once when the queue has shrunk.
    void reportRoom() { m_reportsRoom = true; }
    // Drops what has not begun to go out, so that what is written next goes first.
    void dropUnsent();
    // Writes out what is queued, then ends the sending side and waits for the peer to end its own; what it still sends is
    // thrown away. After abortMs the stream is closed whatever is left. Before the end of a TLS handshake nothing can be
    // said: it is abort() then.
    void finish();
    // Closes at the end of this loop turn, without a word.
    void abort();
    bool isFinishing() const { return m_state != State::Open; }
    // Why TLS did not come about; empty: it did, or may yet, or is not spoken.
    QByteArray tlsFailure() const { return m_tls ? m_tls->channel().failure() : QByteArray(); }

private:
    enum class State : quint8 { Open, Finishing, Ended, Aborting, Closed };
    class Notifier;

    void receive();
    void onWire(QByteArrayView wire);
    Outbox::Written writeOut();
    void flushSoon();
    // Has the thread's figure follow what is queued here.
    void noteQueued();
    void beginFinish();
    void onUnblocked();
    void endSending();
    void onDeadline();
    void onShrunk();
    void tellBacklog();
    void closeSoon();
    void close();

    Turn &m_turn;
    Population::Seat m_seat;
    StreamReader *m_reader = nullptr;
    int m_fd;
    qint64 m_abortMs;
    qint64 m_noted = 0; // bytes of the queue that the thread's figure has
    State m_state = State::Open;
    bool m_dirty = false;
    bool m_blocked = false;
    bool m_reportsRoom = false;
    bool m_awaitsTurn = false; // to shake hands
    Outbox m_outbox;
    std::unique_ptr<TlsLink> m_tls; // nothing: plain text
    std::unique_ptr<Notifier> m_readable;
    std::unique_ptr<Notifier> m_writable;
    TimerWheel::Deadline m_deadline;
};

} // namespace conversa
