// SPDX-License-Identifier: Apache-2.0
#include "conversactl/actions.h"
#include "conversactl/arguments.h"
#include "conversactl/output.h"
#include "conversactl/source.h"
#include "conversactl/storecopy.h"
#include "conversactl/texttable.h"
#include "core/clock.h"
#include "core/timestamp.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

QString noteOf(const QString &file)
{
    return file + u".json"_s;
}

Result<QByteArray> hashOf(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return Error{ErrorCode::NotFound, path.toUtf8() + ": " + file.errorString().toUtf8()};
    return hash.result().toHex();
}

Result<void> writeNote(const QString &path, const QJsonObject &note)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly) && file.write(QJsonDocument(note).toJson()) > 0 && file.flush())
        return {};
    return Error{ErrorCode::Conflict, path.toUtf8() + ": " + file.errorString().toUtf8()};
}

// The note of a backup, which must be of this very file.
Result<QJsonObject> readNote(const QString &file)
{
    QFile note(noteOf(file));
    if (!note.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, noteOf(file).toUtf8() + " is missing: it says what must be in the backup."};
    auto said = readObject(note.readAll());
    if (!said)
        return Error{ErrorCode::Conflict, noteOf(file).toUtf8() + " is damaged."};
    const auto hash = hashOf(file);
    if (!hash)
        return hash.error();
    if (said->value("sha256"_L1).toString().toLatin1() != *hash)
        return Error{ErrorCode::Conflict, file.toUtf8() + " is not as it was written: its SHA-256 is another."};
    return said;
}

void print(Call &call, const QJsonObject &note, const QByteArray &sentence)
{
    if (call.arguments.has("json")) {
        call.out.line(QJsonDocument(note).toJson(QJsonDocument::Compact));
        return;
    }
    const QJsonObject tables = note["facts"_L1]["tables"_L1].toObject();
    qint64 rows = 0;
    for (const QJsonValue &count : tables)
        rows += count.toInteger();
    call.out.line(sentence + ": schema " + QByteArray::number(note["facts"_L1]["schema"_L1].toInteger()) + ", " + numberText(rows) + " rows in "
                  + numberText(tables.size()) + " tables.");
}

} // namespace

Result<int> backup(Call &call)
{
    const QString file = call.arguments.words().constFirst();
    auto store = openStoreCopy(call.arguments);
    if (!store)
        return store.error();
    for (const QString &path : {file, noteOf(file)}) {
        if (QFileInfo::exists(path))
            return Error{ErrorCode::Conflict, path.toUtf8() + " is there already."};
    }
    // All that was ever said stands in it, and the hashes of all keys.
    ::umask(S_IRWXG | S_IRWXO);
    const auto facts = (*store)->saveTo(file);
    const auto hash = facts ? hashOf(file) : Result<QByteArray>(facts.error());
    if (!hash) {
        QFile::remove(file);
        return hash.error();
    }
    const QJsonObject note{{"kind"_L1, QLatin1String((*store)->kind())}, {"made_at"_L1, QString::fromLatin1(timestampText(Clock::system().wallMs()))},
                           {"sha256"_L1, QString::fromLatin1(*hash)}, {"facts"_L1, *facts}};
    if (const auto written = writeNote(noteOf(file), note); !written)
        return written.error();
    print(call, note, file.toUtf8() + " (" + sizeText(QFileInfo(file).size()) + "), and what is in it in " + noteOf(file).toUtf8());
    return 0;
}

Result<int> restore(Call &call)
{
    const QString file = call.arguments.words().constFirst();
    auto store = openStoreCopy(call.arguments);
    if (!store)
        return store.error();
    const auto note = readNote(file);
    if (!note)
        return note.error();
    if (note->value("kind"_L1).toString() != QLatin1String((*store)->kind()))
        return Error{ErrorCode::Conflict, "This is a backup of " + note->value("kind"_L1).toString().toUtf8() + ", and the database is " + (*store)->kind() + '.'};
    if (const auto empty = (*store)->mustBeEmpty(); !empty)
        return empty.error();
    ::umask(S_IRWXG | S_IRWXO);
    const auto facts = (*store)->loadFrom(file);
    if (!facts)
        return facts.error();
    if (*facts != note->value("facts"_L1).toObject())
        return Error{ErrorCode::Conflict, "What was restored is not what was saved: " + QJsonDocument(*facts).toJson(QJsonDocument::Compact)};
    print(call, *note, "Restored and compared");
    return 0;
}

} // namespace conversa::ctl
