// SPDX-License-Identifier: Apache-2.0
#include "fault/burst.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace conversa::test {

namespace {

const QByteArray session = "550e8400-e29b-41d4-a716-446655440000";
constexpr int sliceMs = 5;

QByteArray onSession(const char *type, const QByteArray &more = {})
{
    return QByteArray("{\"type\":\"") + type + "\",\"payload\":{\"session_id\":\"" + session + "\"" + more + "}}";
}

QJsonObject payloadOf(const QJsonObject &envelope)
{
    return envelope.value(QLatin1String("payload")).toObject();
}

Line lineOf(const QJsonObject &payload)
{
    return { payload.value(QLatin1String("seq")).toInt(), payload.value(QLatin1String("message_id")).toString(),
        payload.value(QLatin1String("text")).toString() };
}

} // namespace

Member::Member(QByteArray token)
    : m_token(std::move(token))
{
}

bool Member::enter(quint16 port)
{
    m_client = std::make_unique<WsClient>(port, Handshake{ .token = m_token });
    m_taken = 0;
    const int from = m_received.isEmpty() ? 0 : m_received.last().seq;
    m_client->sendText(onSession("join_session", ",\"after_seq\":" + QByteArray::number(from)));
    return !m_client->waitFor("session_joined").isEmpty();
}

void Member::post(int number)
{
    const QByteArray own = QByteArray::number(number);
    m_client->sendText(onSession("send_message",
        ",\"contact_id\":\"660e8400-e29b-41d4-a716-446655440000\",\"text\":\"" + own + "\",\"client_message_id\":\""
            + own + "\""));
}

void Member::send(int number)
{
    m_unconfirmed.insert(number);
    post(number);
}

void Member::sendAgain()
{
    QList<int> numbers = m_unconfirmed.values();
    std::sort(numbers.begin(), numbers.end());
    for (const int number : numbers)
        post(number);
}

void Member::read(int ms)
{
    m_client->waitFor("nothing of this type", ms);
    take();
}

bool Member::readUntil(const std::function<bool()> &enough)
{
    const QDeadlineTimer deadline(WsClient::patienceMs);
    while (!enough()) {
        if (deadline.hasExpired())
            return false;
        read(sliceMs);
    }
    return true;
}

bool Member::readConfirmed()
{
    return readUntil([this] { return m_unconfirmed.isEmpty(); });
}

bool Member::readTo(int seq)
{
    return readUntil([this, seq] { return !m_received.isEmpty() && m_received.last().seq >= seq; });
}

int Member::readToEnd()
{
    const int code = m_client->waitForClose(25'000);
    take();
    return code;
}

void Member::take()
{
    const QList<QByteArray> &texts = m_client->received();
    for (; m_taken < texts.size(); ++m_taken) {
        const QJsonObject envelope = QJsonDocument::fromJson(texts[m_taken]).object();
        const QString type = envelope.value(QLatin1String("type")).toString();
        if (type == QLatin1String("new_message"))
            m_received.append(lineOf(payloadOf(envelope)));
        else if (type == QLatin1String("message_sent"))
            onConfirmed(lineOf(payloadOf(envelope)));
    }
}

void Member::onConfirmed(const Line &line)
{
    m_unconfirmed.remove(line.own.toInt());
    if (!m_confirmed.contains(line.own))
        m_confirmed.insert(line.own, line);
    else if (m_confirmed.value(line.own) != line)
        ++m_contradictions;
}

QList<Line> Member::history()
{
    QList<Line> rows;
    for (bool hasMore = true; hasMore;) {
        const QByteArray from = QByteArray::number(rows.isEmpty() ? 0 : rows.last().seq);
        m_client->sendText(onSession("get_history", ",\"after_seq\":" + from));
        const QJsonObject page = payloadOf(m_client->waitFor("history"));
        const QJsonArray messages = page.value(QLatin1String("messages")).toArray();
        for (const auto &message : messages)
            rows.append(lineOf(message.toObject()));
        hasMore = page.value(QLatin1String("has_more")).toBool();
    }
    return rows;
}

} // namespace conversa::test
