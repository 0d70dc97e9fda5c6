// SPDX-License-Identifier: Apache-2.0
// support-bundle: what a server says of itself and what stands around it, without secrets, in one file.
#include "conversactl/actions.h"
#include "conversactl/archive.h"
#include "conversactl/arguments.h"
#include "conversactl/output.h"
#include "conversactl/process.h"
#include "conversactl/redactor.h"
#include "conversactl/serversource.h"
#include "conversactl/texttable.h"
#include "core/clock.h"
#include "core/timestamp.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

constexpr qint64 mostLog = 8 * 1024 * 1024; // its end
constexpr int mostPages = 40; // of a table, 500 rows each

// Gathers files in a folder; whatever goes in is redacted.
class Bundle
{
public:
    explicit Bundle(Redactor &redactor)
        : m_redactor(redactor)
    {
    }

    void add(const QString &member, const QByteArray &text)
    {
        QFile file(m_folder.filePath(member));
        if (QDir().mkpath(QFileInfo(file).path()) && file.open(QIODevice::WriteOnly))
            file.write(m_redactor.redacted(text));
    }
    void add(const QString &name, const Result<QByteArray> &text)
    {
        if (text)
            add(QLatin1String(bundleFolder) + u'/' + name, *text);
        else
            leaveOut(name, text.error().message);
    }
    void leaveOut(const QString &name, const QByteArray &why) { m_missing.insert(name, QString::fromUtf8(m_redactor.redacted(why))); }
    const QJsonObject &missing() const { return m_missing; }
    Result<QByteArray> pack(const QString &file)
    {
        return runProgram(u"tar"_s, {u"-czf"_s, file, u"-C"_s, m_folder.path(), u"--"_s, QLatin1String(bundleFolder)});
    }

private:
    Redactor &m_redactor;
    QTemporaryDir m_folder;
    QJsonObject m_missing;
};

// All rows, up to mostPages; one object as a page of all.
Result<QByteArray> wholeTable(Source &server, const QByteArray &path, const char *name)
{
    const QLatin1String member(name);
    QJsonObject whole;
    QJsonArray rows;
    QByteArray cursor;
    for (int page = 0; page < mostPages && (page == 0 || !cursor.isEmpty()); ++page) {
        const auto said = server.askJson({.path = path, .query = {{"limit", "500"}, {"cursor", cursor}}});
        if (!said)
            return said.error();
        for (const QJsonValue &row : said->value(member).toArray())
            rows.append(row);
        cursor = said->value("next_cursor"_L1).toString().toUtf8();
        whole = *said;
    }
    whole.insert(member, rows);
    whole.remove("next_cursor"_L1);
    return QJsonDocument(whole).toJson(QJsonDocument::Compact);
}

void addAnswers(Bundle &bundle, Source &server)
{
    const auto put = [&](const QByteArray &path, const Result<QByteArray> &body) {
        if (body)
            bundle.add(memberOf(path), *body);
        else
            bundle.leaveOut(QString::fromLatin1(path), body.error().message);
    };
    const std::pair<const char *, const char *> tables[] = {{"nodes", "nodes"}, {"connections", "connections"}, {"connections/closed", "connections"},
        {"sessions", "sessions"}, {"audit", "rows"}};
    for (const auto &[table, name] : tables) {
        const QByteArray path = QByteArray("/api/v1/admin/") + table;
        put(path, wholeTable(server, path, name));
    }
    for (const char *path : {"/api/v1/admin/capabilities", "/api/v1/admin/stats", "/live", "/ready", "/health", "/health/database", "/health/redis"}) {
        // 503 is worth knowing, too.
        const auto answer = server.send({.path = path});
        const bool isGood = answer && (answer->status == 200 || answer->status == 503);
        put(path, isGood ? Result<QByteArray>(answer->body) : answer ? refusalOf(*answer) : answer.error());
    }
    for (const char *resolution : {"1s", "10s", "60s"}) {
        const auto history = server.ask({.path = "/api/v1/admin/stats/history", .query = {{"resolution", resolution}}});
        bundle.add(u"history-%1.json"_s.arg(QLatin1String(resolution)), history ? Result<QByteArray>(history->body) : history.error());
    }
}

Result<QByteArray> readFile(const QString &path, qint64 most)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, path.toUtf8() + ": " + file.errorString().toUtf8()};
    if (file.size() > most)
        file.seek(file.size() - most);
    return file.readAll();
}

QByteArray environmentText()
{
    QByteArray text;
    for (const QString &name : QProcessEnvironment::systemEnvironment().keys()) {
        if (name.startsWith("CONVERSA_"_L1) || name.startsWith("PG"_L1))
            text += name.toUtf8() + '=' + qgetenv(name.toUtf8().constData()) + '\n';
    }
    return text;
}

QByteArray systemText()
{
    QByteArray text;
    for (const QString &command : {u"uname -a"_s, u"cat /etc/os-release"_s, u"cat /proc/meminfo"_s, u"cat /proc/loadavg"_s, u"df -h"_s, u"ss -s"_s,
             u"systemctl status conversa-server --no-pager"_s}) {
        const QStringList words = command.split(u' ');
        const auto said = runProgram(words.first(), words.mid(1));
        text += "$ " + command.toUtf8() + '\n' + (said ? *said : said.error().message) + '\n';
    }
    return text;
}

void addSurroundings(Bundle &bundle, const Arguments &arguments, Redactor &redactor)
{
    const QByteArray environment = environmentText();
    redactor.learnFrom(environment);
    if (arguments.has("config")) {
        const auto config = readFile(arguments.value("config"), mostLog);
        if (config)
            redactor.learnFrom(*config);
        bundle.add(u"server.toml"_s, config);
    }
    bundle.add(u"environment.txt"_s, Result<QByteArray>(environment));
    bundle.add(u"system.txt"_s, Result<QByteArray>(systemText()));
    bundle.add(u"server.log"_s, arguments.has("log")
                   ? readFile(arguments.value("log"), mostLog)
                   : runProgram(u"journalctl"_s, {u"-u"_s, u"conversa-server"_s, u"-n"_s, u"5000"_s, u"--no-pager"_s, u"-o"_s, u"short-iso"_s}));
}

} // namespace

Result<int> makeBundle(Call &call)
{
    const QString file = call.arguments.words().constFirst();
    if (QFileInfo::exists(file))
        return Error{ErrorCode::Conflict, file.toUtf8() + " is there already."};
    if (const auto reached = call.server.send({.path = "/live"}); !reached)
        call.out.remark("The server does not answer, so the bundle is without what it would say: " + reached.error().message);
    Redactor redactor;
    if (const auto link = call.server.link({}))
        redactor.learn(link->token);
    ::umask(S_IRWXG | S_IRWXO);
    Bundle bundle(redactor);
    addSurroundings(bundle, call.arguments, redactor);
    addAnswers(bundle, call.server);
    const QJsonObject manifest{{"made_at"_L1, QString::fromLatin1(timestampText(Clock::system().wallMs()))}, {"made_by"_L1, "conversactl " CONVERSA_VERSION ""_L1},
                               {"left_out"_L1, bundle.missing()}};
    bundle.add(u"manifest.json"_s, Result<QByteArray>(QJsonDocument(manifest).toJson()));
    if (const auto packed = bundle.pack(file); !packed)
        return packed.error();
    if (call.arguments.has("json"))
        call.out.line(QJsonDocument(manifest).toJson(QJsonDocument::Compact));
    else
        call.out.line(file.toUtf8() + " (" + sizeText(QFileInfo(file).size()) + "). It names users and addresses; secrets are taken out. See what is in it: tar -tzf "
                      + file.toUtf8());
    for (const QString &name : bundle.missing().keys())
        call.out.remark("Left out: " + name.toUtf8() + ": " + bundle.missing()[name].toString().toUtf8());
    return 0;
}

} // namespace conversa::ctl
