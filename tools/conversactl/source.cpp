// SPDX-License-Identifier: Apache-2.0
#include "conversactl/source.h"

#include "conversactl/exitcodes.h"
#include "core/clock.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

ErrorCode codeOf(int status, const QString &word)
{
    if (status == 401 || status == 403)
        return ErrorCode::Forbidden;
    if (const auto code = parseErrorCode(word.toStdString()))
        return *code;
    switch (status) {
    case 400: return ErrorCode::InvalidField;
    case 404: return ErrorCode::NotFound;
    case 409: return ErrorCode::Conflict;
    case 429: return ErrorCode::RateLimited;
    case 503: return ErrorCode::Unavailable;
    default: return ErrorCode::Internal;
    }
}

} // namespace

int exitCodeOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::InvalidField:
    case ErrorCode::InvalidJson:
    case ErrorCode::InvalidMessage: return exitUsage;
    case ErrorCode::Forbidden: return exitForbidden;
    case ErrorCode::Unavailable: return exitUnreachable;
    case ErrorCode::RateLimited:
    case ErrorCode::Overloaded: return exitLater;
    case ErrorCode::Internal: return exitInternal;
    default: return exitFound;
    }
}

Result<QJsonObject> readObject(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return Error{ErrorCode::Internal, "The answer is not what a Conversa server says: is there one at this address?"};
    return document.object();
}

Error refusalOf(const Answer &answer)
{
    const QJsonObject body = QJsonDocument::fromJson(answer.body).object();
    QByteArray sentence = body["message"_L1].toString(body["error"_L1].toString()).toUtf8();
    if (sentence.isEmpty())
        sentence = "The server answers with the HTTP status " + QByteArray::number(answer.status) + '.';
    if (answer.status == 401)
        sentence = "The server does not accept the access key.";
    if (const QByteArray hint = body["hint"_L1].toString().toUtf8(); !hint.isEmpty() && answer.status != 401)
        sentence += ' ' + hint;
    Error error{codeOf(answer.status, body["error"_L1].toString()), sentence, body["field"_L1].toString().toUtf8()};
    if (body.contains("column"_L1))
        error.column = body["column"_L1].toInteger();
    return error;
}

qint64 Source::nowMs() const
{
    return Clock::system().wallMs();
}

Result<Answer> Source::ask(const Request &request)
{
    auto answer = send(request);
    if (answer && answer->status >= 300)
        return refusalOf(*answer);
    return answer;
}

Result<QJsonObject> Source::askJson(const Request &request)
{
    const auto answer = ask(request);
    if (!answer)
        return answer.error();
    return readObject(answer->body);
}

} // namespace conversa::ctl
