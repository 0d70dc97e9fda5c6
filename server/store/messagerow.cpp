// SPDX-License-Identifier: Apache-2.0
#include "store/messagerow.h"

namespace conversa {

Role roleOf(const QVariant &value)
{
    const QByteArray name = textOf(value);
    return parseRole({ name.constData(), size_t(name.size()) }).value_or(Role::Contact);
}

namespace {

std::optional<qint64> timeOf(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(value.toLongLong());
}

} // namespace

ChatMessage messageOf(const SqlRows &row, const SessionKey &key, int first)
{
    ChatMessage message;
    message.key = key;
    message.id = MessageId{ uuidOf(row.value(first)) };
    message.seq = row.value(first + 1).toLongLong();
    message.contact = ContactId{ uuidOf(row.value(first + 2)) };
    message.user = UserId{ uuidOf(row.value(first + 3)) };
    message.role = roleOf(row.value(first + 4));
    message.text = textOf(row.value(first + 5));
    if (const Uuid reply = uuidOf(row.value(first + 6)); !reply.isNull())
        message.replyTo = MessageId{ reply };
    message.clientMessageId = textOf(row.value(first + 7));
    message.timestampMs = row.value(first + 8).toLongLong();
    return message;
}

InboxSession sessionOf(const SqlRows &row, const QByteArray &tenant, int first)
{
    return { { tenant, SessionId{ uuidOf(row.value(first)) } }, ContactId{ uuidOf(row.value(first + 1)) },
        textOf(row.value(first + 2)), row.value(first + 3).toLongLong(), row.value(first + 4).toBool(),
        row.value(first + 5).toLongLong(), row.value(first + 6).toLongLong() };
}

ApiKey apiKeyOf(const SqlRows &row)
{
    ApiKey key;
    key.id = KeyId{ uuidOf(row.value(0)) };
    key.sha256 = row.value(1).toByteArray();
    key.name = textOf(row.value(2));
    key.tenant = textOf(row.value(3));
    key.role = roleOf(row.value(4));
    key.user = UserId{ uuidOf(row.value(5)) };
    key.userName = textOf(row.value(6));
    key.contact = ContactId{ uuidOf(row.value(7)) };
    for (const QByteArray &id : textOf(row.value(8)).split(',')) {
        if (const auto session = SessionId::parse({ id.constData(), size_t(id.size()) }))
            key.sessions.push_back(*session);
    }
    key.createdMs = row.value(9).toLongLong();
    key.expiresMs = timeOf(row.value(10));
    key.revokedMs = timeOf(row.value(11));
    return key;
}

QByteArray sessionList(const std::vector<SessionId> &sessions)
{
    QByteArrayList ids;
    for (const SessionId &session : sessions)
        ids.append(session.toByteArray());
    return ids.join(',');
}

} // namespace conversa
