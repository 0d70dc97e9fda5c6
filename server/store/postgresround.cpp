// SPDX-License-Identifier: Apache-2.0
#include "store/postgresround.h"

#include "store/rowrules.h"

namespace conversa {

namespace {

QByteArrayView bytesOf(const Uuid &id)
{
    return { id.bytes().data(), qsizetype(id.bytes().size()) };
}

} // namespace

QByteArray repeatKey(const ChatMessage &message)
{
    if (message.clientMessageId.isEmpty())
        return {};
    QByteArray key;
    key.reserve(32 + message.clientMessageId.size() + message.key.tenant.size());
    key += bytesOf(message.key.session.uuid);
    key += bytesOf(message.user.uuid);
    key += message.clientMessageId;
    key += '\0';
    key += message.key.tenant;
    return key;
}

QByteArray externalKey(const AppendRequest &request)
{
    if (request.externalId.isEmpty())
        return {};
    return bytesOf(request.message.key.session.uuid).toByteArray() + request.externalId + '\0' + request.message.key.tenant;
}

bool PostgresRound::add(size_t index, const AppendRequest &request)
{
    const ChatMessage &message = request.message;
    const SessionState &state = *m_states.constFind(message.key);
    if (m_waiting.contains(message.key) || dependsOnEarlier(request, state)) {
        m_waiting.insert(message.key);
        return false;
    }
    if (state.contact.isNull())
        m_started.insert(message.key);
    if (const QByteArray key = repeatKey(message); !key.isEmpty())
        m_repeatKeys.insert(key);
    if (const QByteArray key = externalKey(request); !key.isEmpty())
        m_externalKeys.insert(key);
    m_ids.insert(message.id);
    m_rows.push_back({ index, refusal(state, request) });
    return true;
}

bool PostgresRound::dependsOnEarlier(const AppendRequest &request, const SessionState &state) const
{
    const ChatMessage &message = request.message;
    if (state.contact.isNull() && m_started.contains(message.key))
        return true;
    if (message.replyTo && m_ids.contains(*message.replyTo))
        return true;
    if (const QByteArray external = externalKey(request); !external.isEmpty() && m_externalKeys.contains(external))
        return true;
    const QByteArray key = repeatKey(message);
    return !key.isEmpty() && m_repeatKeys.contains(key) && !m_settled.contains(key);
}

} // namespace conversa
