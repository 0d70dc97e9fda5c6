// SPDX-License-Identifier: Apache-2.0
#include "net/stream.h"

#include "net/turn.h"

#include <QEvent>

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

namespace conversa {

// Calls the stream straight from the event, without a signal in between.
class Stream::Notifier : public QSocketNotifier
{
public:
    using Handler = void (Stream::*)();

    Notifier(Stream &stream, int fd, Type type, Handler handler)
        : QSocketNotifier(fd, type)
        , m_stream(stream)
        , m_handler(handler)
    {
    }

protected:
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::SockAct)
            return QSocketNotifier::event(event);
        (m_stream.*m_handler)();
        return true;
    }

private:
    Stream &m_stream;
    Handler m_handler;
};

Stream::Stream(Turn &turn, int fd, Population::Seat seat, qint64 abortMs, std::shared_ptr<const TlsContext> tls)
    : m_turn(turn)
    , m_seat(std::move(seat))
    , m_fd(fd)
    , m_abortMs(abortMs)
    , m_tls(tls ? std::make_unique<TlsLink>(turn, std::move(tls)) : nullptr)
    , m_readable(std::make_unique<Notifier>(*this, fd, QSocketNotifier::Read, &Stream::read))
    , m_deadline(turn.wheel(), TimerWheel::call<&Stream::onDeadline>(this))
{
}

Stream::~Stream()
{
    m_reader = nullptr;
    close();
    m_turn.addQueued(-m_noted);
    if (m_dirty || m_awaitsTurn)
        m_turn.forget(*this);
}

void Stream::write(const QByteArray &bytes)
{
    if (m_state != State::Open || bytes.isEmpty())
        return;
    m_outbox.append(bytes);
    if (m_blocked)
        noteQueued();
    flushSoon();
}

void Stream::dropUnsent()
{
    m_outbox.dropUnsent();
    noteQueued();
}

void Stream::noteQueued()
{
    m_turn.addQueued(queued() - m_noted);
    m_noted = queued();
}

void Stream::flushSoon()
{
    if (m_dirty || m_blocked)
        return;
    m_dirty = true;
    m_turn.flushLater(*this);
}

Outbox::Written Stream::writeOut()
{
    const auto written = m_tls ? m_tls->writeTo(m_fd, m_outbox) : m_outbox.writeTo(m_fd);
    if (queued() != m_noted)
        noteQueued();
    return written;
}

void Stream::flush()
{
    m_dirty = false;
    if (m_state == State::Aborting) {
        close();
        return;
    }
    if (m_state == State::Closed || m_blocked)
        return;
    switch (writeOut()) {
    case Outbox::Written::All:
        if (m_state == State::Finishing)
            endSending();
        onShrunk();
        break;
    case Outbox::Written::Blocked:
        m_blocked = true;
        tellBacklog();
        m_writable = std::make_unique<Notifier>(*this, m_fd, QSocketNotifier::Write, &Stream::onUnblocked);
        break;
    case Outbox::Written::Broken:
        close();
        break;
    }
}

void Stream::onUnblocked()
{
    const auto written = writeOut();
    if (written == Outbox::Written::Broken) {
        close();
        return;
    }
    if (written == Outbox::Written::All) {
        m_blocked = false;
        // Destroyed by the loop, not here: this is called from its event().
        m_writable->setEnabled(false);
        m_writable.release()->deleteLater();
        if (m_state == State::Finishing)
            endSending();
    }
    tellBacklog();
    onShrunk();
}

void Stream::tellBacklog()
{
    if (m_reader)
        m_reader->onBacklog(queued());
}

void Stream::onShrunk()
{
    if (m_reportsRoom && m_reader) {
        m_reportsRoom = false;
        m_reader->onWritable();
    }
}

void Stream::read()
{
    if (!m_tls || !m_tls->channel().isShaking()) {
        receive();
        return;
    }
    m_readable->setEnabled(false);
    m_awaitsTurn = true;
    m_turn.shakeLater(*this);
}

void Stream::shake()
{
    m_awaitsTurn = false;
    if (m_state == State::Closed || m_state == State::Aborting)
        return;
    m_readable->setEnabled(true);
    receive();
}

void Stream::receive()
{
    const ssize_t size = ::recv(m_fd, m_turn.readBuffer(), Turn::readBufferSize, 0);
    if (size > 0) {
        const QByteArrayView bytes(m_turn.readBuffer(), qsizetype(size));
        if (m_state == State::Open && m_tls)
            onWire(bytes);
        else if (m_state == State::Open && m_reader)
            m_reader->onBytes(bytes);
        return;
    }
    if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
        return;
    close();
}

void Stream::onWire(QByteArrayView wire)
{
    TlsChannel &channel = m_tls->channel();
    channel.feed(wire);
    while (m_state == State::Open && m_reader) {
        const QByteArrayView plain = channel.read(m_turn.tlsBuffers().plain);
        if (plain.isEmpty())
            break;
        m_reader->onBytes(plain);
    }
    channel.feed({}); // what is left of it nobody reads any more, and the buffer is the next one's
    if (channel.hasOutput())
        flushSoon();
    if (channel.isEnded())
        close();
    else if (!channel.failure().isEmpty() && m_state == State::Open)
        beginFinish(); // once the peer has been told
}

void Stream::finish()
{
    if (m_state != State::Open)
        return;
    if (m_tls && m_tls->channel().isShaking())
        abort();
    else
        beginFinish();
}

void Stream::beginFinish()
{
    m_state = State::Finishing;
    m_deadline.arm(std::chrono::milliseconds(m_abortMs));
    flushSoon();
}

void Stream::abort()
{
    if (m_state == State::Aborting || m_state == State::Closed)
        return;
    m_state = State::Aborting;
    closeSoon();
}

void Stream::endSending()
{
    m_state = State::Ended;
    if (m_tls)
        m_tls->end(m_fd);
    ::shutdown(m_fd, SHUT_WR);
}

void Stream::onDeadline()
{
    abort();
}

void Stream::closeSoon()
{
    m_readable->setEnabled(false);
    m_blocked = false;
    if (m_dirty)
        return;
    m_dirty = true;
    m_turn.flushLater(*this);
}

void Stream::close()
{
    if (m_state == State::Closed)
        return;
    m_state = State::Closed;
    m_deadline.disarm();
    for (auto *notifier : {&m_readable, &m_writable}) {
        if (!*notifier)
            continue;
        (*notifier)->setEnabled(false);
        notifier->release()->deleteLater();
    }
    ::close(m_fd);
    if (m_reader)
        m_reader->onClosed();
}

} // namespace conversa
