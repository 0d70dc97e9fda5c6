// SPDX-License-Identifier: Apache-2.0
#include "fault/attendee.h"

#include "support/person.h"

namespace conversa::test {

Attendee::Attendee(quint16 port, const QByteArray &token)
    : m_client(Person::options(port, token))
{
    QObject::connect(&m_client, &ChatClient::messageReceived, &m_client,
        [this](const ReceivedMessage &message) { onMessage(message); });
    QObject::connect(&m_client, &ChatClient::sendConfirmed, &m_client,
        [this](const QByteArray &, const ReceivedMessage &message) {
            m_confirmed.push_back({ message.session, message.seq, message.id });
        });
    QObject::connect(&m_client, &ChatClient::sessionJoined, &m_client, [this] { ++m_joined; });
    QObject::connect(&m_client, &ChatClient::sendFailed, &m_client, [this] { ++m_failures; });
    QObject::connect(&m_client, &ChatClient::messagesMissed, &m_client, [this] { ++m_failures; });
    QObject::connect(&m_client, &ChatClient::stateChanged, &m_client, [this](const LinkStatus &state) {
        m_connections += state.kind == LinkStatus::Kind::Connected;
    });
}

bool Attendee::enter(SessionId session)
{
    const int before = m_joined;
    m_heard[session]; // nothing heard is worth a line too
    if (m_client.state().kind == LinkStatus::Kind::Stopped)
        m_client.start();
    m_client.join(session, ResumePoint{});
    return becomes([&] { return m_joined > before; });
}

void Attendee::say(SessionId session, const QByteArray &text)
{
    static const ContactId contact = *ContactId::parse("660e8400-e29b-41d4-a716-446655440000");
    if (!m_client.send(session, contact, text))
        qFatal("not taken for sending");
}

qint64 Attendee::heardOf(SessionId session) const
{
    const auto found = m_heard.constFind(session);
    return found == m_heard.constEnd() ? 0 : qint64(found->ids.size());
}

void Attendee::onMessage(const ReceivedMessage &message)
{
    Heard &heard = m_heard[message.session];
    const auto next = qint64(heard.ids.size()) + 1;
    heard.doubled += message.seq < next;
    heard.swapped += message.seq > next;
    if (message.seq == next)
        heard.ids.push_back(message.id);
}

} // namespace conversa::test
