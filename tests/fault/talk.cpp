// SPDX-License-Identifier: Apache-2.0
#include "fault/talk.h"

#include <QDeadlineTimer>

#include <algorithm>

namespace conversa::test {

Talk::Talk(quint16 port, const QByteArray &token)
    : m_client(port, { .token = token })
{
    m_clock.start();
}

Talk::Talk(const TlsTarget &target, const QByteArray &token)
    : m_client(target, { .token = token })
{
    m_clock.start();
}

QByteArray Talk::onSession(const char *type, const QByteArray &more)
{
    return QByteArray("{\"type\":\"") + type + "\",\"payload\":{\"session_id\":\"550e8400-e29b-41d4-a716-446655440000\""
        + more + "}}";
}

bool Talk::join()
{
    m_client.sendText(onSession("join_session"));
    return !m_client.waitFor("session_joined").isEmpty();
}

void Talk::post(int number, const QByteArray &filler)
{
    const QByteArray name = QByteArray::number(number);
    QByteArray text = onSession("send_message",
        ",\"contact_id\":\"660e8400-e29b-41d4-a716-446655440000\",\"text\":\"" + name + filler
            + "\",\"client_message_id\":\"" + name + "\"");
    text.chop(1);
    m_waiting.insert(number, m_clock.elapsed());
    m_client.sendText(text + ",\"request_id\":\"" + name + "\"}");
}

void Talk::send(int count, const QByteArray &filler)
{
    while (count-- > 0)
        post(++m_sent, filler);
}

void Talk::sendAgain(const QByteArray &filler)
{
    for (auto it = m_answers.cbegin(); it != m_answers.cend(); ++it) {
        if (!it->code.isEmpty())
            post(it.key(), filler);
    }
}

void Talk::take(const QJsonObject &message)
{
    const QString type = message.value(QLatin1String("type")).toString();
    const QJsonObject payload = message.value(QLatin1String("payload")).toObject();
    const int seq = payload.value(QLatin1String("seq")).toInt();
    if (type == QLatin1String("new_message"))
        m_heard.append(seq);
    if (type != QLatin1String("message_sent") && type != QLatin1String("error"))
        return;
    const int number = message.value(QLatin1String("request_id")).toString().toInt();
    const qint64 sentMs = m_waiting.take(number);
    m_answers.insert(number,
        { payload.value(QLatin1String("code")).toString(), payload.value(QLatin1String("message_id")).toString(), seq,
            m_clock.elapsed() - sentMs, payload.value(QLatin1String("retry_after_ms")).toInt() });
}

bool Talk::readUntil(const std::function<bool()> &enough, int deadlineMs)
{
    const QDeadlineTimer deadline(deadlineMs);
    while (!enough()) {
        const QJsonObject message = m_client.waitFor("", int(deadline.remainingTime()));
        if (message.isEmpty())
            return false;
        take(message);
    }
    return true;
}

bool Talk::readAnswers(int deadlineMs)
{
    return readUntil([this] { return m_waiting.isEmpty(); }, deadlineMs);
}

bool Talk::readAnswers(int enough, int deadlineMs)
{
    return readUntil([&] { return m_answers.size() >= enough; }, deadlineMs);
}

bool Talk::readTo(int seq, int deadlineMs)
{
    return readUntil([&] { return !m_heard.isEmpty() && m_heard.last() >= seq; }, deadlineMs);
}

qint64 Talk::pingMs()
{
    QElapsedTimer time;
    time.start();
    return m_client.sync() ? time.elapsed() : -1;
}

int Talk::confirmed() const
{
    return refused(QString());
}

int Talk::refused(const QString &code) const
{
    return int(
        std::count_if(m_answers.begin(), m_answers.end(), [&](const Answer &answer) { return answer.code == code; }));
}

qint64 Talk::slowestMs() const
{
    qint64 slowest = 0;
    for (const Answer &answer : m_answers)
        slowest = std::max(slowest, answer.afterMs);
    return slowest;
}

} // namespace conversa::test
