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

Stream::Stream(Turn &turn, int fd, Population::Seat seat, qint64 abortMs)
    : m_turn(turn)
    , m_seat(std::move(seat))
    , m_fd(fd)
    , m_abortMs(abortMs)
    , m_readable(std::make_unique<Notifier>(*this, fd, QSocketNotifier::Read, &Stream::read))
    , m_deadline(turn.wheel(), TimerWheel::call<&Stream::onDeadline>(this))
{
}

Stream::~Stream()
{
    m_reader = nullptr;
    close();
    if (m_dirty)
        m_turn.forget(*this);
}

void Stream::write(const QByteArray &bytes)
{
    if (m_state != State::Open || bytes.isEmpty())
        return;
    m_outbox.append(bytes);
    if (m_dirty || m_blocked)
        return;
    m_dirty = true;
    m_turn.flushLater(*this);
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
    switch (m_outbox.writeTo(m_fd)) {
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
    const auto written = m_outbox.writeTo(m_fd);
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
        m_reader->onBacklog(m_outbox.size());
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
    const ssize_t size = ::recv(m_fd, m_turn.readBuffer(), Turn::readBufferSize, 0);
    if (size > 0) {
        if (m_state == State::Open && m_reader)
            m_reader->onBytes({m_turn.readBuffer(), qsizetype(size)});
        return;
    }
    if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
        return;
    close();
}

void Stream::finish()
{
    if (m_state != State::Open)
        return;
    m_state = State::Finishing;
    m_deadline.arm(std::chrono::milliseconds(m_abortMs));
    if (!m_dirty && !m_blocked) {
        m_dirty = true;
        m_turn.flushLater(*this);
    }
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
