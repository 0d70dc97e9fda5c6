// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conformance/bothstores.h"
#include "conformance/requests.h"
#include "support/restclient.h"
#include "support/wsclient.h"

#include <QJsonArray>

namespace conversa::test {

inline const QByteArray sessions = "/api/v1/sessions";
inline const QByteArray contactId = "660e8400-e29b-41d4-a716-446655440000";

// The path of something to be done with a session.
inline QByteArray at(const QByteArray &action, const QByteArray &id = session)
{
    return sessions + '/' + id + '/' + action;
}

// A message to bring in.
inline QByteArray message(const QByteArray &externalId, const QByteArray &text, const QByteArray &author = "contact")
{
    return R"({"external_id":")" + externalId + R"(","contact_id":")" + contactId + R"(","author":")" + author + R"(","text":")" + text
        + "\"}";
}

inline QByteArray newSession(const QByteArray &id, const QByteArray &name = "Ana <Lima>")
{
    return R"({"session_id":")" + id + R"(","contact_id":")" + contactId + R"(","contact_name":")" + name + "\"}";
}

inline QByteArray otherSession(int n)
{
    return "550e8400-e29b-41d4-a716-4466554401" + QByteArray::number(n).rightJustified(2, '0');
}

inline QJsonObject payload(const QJsonObject &event)
{
    return event[QLatin1String("payload")].toObject();
}

// How many messages of a type the client has received by now; -1: it is gone.
inline qsizetype heard(WsClient &client, const QByteArray &type)
{
    if (!client.sync())
        return -1;
    return client.received(type).size();
}

// A test of sessions over REST, on a server over each of both stores.
class SessionTest : public QObject
{
protected:
    RestAnswer send(const QByteArray &path, const QByteArray &json, const QByteArray &token = "dev-user-key")
    {
        return post(m_stores.port(), path, json, token);
    }
    QJsonArray inbox(const QByteArray &query = {}, const QByteArray &token = "dev-user-key")
    {
        return get(m_stores.port(), sessions + query, token).json[QLatin1String("sessions")].toArray();
    }
    QJsonArray history(const QByteArray &id = session)
    {
        return get(m_stores.port(), at("messages", id)).json[QLatin1String("messages")].toArray();
    }
    void join(WsClient &client)
    {
        client.sendText(joining(session));
        QVERIFY(!client.waitFor("session_joined").isEmpty());
    }

    BothStores m_stores;
};

} // namespace conversa::test
