// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/httpanswer.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>

namespace conversa::console {

namespace {

const Error NotHttp{ ErrorCode::InvalidMessage, "What answers does not speak HTTP." };
constexpr qsizetype StatusOffset = 9; // behind "HTTP/1.1 "

QByteArray headerOf(const QList<QByteArray> &lines, const QByteArray &name)
{
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).toLower() == name)
            return line.sliced(colon + 1).trimmed();
    }
    return {};
}

QDateTime dateOf(const QByteArray &text)
{
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    date.setTimeZone(QTimeZone::utc());
    return date;
}

bool isHttp(const QByteArray &start)
{
    static const QByteArray version = "HTTP/1.";
    return start.first(std::min(start.size(), version.size())) == version.first(std::min(start.size(), version.size()));
}

// The body as far as it is looked at; nothing while more of it has to come.
std::optional<QByteArray> bodyOf(int status, const QList<QByteArray> &lines, QByteArray rest, bool isEnd)
{
    if (status < 200 || status == 204 || status == 304)
        return QByteArray();
    bool isNumber = false;
    const qsizetype size = headerOf(lines, "content-length").toLongLong(&isNumber);
    const qsizetype wanted = isNumber && size >= 0 ? std::min(size, MostAnswerBody) : 1;
    if (rest.size() < wanted && !isEnd)
        return std::nullopt;
    // Of a body in chunks the first is enough to see who answers.
    if (headerOf(lines, "transfer-encoding").toLower() == "chunked")
        rest.remove(0, rest.indexOf('\n') + 1);
    return rest.left(isNumber ? wanted : MostAnswerBody);
}

} // namespace

Result<std::optional<HttpAnswer>> readHttpAnswer(const QByteArray &bytes, bool isEnd)
{
    const std::optional<HttpAnswer> more;
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
    if (!isHttp(bytes))
        return NotHttp;
    if (headEnd < 0)
        return isEnd || bytes.size() > MostAnswerHead ? Result<std::optional<HttpAnswer>>(NotHttp) : more;
    const auto lines = bytes.first(headEnd).replace('\r', "").split('\n');
    HttpAnswer answer;
    answer.statusLine = lines.first().mid(StatusOffset);
    answer.status = answer.statusLine.left(3).toInt();
    if (answer.status < 100)
        return NotHttp;
    answer.date = dateOf(headerOf(lines, "date"));
    auto body = bodyOf(answer.status, lines, bytes.sliced(headEnd + 4), isEnd);
    if (!body)
        return more;
    answer.body = *std::move(body);
    return std::optional(answer);
}

} // namespace conversa::console
