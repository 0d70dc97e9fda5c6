// SPDX-License-Identifier: Apache-2.0
#include "conversactl/archive.h"

#include "conversactl/archivedtable.h"
#include "conversactl/process.h"
#include "core/clock.h"
#include "core/timestamp.h"

using namespace Qt::StringLiterals;

namespace conversa::ctl {

QString memberOf(const QByteArray &path)
{
    return QLatin1String(bundleFolder) + u"/answers"_s + QString::fromLatin1(path) + u".json"_s;
}

ArchiveSource::ArchiveSource(QString file)
    : m_file(std::move(file))
{
}

Result<QByteArray> ArchiveSource::read(const QString &member) const
{
    return runProgram(u"tar"_s, {u"-xzOf"_s, m_file, u"--"_s, member});
}

Result<Answer> ArchiveSource::send(const Request &request)
{
    if (request.method != "GET")
        return Error{ErrorCode::Conflict, "An archive cannot be changed."};
    const auto body = read(memberOf(request.path));
    if (!body)
        return Error{ErrorCode::NotFound, "The archive cannot be read, or does not hold what is asked: " + body.error().message};
    if (isTable(request.path))
        return askTable(*body, request, nowMs());
    return Answer{.status = 200, .body = *body, .headers = {}};
}

Result<LinkOptions> ArchiveSource::link(const QByteArray &)
{
    return Error{ErrorCode::Conflict, "An archive tells nothing live."};
}

qint64 ArchiveSource::nowMs() const
{
    const auto manifest = read(QLatin1String(bundleFolder) + u"/manifest.json"_s);
    const auto said = manifest ? readObject(*manifest) : Result<QJsonObject>(manifest.error());
    const auto madeMs = said ? parseTimestamp(said->value("made_at"_L1).toString().toStdString()) : std::nullopt;
    return madeMs.value_or(Clock::system().wallMs());
}

} // namespace conversa::ctl
