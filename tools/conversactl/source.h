// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/link.h"
#include "core/result.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QUrl>

#include <utility>
#include <vector>

namespace conversa::ctl {

struct Request
{
    QByteArray path; // "/api/v1/admin/stats"
    std::vector<std::pair<QByteArray, QByteArray>> query = {}; // plain; what is empty is not sent
    QByteArray method = QByteArrayLiteral("GET");
    QByteArray body = {}; // JSON
};

struct Answer
{
    int status = 0;
    QByteArray body;
    QHash<QByteArray, QByteArray> headers; // names in lower case
    qint64 tookUs = 0;
    std::optional<qint64> certificateEndsMs = {}; // Unix time; nothing: without TLS
};

// Who answers what conversactl asks: a server, or an archive of what one said.
class Source
{
public:
    Source() = default;
    virtual ~Source() = default;
    Q_DISABLE_COPY_MOVE(Source)

    // Whatever the status. Unavailable: nobody answers; Forbidden: there is no key.
    virtual Result<Answer> send(const Request &request) = 0;
    // How a WebSocket is opened there.
    virtual Result<LinkOptions> link(const QByteArray &path) = 0;
    // When its answers are from, Unix time.
    virtual qint64 nowMs() const;

    // Only what went well; a refusal becomes an error with the server's own sentence.
    Result<Answer> ask(const Request &request);
    Result<QJsonObject> askJson(const Request &request);
};

// The body as one JSON object.
Result<QJsonObject> readObject(const QByteArray &body);
// What a refusal says.
Error refusalOf(const Answer &answer);

} // namespace conversa::ctl
