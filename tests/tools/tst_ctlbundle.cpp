// SPDX-License-Identifier: Apache-2.0
// A support bundle of a live server: twenty secrets planted where secrets stand are nowhere in it, what is needed is, and it
// is read later as if the server were there.
// Seen red: passwords of URLs not looked for (noSecrets), what is learned from the configuration not used (noSecrets), the
// filter not applied to an archive (readLater).
#include "conversactl/redactor.h"
#include "conformance/requests.h"
#include "support/wsclient.h"
#include "tools/planted.h"
#include "tools/program.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestCtlBundle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noSecrets();
    void holdsWhatIsNeeded();
    void readLater();
    void jsonStaysJson();

private:
    QByteArray member(const QString &name);
    QString written(const QString &name, const QByteArray &text);
    QJsonObject asked(const QStringList &arguments);

    ServerProcess m_server;
    QTemporaryDir m_folder;
    Program m_ctl{u"conversactl"_s};
    std::vector<std::unique_ptr<WsClient>> m_clients;
};

QString TestCtlBundle::written(const QString &name, const QByteArray &text)
{
    QFile file(m_folder.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
}

void TestCtlBundle::initTestCase()
{
    const QString database = u"--database.url=sqlite://"_s + m_server.file(u"bundle.db"_s);
    QVERIFY2(m_server.start({database}), m_server.log());
    const QByteArray text = m_server.run({u"key"_s, u"create"_s, u"--name=o"_s, u"--role=admin"_s, u"--tenant=*"_s, u"--env=development"_s, database}).second;
    m_ctl.set(u"CONVERSA_TOKEN"_s, QString::fromLatin1(text.mid(text.indexOf("cv_"), 46)));
    m_ctl.set(u"CONVERSA_SERVER"_s, u"http://127.0.0.1:%1"_s.arg(m_server.port()));
    m_ctl.set(u"CONVERSA_DATABASE_URL"_s, u"postgresql://a:pl07-env-postgres@db/chat"_s);
    m_ctl.set(u"CONVERSA_REDIS_URL"_s, u"redis://:pl08-env-redis@cache"_s);
    m_ctl.set(u"CONVERSA_BUS_SECRET"_s, u"pl09-env-bus-secret-16"_s);
    m_ctl.set(u"PGPASSWORD"_s, u"pl10-pgpassword"_s);
    for (int i = 0; i < 4; ++i) {
        m_clients.push_back(std::make_unique<WsClient>(m_server.port(), Handshake{.token = i % 2 == 0 ? "dev-user-key" : "dev-admin-key", .query = "client=desk/1"}));
        m_clients.back()->sendText(sending("hello"));
        QVERIFY(!m_clients.back()->waitFor("message_sent").isEmpty());
        m_clients.back()->sendText(joining(session));
        QVERIFY(!m_clients.back()->waitFor("session_joined").isEmpty());
    }
    const Ended ended = m_ctl.run({u"support-bundle"_s, m_folder.filePath(u"b.tar.gz"_s), u"--config"_s, written(u"server.toml"_s, configText), u"--log"_s, written(u"server.log"_s, logText)});
    QVERIFY2(ended.code == 0, ended.errors);
    QVERIFY(!ended.errors.contains("Left out"));
    QCOMPARE(QProcess::execute(u"tar"_s, {u"-xzf"_s, m_folder.filePath(u"b.tar.gz"_s), u"-C"_s, m_folder.path()}), 0);
}

QByteArray TestCtlBundle::member(const QString &name)
{
    QFile file(m_folder.filePath(u"conversa-support/"_s + name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestCtlBundle::noSecrets()
{
    QCOMPARE(secrets.size(), 20);
    QByteArrayList all = secrets;
    all += m_ctl.environment().value(u"CONVERSA_TOKEN"_s).toLatin1();
    int files = 0;
    for (QDirIterator it(m_folder.filePath(u"conversa-support"_s), QDir::Files, QDirIterator::Subdirectories); it.hasNext(); ++files) {
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        for (const QByteArray &secret : all)
            QVERIFY2(!text.contains(secret) && !text.contains(secret.toPercentEncoding()) && !text.contains(secret.toBase64()), secret + " in " + file.fileName().toUtf8());
    }
    QVERIFY(files > 15);
    QCOMPARE(QFile::permissions(m_folder.filePath(u"b.tar.gz"_s)) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void TestCtlBundle::holdsWhatIsNeeded()
{
    QVERIFY(member(u"server.toml"_s).contains("url = \"postgresql://[redacted]@db/chat\""));
    const QByteArray kept = member(u"server.log"_s);
    QVERIFY2(kept.contains("connection_opened connection=1 tenant=dev\n") && kept.contains("\"kept\":\"this stays\"") && kept.endsWith("the end of the log\n"), kept);
    QVERIFY(member(u"environment.txt"_s).contains("CONVERSA_BUS_SECRET=[redacted]\n"));
    QVERIFY(member(u"system.txt"_s).contains("MemTotal"));
    for (const char *path : {"api/v1/admin/stats", "api/v1/admin/audit", "api/v1/admin/connections", "health/database", "ready"})
        QVERIFY2(QJsonDocument::fromJson(member(u"answers/"_s + QLatin1String(path) + u".json"_s)).isObject(), path);
    QVERIFY(QJsonDocument::fromJson(member(u"history-1s.json"_s)).object()["samples"_L1].isArray());
}

QJsonObject TestCtlBundle::asked(const QStringList &arguments)
{
    const Ended ended = m_ctl.run(arguments + QStringList{u"--json"_s});
    return ended.code == 0 ? ended.json() : QJsonObject{{"error"_L1, QString::fromUtf8(ended.errors)}};
}

void TestCtlBundle::readLater()
{
    const QStringList archive{u"--archive"_s, m_folder.filePath(u"b.tar.gz"_s)};
    for (const QStringList &question : {QStringList{u"connections"_s, u"--filter"_s, u"role:agent client:desk"_s, u"--sort"_s, u"-in"_s, u"--fields"_s, u"id,role,in"_s},
             QStringList{u"connections"_s, u"--limit"_s, u"1"_s, u"--all"_s, u"--fields"_s, u"id,user_name"_s}, QStringList{u"sessions"_s},
             QStringList{u"connections"_s, u"--closed"_s}, QStringList{u"nodes"_s, u"--fields"_s, u"node,state"_s}}) {
        const QJsonObject live = asked(question);
        QVERIFY2(!live.contains("error"_L1), QJsonDocument(live).toJson());
        QCOMPARE(asked(question + archive), live);
    }
    QCOMPARE(asked(QStringList{u"connections"_s, u"--filter"_s, u"role:agent"_s} + archive)["total"_L1].toInt(), 2);
    QVERIFY(m_ctl.run(QStringList{u"status"_s} + archive).output.contains("database  ok, sqlite"));
    QVERIFY(m_ctl.run(QStringList{u"connections"_s, u"--csv"_s, u"--fields"_s, u"client"_s} + archive).output.startsWith("client\r\ndesk/1\r\n"));
    QCOMPARE(m_ctl.run(QStringList{u"disconnect"_s, u"--yes"_s, u"--filter"_s, u"role:agent"_s} + archive).code, 1);
    QCOMPARE(m_ctl.run({u"status"_s, u"--archive"_s, u"/nowhere"_s}).code, 1);
}

// What is taken out of a string never takes its quotes along.
void TestCtlBundle::jsonStaysJson()
{
    const conversa::ctl::Redactor redactor;
    for (const char *json : jsonWithSecrets) {
        const QByteArray out = redactor.redacted(json);
        QVERIFY2(!QJsonDocument::fromJson(out).isNull(), out);
        QVERIFY2(out.contains("[redacted]"), out);
    }
}

QTEST_GUILESS_MAIN(TestCtlBundle)
#include "tst_ctlbundle.moc"
