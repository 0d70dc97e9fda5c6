// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/restclient.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QTest>

#include <algorithm>

namespace conversa::test {

// The audit log as an administrator reads it.
class AuditReader
{
public:
    AuditReader(quint16 port, QByteArray token)
        : m_port(port)
        , m_token(std::move(token))
    {
    }

    // All rows, the newest first, a page at a time; `filter`: further parameters, each with its '&'.
    QList<QJsonObject> rows(const QByteArray &filter = {}, int limit = 200) const
    {
        QList<QJsonObject> all;
        QByteArray cursor;
        do {
            const QJsonObject page = get(m_port, "/api/v1/admin/audit?limit=" + QByteArray::number(limit) + filter + cursor, m_token).json;
            for (const QJsonValue &row : page[QLatin1String("rows")].toArray())
                all.append(row.toObject());
            cursor = "&cursor=" + page[QLatin1String("next_cursor")].toString().toUtf8();
        } while (cursor != "&cursor=");
        return all;
    }
    // The same once there are `count` of them, which are written a moment after what they tell of.
    QList<QJsonObject> waitFor(const QByteArray &filter, qsizetype count) const
    {
        const QDeadlineTimer deadline(10'000);
        QList<QJsonObject> found;
        do {
            found = rows(filter);
        } while (found.size() < count && !deadline.hasExpired());
        return found;
    }
    // "kind from to" of each finding, sorted; "ok" where there is none.
    QByteArrayList verify() const
    {
        const RestAnswer answer = get(m_port, "/api/v1/admin/audit/verify", m_token);
        if (answer.json[QLatin1String("ok")].toBool())
            return {"ok"};
        QByteArrayList findings;
        for (const QJsonValue &finding : answer.json[QLatin1String("findings")].toArray())
            findings.append(finding[QLatin1String("kind")].toString().toUtf8() + ' ' + QByteArray::number(finding[QLatin1String("from_seq")].toInteger())
                            + ' ' + QByteArray::number(finding[QLatin1String("to_seq")].toInteger()));
        std::sort(findings.begin(), findings.end());
        return answer.status == 200 ? findings : QByteArrayList{answer.body};
    }

private:
    quint16 m_port;
    QByteArray m_token;
};

} // namespace conversa::test
