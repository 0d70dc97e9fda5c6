// SPDX-License-Identifier: Apache-2.0
#include "conversa-chat/names.h"

namespace conversa {

void Names::learn(const UserInfo &user)
{
    m_users.insert(user.user, user);
    if (user.role == Role::Contact)
        m_contact = user.name;
}

bool Names::isOwn(const ReceivedMessage &message) const
{
    // The client's id of a message is told to its own user alone.
    return !message.clientMessageId.isEmpty() || (message.agent && message.agent == m_self);
}

QByteArray Names::authorOf(const ReceivedMessage &message) const
{
    if (message.agent && m_users.contains(*message.agent))
        return m_users.value(*message.agent).name;
    if (message.fromBusiness)
        return QByteArrayLiteral("agent");
    return m_contact.isEmpty() ? QByteArrayLiteral("contact") : m_contact;
}

QByteArray Names::nameOf(UserId user) const
{
    const auto found = m_users.find(user);
    return found == m_users.end() || found->name.isEmpty() ? user.toByteArray() : found->name;
}

} // namespace conversa
