// SPDX-License-Identifier: Apache-2.0
#include "support/storm.h"

#include "support/descriptor.h"
#include "support/frames.h"
#include "support/loopback.h"
#include "support/wsclient.h"

#include <QDeadlineTimer>
#include <QJsonDocument>

#include <array>
#include <optional>

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace conversa::test {

namespace {

constexpr qint64 answerMs = 10'000; // for an answer to a handshake or a join
constexpr qint64 readMs = 30'000; // for the messages after it
constexpr qint64 silenceMs = 1'000; // after an end without a word

QJsonObject objectOf(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

// The whole answer of HTTP, or nothing yet.
struct Answer
{
    int status = 0;
    std::optional<qint64> retryAfterMs;
    qsizetype headSize = 0;
};

QByteArray headerOf(const QByteArray &head, const QByteArray &name)
{
    const qsizetype at = head.indexOf("\r\n" + name + ": ");
    if (at < 0)
        return {};
    const qsizetype from = at + name.size() + 4;
    return head.mid(from, head.indexOf("\r\n", from) - from);
}

std::optional<Answer> answerIn(const QByteArray &received)
{
    const qsizetype end = received.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    const QByteArray head = received.first(end + 2);
    Answer answer{ head.mid(9, 3).toInt(), {}, end + 4 };
    if (answer.status == 101)
        return answer;
    if (received.size() - answer.headSize < headerOf(head, "Content-Length").toInt())
        return std::nullopt;
    const auto exact = objectOf(received.mid(answer.headSize)).value(QLatin1String("retry_after_ms"));
    const QByteArray seconds = headerOf(head, "Retry-After");
    if (exact.isDouble())
        answer.retryAfterMs = qint64(exact.toDouble());
    else if (!seconds.isEmpty())
        answer.retryAfterMs = seconds.toInt() * 1'000;
    return answer;
}

} // namespace

Storm::Storm(Options options)
    : m_options(std::move(options))
    , m_poll(::epoll_create1(EPOLL_CLOEXEC))
    , m_startNs(steadyNs())
    , m_clients(size_t(m_options.clients))
{
    raiseOpenFiles();
}

Storm::~Storm()
{
    for (Client &client : m_clients)
        close(client);
    ::close(m_poll);
}

qint64 Storm::now() const
{
    return (steadyNs() - m_startNs) / 1'000'000;
}

bool Storm::run(int deadlineMs)
{
    const qint64 begin = now();
    for (int i = 0; i < m_options.clients; ++i)
        comeBack(i, qint64(i) * m_options.withinMs / m_options.clients);
    std::array<epoll_event, 256> events;
    while (m_in < m_options.clients && now() - begin < deadlineMs) {
        while (!m_due.empty() && m_due.top().first <= now()) {
            const int client = m_due.top().second;
            m_due.pop();
            wake(client);
        }
        const int count = ::epoll_wait(m_poll, events.data(), int(events.size()), m_due.empty() ? 100 : 1);
        for (int i = 0; i < count; ++i)
            onReady(int(events[size_t(i)].data.u64), events[size_t(i)].events & EPOLLOUT);
    }
    m_backMs = now() - begin;
    return m_in == m_options.clients;
}

// Something of the client is due; it may have been overtaken.
void Storm::wake(int client)
{
    Client &each = m_clients[size_t(client)];
    if (each.stage == Stage::In || each.dueMs > now())
        return;
    if (each.stage == Stage::Away)
        comeIn(client);
    else if (each.stage == Stage::Refused)
        join(client);
    else
        giveUp(client, each.stage < Stage::Joining ? "no answer to the handshake"
                : each.stage == Stage::Joining     ? "no answer to the join"
                                                   : "not all messages");
}

void Storm::comeIn(int client)
{
    Client &each = m_clients[size_t(client)];
    each.fd = connectFrom(loopbackAddress(client), m_options.port);
    if (each.fd < 0) {
        giveUp(client, "no descriptor");
        return;
    }
    each.stage = Stage::Connecting;
    each.dueMs = now() + answerMs;
    m_due.push({ each.dueMs, client });
    epoll_event event{ EPOLLOUT, { .u64 = quint64(client) } };
    ::epoll_ctl(m_poll, EPOLL_CTL_ADD, each.fd, &event);
}

void Storm::onReady(int client, bool writable)
{
    if (writable && m_clients[size_t(client)].stage == Stage::Connecting)
        ask(client);
    else
        read(client);
}

void Storm::ask(int client)
{
    Client &each = m_clients[size_t(client)];
    const QByteArray head = Handshake{ .token = m_options.token(client) }.head();
    if (::send(each.fd, head.constData(), size_t(head.size()), MSG_NOSIGNAL) != head.size()) {
        giveUp(client, "not connected");
        return;
    }
    each.stage = Stage::Asking;
    epoll_event event{ EPOLLIN, { .u64 = quint64(client) } };
    ::epoll_ctl(m_poll, EPOLL_CTL_MOD, each.fd, &event);
}

void Storm::read(int client)
{
    Client &each = m_clients[size_t(client)];
    const ssize_t size = receive(each.fd, each.received);
    if (size <= 0) {
        giveUp(client, size == 0 ? "ended" : "reset");
        return;
    }
    if (each.stage == Stage::Asking)
        onAnswer(client);
    while (each.stage >= Stage::Joining) {
        const auto frame = serverFrame(each.received);
        if (!frame)
            break;
        const QByteArray payload = frame->payload.toByteArray();
        each.received.remove(0, frame->size);
        onFrame(client, frame->opcode, payload);
    }
    if (each.received.isEmpty())
        each.received = QByteArray(); // thousands of idle buffers are much memory
}

void Storm::onAnswer(int client)
{
    Client &each = m_clients[size_t(client)];
    const auto answer = answerIn(each.received);
    if (!answer)
        return;
    m_dropped += retransmissions(each.fd);
    if (answer->status == 101) {
        each.received.remove(0, answer->headSize);
        join(client);
    } else if (answer->retryAfterMs) {
        ++m_refused;
        close(each);
        comeBack(client, *answer->retryAfterMs);
    } else {
        giveUp(client, "refused without a time: " + QByteArray::number(answer->status));
    }
}

void Storm::join(int client)
{
    Client &each = m_clients[size_t(client)];
    const QByteArray frame = clientFrame(0x81, "{\"type\":\"join_session\",\"payload\":{\"session_id\":\""
        + m_options.session(client) + "\",\"after_seq\":" + QByteArray::number(each.seq) + "}}");
    (void)!::send(each.fd, frame.constData(), size_t(frame.size()), MSG_NOSIGNAL);
    each.stage = Stage::Joining;
    each.dueMs = now() + answerMs;
    m_due.push({ each.dueMs, client });
}

void Storm::onFrame(int client, int opcode, const QByteArray &payload)
{
    Client &each = m_clients[size_t(client)];
    if (opcode == 0x8) {
        giveUp(client, "closed");
        return;
    }
    if (opcode != 0x1 || each.stage == Stage::In)
        return;
    const QJsonObject message = objectOf(payload);
    const QString type = message.value(QLatin1String("type")).toString();
    const QJsonObject body = message.value(QLatin1String("payload")).toObject();
    if (type == QLatin1String("new_message")) {
        m_disorders += body.value(QLatin1String("seq")).toInt() != each.seq + 1;
        ++each.seq;
    } else if (type == QLatin1String("error")) {
        onJoinRefused(client, body);
        return;
    } else if (type == QLatin1String("session_joined")) {
        each.stage = Stage::Reading;
        each.dueMs = now() + readMs;
        m_due.push({ each.dueMs, client });
    }
    if (each.stage == Stage::Reading && each.seq == m_options.messages) {
        each.stage = Stage::In;
        ++m_in;
    }
}

void Storm::onJoinRefused(int client, const QJsonObject &error)
{
    const int waitMs = error.value(QLatin1String("retry_after_ms")).toInt();
    if (waitMs <= 0) {
        giveUp(client, "join refused without a time: " + error.value(QLatin1String("code")).toString().toUtf8());
        return;
    }
    ++m_refused;
    ++m_overloaded;
    Client &each = m_clients[size_t(client)];
    each.stage = Stage::Refused;
    each.dueMs = now() + waitMs;
    m_due.push({ each.dueMs, client });
}

void Storm::giveUp(int client, const QByteArray &why)
{
    ++m_silences[why];
    Client &each = m_clients[size_t(client)];
    m_in -= each.stage == Stage::In;
    close(each);
    comeBack(client, silenceMs);
}

void Storm::comeBack(int client, qint64 waitMs)
{
    Client &each = m_clients[size_t(client)];
    each.stage = Stage::Away;
    each.received.clear();
    each.dueMs = now() + waitMs;
    m_due.push({ each.dueMs, client });
}

void Storm::close(Client &client) const
{
    if (client.fd >= 0)
        ::close(client.fd);
    client.fd = -1;
}

} // namespace conversa::test
