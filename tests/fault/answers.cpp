// SPDX-License-Identifier: Apache-2.0
#include "fault/answers.h"

#include "support/rawclient.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <numeric>

using namespace Qt::StringLiterals;

namespace conversa::test {

QByteArray answerTo(quint16 port, const QByteArray &path)
{
    RawClient client(port);
    client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer dev-admin-key\r\nConnection: close\r\n\r\n");
    const int status = client.waitForStatus();
    client.waitForClose();
    return QByteArray::number(status) + ' ' + client.body();
}

QByteArray figuresOf(quint16 port)
{
    const QByteArray answer = answerTo(port, "/api/v1/ws/stats");
    if (!answer.startsWith("200 "))
        return "no answer";
    const QJsonObject stats = QJsonDocument::fromJson(answer.mid(4)).object();
    return QByteArray::number(stats.value("total_clients"_L1).toInt()) + ' '
        + QByteArray::number(stats.value("total_sessions"_L1).toInt());
}

QList<int> upTo(int last)
{
    QList<int> every(last);
    std::iota(every.begin(), every.end(), 1);
    return every;
}

} // namespace conversa::test
