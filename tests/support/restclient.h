// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/rawclient.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace conversa::test {

struct RestAnswer
{
    int status = 0; // 0: none came
    QJsonObject json;
    QByteArray body;
};

// A POST with everything but its body; `more`: further header lines, each with its CRLF.
inline QByteArray postHead(const QByteArray &path, const QByteArray &token, const QByteArray &more)
{
    return "POST " + path + " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " + token + "\r\n" + more + "\r\n";
}

inline QByteArray postRequest(const QByteArray &path, const QByteArray &json, const QByteArray &token = "dev-user-key")
{
    return postHead(path, token, "Connection: close\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(json.size()) + "\r\n")
        + json;
}

inline RestAnswer answerOf(RawClient &client)
{
    RestAnswer answer;
    answer.status = client.waitForStatus();
    if (!client.waitForClose())
        return {};
    answer.body = client.body();
    answer.json = QJsonDocument::fromJson(answer.body).object();
    return answer;
}

inline RestAnswer ask(quint16 port, const QByteArray &request)
{
    RawClient client(port);
    client.send(request);
    return answerOf(client);
}

inline RestAnswer post(quint16 port, const QByteArray &path, const QByteArray &json, const QByteArray &token = "dev-user-key")
{
    return ask(port, postRequest(path, json, token));
}

inline RestAnswer get(quint16 port, const QByteArray &path, const QByteArray &token = "dev-user-key")
{
    return ask(port, "GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer " + token + "\r\n\r\n");
}

} // namespace conversa::test
