// SPDX-License-Identifier: Apache-2.0
#include "redis/redisclient.h"

#include <QRandomGenerator>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>

#include <algorithm>
#include <chrono>
#include <utility>

namespace conversa {

namespace {

constexpr qint64 readSize = 65'536;

// Its first word and no more: of a command it does not know a Redis repeats the arguments, be they a password or somebody's
// message.
RedisError errorOf(QByteArrayView text)
{
    const QByteArrayView word = text.first(std::min(text.size(), qsizetype(std::find(text.begin(), text.end(), ' ') - text.begin())));
    const bool isCode = word.size() < 32 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return { classify(text), isCode ? word.toByteArray() : QByteArray("ERR") };
}

} // namespace

RedisClient::RedisClient(RedisSettings settings, Clock clock, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_clock(std::move(clock))
{
    for (QTimer *timer : { &m_deadline, &m_redial })
        timer->setSingleShot(true);
    m_pinger.setInterval(std::chrono::milliseconds(m_settings.pingIntervalMs));
    connect(&m_deadline, &QTimer::timeout, this, &RedisClient::onDeadline);
    connect(&m_pinger, &QTimer::timeout, this, &RedisClient::ping);
    connect(&m_redial, &QTimer::timeout, this, &RedisClient::dial);
}

RedisClient::~RedisClient()
{
    closeSocket();
}

void RedisClient::connectToServer()
{
    if (m_state == State::Off)
        dial();
}

void RedisClient::disconnectFromServer()
{
    m_redial.stop();
    closeSocket();
    m_state = State::Off;
    m_subscriptions.reset();
    for (const Pending &pending : std::exchange(m_pending, {})) {
        if (pending.then)
            pending.then({ {}, RedisError{ RedisFault::Unreachable, "disconnected" } });
    }
}

void RedisClient::dial()
{
    m_state = State::Connecting;
    makeSocket();
    m_reader.emplace();
    m_deadline.start(std::chrono::milliseconds(m_settings.deadlineMs));
    const QString host = QString::fromUtf8(m_settings.address.host);
    // Both resolve the name in QHostInfo's threads.
    if (auto *secure = qobject_cast<QSslSocket *>(m_socket))
        secure->connectToHostEncrypted(host, m_settings.address.port);
    else
        m_socket->connectToHost(host, m_settings.address.port);
}

void RedisClient::makeSocket()
{
    if (m_settings.address.tls) {
        auto *secure = new QSslSocket(this);
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        if (!m_settings.caFile.isEmpty())
            configuration.setCaCertificates(QSslCertificate::fromPath(QString::fromUtf8(m_settings.caFile)));
        secure->setSslConfiguration(configuration);
        secure->setPeerVerifyMode(QSslSocket::VerifyPeer);
        connect(secure, &QSslSocket::encrypted, this, &RedisClient::greet);
        m_socket = secure;
    } else {
        m_socket = new QTcpSocket(this);
        connect(m_socket, &QTcpSocket::connected, this, &RedisClient::greet);
    }
    m_socket->setReadBufferSize(16 * readSize);
    connect(m_socket, &QTcpSocket::readyRead, this, &RedisClient::onReadyRead);
    connect(m_socket, &QTcpSocket::errorOccurred, this, &RedisClient::onSocketError);
}

void RedisClient::greet()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_state = State::Greeting;
    const RedisAddress &address = m_settings.address;
    const auto must = [this](const char *what) {
        return Pending{ [this, what](const RedisAnswer &answer) {
            if (!answer && m_socket)
                fail({ answer.error->fault == RedisFault::Other ? RedisFault::Auth : answer.error->fault, what });
        } };
    };
    if (!address.user.isEmpty())
        send({ "AUTH", address.user, address.password }, must("Redis refused the user or the password."));
    else if (!address.password.isEmpty())
        send({ "AUTH", address.password }, must("Redis refused the password."));
    send({ "CLIENT", "SETNAME", m_settings.name }, {});
    if (address.database != 0)
        send({ "SELECT", QByteArray::number(address.database) }, must("Redis refused the database."));
    // A Redis that is still loading, or wants a password, refuses this.
    send({ "PING" }, { [this](const RedisAnswer &answer) {
        if (!answer) {
            if (m_socket)
                fail(*answer.error);
            return;
        }
        m_state = State::Ready;
        m_readySinceMs = m_clock.monotonicMs();
        m_pinger.start();
        Q_EMIT connected();
        pumpSubscriptions();
    } });
}

void RedisClient::command(std::initializer_list<QByteArrayView> arguments, Then then)
{
    const bool full = outgoing() > m_settings.maxOutgoing || qsizetype(m_pending.size()) >= m_settings.maxPending;
    if (isReady() && !full) {
        send(arguments, { std::move(then), {} });
        return;
    }
    const RedisError why = full ? RedisError{ RedisFault::Overflow, "too much is under way" }
                                : RedisError{ RedisFault::Unreachable, "not connected" };
    ++m_faults[size_t(why.fault)];
    if (then)
        then({ {}, why });
}

void RedisClient::subscribe(const RedisTopic &topic)
{
    m_subscriptions.want(topic);
    pumpSubscriptions();
}

void RedisClient::unsubscribe(const RedisTopic &topic)
{
    m_subscriptions.unwant(topic);
    pumpSubscriptions();
}

void RedisClient::pumpSubscriptions()
{
    while (isReady()) {
        const auto step = m_subscriptions.next();
        if (!step)
            return;
        const char *plain = step->subscribe ? "SUBSCRIBE" : "UNSUBSCRIBE";
        const char *pattern = step->subscribe ? "PSUBSCRIBE" : "PUNSUBSCRIBE";
        send({ step->topic.isPattern ? pattern : plain, step->topic.name }, { {}, step });
    }
}

void RedisClient::ping()
{
    // While anything is under way its own deadline watches.
    if (!m_pending.empty())
        return;
    send({ "PING" }, { [this](const RedisAnswer &answer) {
        if (!answer && m_socket)
            fail(*answer.error);
    } });
}

void RedisClient::send(std::initializer_list<QByteArrayView> arguments, Pending pending)
{
    appendCommand(m_out, arguments);
    pending.dueMs = m_clock.monotonicMs() + m_settings.deadlineMs;
    m_pending.push_back(std::move(pending));
    if (m_state == State::Ready && !m_deadline.isActive())
        m_deadline.start(std::chrono::milliseconds(m_settings.deadlineMs));
    if (!std::exchange(m_flushing, true))
        QMetaObject::invokeMethod(this, &RedisClient::flush, Qt::QueuedConnection);
}

void RedisClient::finish(qint64 ms)
{
    const qint64 endMs = m_clock.monotonicMs() + ms;
    if (isReady())
        flush();
    while (isReady() && !m_pending.empty() && m_clock.monotonicMs() < endMs)
        m_socket->waitForReadyRead(int(endMs - m_clock.monotonicMs()));
}

void RedisClient::flush()
{
    m_flushing = false;
    if (m_socket)
        m_socket->write(std::exchange(m_out, {}));
    if (m_socket)
        m_socket->flush();
}

qsizetype RedisClient::outgoing() const
{
    const auto *secure = qobject_cast<QSslSocket *>(m_socket);
    return m_out.size() + qsizetype((m_socket ? m_socket->bytesToWrite() : 0) + (secure ? secure->encryptedBytesToWrite() : 0));
}

void RedisClient::onReadyRead()
{
    QList<RedisMessage> messages;
    while (m_socket && m_reader && readReplies(messages)) { }
    if (!messages.isEmpty())
        Q_EMIT messagesReceived(messages);
}

bool RedisClient::readReplies(QList<RedisMessage> &messages)
{
    const QByteArray bytes = m_socket->read(readSize);
    if (bytes.isEmpty())
        return false;
    if (const auto fed = m_reader->feed(bytes); !fed) {
        breakOff(RedisFault::Protocol, fed.error().message);
        return false;
    }
    while (m_reader) {
        auto reply = m_reader->next();
        if (!reply) {
            breakOff(RedisFault::Protocol, reply.error().message);
            return false;
        }
        if (!*reply)
            return true;
        handle(**reply, messages);
    }
    return false;
}

void RedisClient::handle(RedisReply &reply, QList<RedisMessage> &messages)
{
    if (reply.type == RedisReply::Type::Array && m_subscriptions.isActive()) {
        handlePush(reply, messages);
        return;
    }
    if (reply.type != RedisReply::Type::Error) {
        answer({ std::move(reply), {} });
        return;
    }
    RedisError error = errorOf(reply.text);
    ++m_faults[size_t(error.fault)];
    answer({ {}, std::move(error) });
}

void RedisClient::handlePush(RedisReply &reply, QList<RedisMessage> &messages)
{
    std::vector<RedisReply> &parts = reply.elements;
    const QByteArray kind = parts.empty() ? QByteArray() : parts.front().text;
    if (kind == "message" && parts.size() == 3)
        messages.append({ std::move(parts[1].text), std::move(parts[2].text) });
    else if (kind == "pmessage" && parts.size() == 4)
        messages.append({ std::move(parts[2].text), std::move(parts[3].text) });
    else if (kind.endsWith("subscribe") && parts.size() == 3)
        onStepConfirmed(kind, parts[1].text);
    else if (kind == "pong" && parts.size() == 2)
        answer({ std::move(parts[1]), {} });
    else
        breakOff(RedisFault::Protocol, "a push that was never asked for");
}

void RedisClient::onStepConfirmed(const QByteArray &kind, const QByteArray &channel)
{
    const Subscriptions::Step step{ { channel, kind.startsWith('p') }, !kind.contains("un") };
    const bool expected = !m_pending.empty() && m_pending.front().step;
    if (!expected || m_pending.front().step->topic != step.topic || !m_subscriptions.confirm(step)) {
        breakOff(RedisFault::Protocol, "a subscription that was never asked for");
        return;
    }
    m_pending.pop_front();
    pumpSubscriptions();
    if (step.subscribe)
        Q_EMIT subscribed(step.topic);
    else
        Q_EMIT unsubscribed(step.topic);
}

void RedisClient::answer(RedisAnswer answer)
{
    if (m_pending.empty()) {
        breakOff(RedisFault::Protocol, "a reply to nothing");
        return;
    }
    const Pending pending = std::move(m_pending.front());
    m_pending.pop_front();
    if (pending.step)
        fail(answer.error.value_or(RedisError{ RedisFault::Protocol, "no answer to a subscription" }));
    else if (pending.then)
        pending.then(answer);
}

void RedisClient::onDeadline()
{
    if (m_state != State::Ready) {
        breakOff(RedisFault::Timeout, "Redis does not answer.");
        return;
    }
    if (m_pending.empty())
        return;
    // Started for a command that has been answered long since; the oldest one that waits has this much time.
    const qint64 rest = m_pending.front().dueMs - m_clock.monotonicMs();
    if (rest > 0)
        m_deadline.start(std::chrono::milliseconds(rest));
    else
        breakOff(RedisFault::Timeout, "Redis does not answer.");
}

void RedisClient::onSocketError()
{
    const auto error = m_socket->error();
    const bool tls = error == QAbstractSocket::SslHandshakeFailedError || error == QAbstractSocket::SslInternalError
        || error == QAbstractSocket::SslInvalidUserDataError || error == QAbstractSocket::UnsupportedSocketOperationError;
    // What came before the end is still to be read.
    if (m_state == State::Ready || m_state == State::Greeting)
        onReadyRead();
    if (m_socket)
        breakOff(tls ? RedisFault::Tls : RedisFault::Unreachable, m_socket->errorString().toUtf8());
}

void RedisClient::breakOff(RedisFault fault, const QByteArray &message)
{
    ++m_faults[size_t(fault)];
    fail({ fault, message });
}

void RedisClient::fail(const RedisError &why)
{
    const bool wasStable = m_state == State::Ready && m_clock.monotonicMs() - m_readySinceMs > m_settings.backoffCapMs;
    m_attempt = wasStable ? 0 : m_attempt + 1;
    closeSocket();
    m_state = State::Waiting;
    m_subscriptions.reset();
    const qint64 most = std::min(m_settings.backoffCapMs, m_settings.backoffFirstMs << std::min(m_attempt, 16));
    m_redial.start(std::chrono::milliseconds(QRandomGenerator::global()->bounded(most + 1)));
    for (const Pending &pending : std::exchange(m_pending, {})) {
        if (pending.then)
            pending.then({ {}, why });
    }
    Q_EMIT disconnected(why);
}

void RedisClient::closeSocket()
{
    m_deadline.stop();
    m_pinger.stop();
    m_out.clear();
    m_reader.reset();
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    std::exchange(m_socket, nullptr)->deleteLater();
}

} // namespace conversa
