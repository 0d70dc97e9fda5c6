// SPDX-License-Identifier: Apache-2.0
// Every command of conversactl against three live nodes at one PostgreSQL and one Redis: its exit code, its words and its
// JSON; and what it says where something is wrong.
// Seen red: a command without a row (everyCommandHasARow), the cursor not followed (allPages), --yes not asked for
// (wrong: disconnect unasked), the filter of a stream not sent (tails), what servers say of an order passed over
// (refusedReload, silentNode), a broken chain ended with 0 (brokenChain), silent nodes not looked for (silentNode).
#include "conformance/requests.h"
#include "conversactl/command.h"
#include "fault/cluster.h"
#include "support/wsclient.h"
#include "tools/program.h"
#include "tools/rows.h"

#include <QJsonArray>
#include <QTest>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestConversactl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyCommandHasARow();
    void answers_data();
    void answers();
    void allPages();
    void asCsv();
    void wrong_data();
    void wrong();
    void helps();
    void watches();
    void asksAPerson();
    void checksFor_data();
    void checksFor();
    void tails_data();
    void tails();
    void taps();
    void refusedReload();
    void brokenChain();
    void silentNode();

private:
    QByteArray newKey(const QStringList &more);
    // The row's arguments, with fresh things for those it asks for.
    QStringList filled(const QStringList &arguments);
    std::unique_ptr<WsClient> join(int node, const QByteArray &client = "test/1");
    QString url(int node) const { return u"http://127.0.0.1:%1"_s.arg(m_cluster.port(node)); }

    QString newFile() { return m_folder.filePath(QString::number(++m_files)); }

    Cluster m_cluster;
    QTemporaryDir m_folder;
    int m_files = 0;
    Program m_ctl{u"conversactl"_s};
    std::vector<std::unique_ptr<WsClient>> m_clients;
};

void TestConversactl::initTestCase()
{
    const auto started = m_cluster.start();
    QVERIFY2(started, started ? "" : started.error().message.constData());
    QVERIFY2(m_cluster.begin(3) && m_cluster.knowEachOther(), m_cluster.logs());
    const QByteArray token = newKey({u"--name=operator"_s, u"--role=admin"_s, u"--tenant=*"_s});
    QVERIFY(token.startsWith("cv_"));
    m_ctl.set(u"CONVERSA_TOKEN"_s, QString::fromLatin1(token));
    m_ctl.set(u"CONVERSA_SERVER"_s, url(0));
    for (int node = 0; node < m_cluster.size(); ++node)
        m_clients.push_back(join(node, "desk/1"));
}

QByteArray TestConversactl::newKey(const QStringList &more)
{
    const QByteArray text = m_cluster.node(0).run(QStringList{u"key"_s, u"create"_s, u"--env=development"_s,
        u"--database.url="_s + QString::fromUtf8(m_cluster.postgres().url(m_cluster.database()))} + more).second;
    return text.mid(text.indexOf("cv_"), 46);
}

std::unique_ptr<WsClient> TestConversactl::join(int node, const QByteArray &client)
{
    auto made = std::make_unique<WsClient>(m_cluster.port(node), Handshake{.query = "client=" + client});
    made->sendText(sending("hello"));
    made->waitFor("message_sent");
    made->sendText(joining(session));
    made->waitFor("session_joined");
    return made;
}

QStringList TestConversactl::filled(const QStringList &arguments)
{
    QStringList all = arguments;
    if (const auto at = all.indexOf(aKey); at >= 0)
        all[at] = m_ctl.run({u"key"_s, u"create"_s, u"--name=x"_s, u"--role=agent"_s, u"--tenant=dev"_s, u"--json"_s}).json()["id"_L1].toString();
    if (const auto at = all.indexOf(aConnection); at >= 0) {
        m_clients.push_back(join(0, "victim/1"));
        const auto found = m_ctl.run({u"connections"_s, u"--filter"_s, u"client:victim"_s, u"--sort"_s, u"age"_s, u"--json"_s}).json();
        all[at] = found["connections"_L1][0]["id"_L1].toString();
    }
    if (const auto at = all.indexOf(aBan); at >= 0)
        all[at] = m_ctl.run({u"ban"_s, u"ip"_s, u"203.0.113.9"_s, u"--json"_s}).json()["id"_L1].toString();
    if (const auto at = all.indexOf(aFile); at >= 0)
        all[at] = newFile();
    if (const auto at = all.indexOf(aBackup); at >= 0) {
        all[at] = newFile();
        m_ctl.run({u"backup"_s, all[at]});
        // Each into a database of its own.
        const QString name = u"restored%1"_s.arg(++m_files);
        if (m_cluster.postgres().createDatabase(name))
            m_ctl.set(u"CONVERSA_DATABASE_URL"_s, QString::fromUtf8(m_cluster.postgres().url(name)));
    }
    return all;
}

void TestConversactl::everyCommandHasARow()
{
    for (const ctl::Command &command : ctl::commands()) {
        const bool isThere = std::any_of(rows().begin(), rows().end(), [&](const Row &row) { return row.name == command.name; });
        QVERIFY2(isThere, ctl::bytes(command.name));
    }
    for (const Row &row : rows())
        QVERIFY2(ctl::findCommand(row.name), row.name);
}

void TestConversactl::answers_data()
{
    QTest::addColumn<int>("row");
    for (size_t i = 0; i < rows().size(); ++i)
        QTest::addRow("%s", rows()[i].arguments.join(u' ').toUtf8().constData()) << int(i);
}

void TestConversactl::answers()
{
    QFETCH(const int, row);
    const Row &wanted = rows()[size_t(row)];
    const QString database = QString::fromUtf8(m_cluster.postgres().url(m_cluster.database()));
    m_ctl.set(u"CONVERSA_DATABASE_URL"_s, database);
    const Ended words = m_ctl.run(filled(wanted.arguments));
    QVERIFY2(words.code == wanted.code, words.errors + words.output);
    QVERIFY2(words.output.contains(wanted.words), words.output);
    if (ctl::bytes("drain") == wanted.name) {
        QCOMPARE(m_cluster.node(2).waitForEnd(), 0);
        QVERIFY(m_cluster.restart(2) && m_cluster.knowEachOther());
    }
    if (!wanted.holds)
        return;
    m_ctl.set(u"CONVERSA_DATABASE_URL"_s, database);
    const Ended json = m_ctl.run(filled(wanted.arguments) + QStringList{u"--json"_s});
    QCOMPARE(json.code, wanted.code);
    QCOMPARE(json.output.count('\n'), 1);
    QVERIFY2(wanted.holds(json.json()), json.output);
}

void TestConversactl::allPages()
{
    std::vector<std::unique_ptr<WsClient>> more;
    for (int i = 0; i < 7; ++i)
        more.push_back(join(0, "page/1"));
    const QStringList two{u"connections"_s, u"--filter"_s, u"client:page"_s, u"--limit"_s, u"2"_s};
    const Ended one = m_ctl.run(two);
    QVERIFY2(one.errors.contains("2 of 7 shown; --all shows the rest."), one.errors);
    const QJsonArray all = m_ctl.run(two + QStringList{u"--all"_s, u"--json"_s}).json()["connections"_L1].toArray();
    QSet<QString> ids;
    for (const QJsonValue &row : all)
        ids.insert(row["id"_L1].toString());
    QCOMPARE(ids.size(), 7);
    QCOMPARE(all.size(), 7);
}

void TestConversactl::asCsv()
{
    std::vector<std::unique_ptr<WsClient>> more;
    for (int i = 0; i < 3; ++i)
        more.push_back(join(0, "csv/1"));
    const Ended ended = m_ctl.run({u"connections"_s, u"--filter=client:csv"_s, u"--fields=client,in"_s, u"--limit=2"_s, u"--all"_s, u"--csv"_s});
    QCOMPARE(ended.code, 0);
    QCOMPARE(ended.output, QByteArray("client,in\r\ncsv/1,2\r\ncsv/1,2\r\ncsv/1,2\r\n"));
}

void TestConversactl::wrong_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("sentence");
    const auto add = [](const char *name, const QStringList &arguments, int code, const char *sentence) {
        QTest::newRow(name) << arguments << code << QByteArray(sentence);
    };
    add("filter", {u"connections"_s, u"--filter"_s, u"role:agent quue:>0"_s}, 64,
        "unknown field \"quue\"; did you mean \"queue\"?\n  role:agent quue:>0\n             ^\n");
    add("filter behind \xC3\xA3", {u"connections"_s, u"--filter"_s, u"jo\u00E3o quue:1"_s}, 64, "\n       ^\n");
    add("filter to disconnect", {u"disconnect"_s, u"--filter"_s, u"in:x"_s}, 64, "\n     ^\n");
    add("sort", {u"sessions"_s, u"--sort"_s, u"usres"_s}, 64, "did you mean \"users\"?");
    add("command", {u"statsu"_s}, 64, "unknown command \"statsu\"; did you mean \"status\"?");
    add("option", {u"status"_s, u"--jsno"_s}, 64, "unknown option \"--jsno\"; did you mean \"--json\"?");
    add("half a command", {u"key"_s}, 64, "\"key\" is not a whole command");
    add("no id", {u"key"_s, u"revoke"_s}, 64, "key revoke needs ID");
    add("too many words", {u"status"_s, u"now"_s}, 64, "what is \"now\"?");
    add("choice", {u"key"_s, u"create"_s, u"--role"_s, u"boss"_s}, 64, "--role is one of admin, agent, contact, service");
    add("key on the command line", {u"status"_s, u"--token"_s, u"cv_secret"_s}, 64, "set CONVERSA_TOKEN, or use --token-file");
    add("disconnect unasked", {u"disconnect"_s, u"--filter"_s, u"role:agent"_s}, 64, "say --yes");
    add("disconnect nobody", {u"disconnect"_s, u"--yes"_s}, 64, "Whom?");
    add("drain unasked", {u"drain"_s, u"n1"_s}, 64, "Send all clients of n1 away and end it? Nobody is there to be asked: say --yes.");
    add("ban whom", {u"ban"_s, u"everybody"_s, u"x"_s}, 64, "Ban whom?");
    add("no key", {u"status"_s, u"--token-file"_s, u"/nowhere"_s}, 77, "cannot be read");
    add("address", {u"status"_s, u"--server"_s, u"http://me:secret@localhost"_s}, 64, "must look like");
    add("nobody there", {u"status"_s, u"--server"_s, u"http://127.0.0.1:1"_s}, 69, "is the server running?");
    add("no such key", {u"key"_s, u"revoke"_s, u"550e8400-e29b-41d4-a716-446655440000"_s}, 1, "key");
}

void TestConversactl::wrong()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, code);
    QFETCH(const QByteArray, sentence);
    const Ended ended = m_ctl.run(arguments);
    QVERIFY2(ended.code == code, ended.errors);
    QVERIFY2(ended.errors.contains(sentence), ended.errors);
    QVERIFY(ended.output.isEmpty());
    QVERIFY(!ended.errors.contains("secret"));
}

void TestConversactl::helps()
{
    const Ended general = m_ctl.run({u"--help"_s});
    QCOMPARE(general.code, 0);
    for (const ctl::Command &command : ctl::commands()) {
        QVERIFY(general.output.contains("\n  " + ctl::bytes(command.name)));
        const Ended own = m_ctl.run(QString::fromLatin1(ctl::bytes(command.name)).split(u' ') + QStringList{u"--help"_s});
        QCOMPARE(own.code, 0);
        QVERIFY2(own.output.contains(ctl::bytes(command.help)), own.output);
        for (const ctl::Option &option : command.options)
            QVERIFY2(own.output.contains("--" + ctl::bytes(option.name)), own.output);
    }
    QCOMPARE(m_ctl.run({}).code, 64);
    QVERIFY(m_ctl.run({u"--version"_s}).output.startsWith("conversactl "));
}

void TestConversactl::watches()
{
    QProcess process;
    process.setProcessEnvironment(m_ctl.environment());
    process.start(u"bash"_s, {u"-c"_s, u"set -o pipefail; '"_s + m_ctl.path() + u"' status --watch 1 --json | head -n 2"_s});
    QVERIFY(process.waitForFinished(ServerProcess::patienceMs));
    // Nobody reads it any more.
    QCOMPARE(process.exitCode(), 74);
    QCOMPARE(process.readAllStandardOutput().count('\n'), 2);
}

void TestConversactl::asksAPerson()
{
    m_clients.push_back(join(0, "asked/1"));
    const QString command = u'\'' + m_ctl.path() + u"' disconnect --filter client:asked"_s;
    const auto answer = [&](const QByteArray &said) {
        QProcess terminal;
        terminal.setProcessEnvironment(m_ctl.environment());
        terminal.start(u"script"_s, {u"-qefc"_s, command, u"/dev/null"_s});
        QByteArray seen;
        if (!QTest::qWaitFor([&] { return (seen += terminal.readAllStandardOutput()).contains("Close 1 connection? [y/N]"); }, ServerProcess::patienceMs))
            return std::pair(-1, seen);
        terminal.write(said);
        terminal.waitForFinished(ServerProcess::patienceMs);
        return std::pair(terminal.exitCode(), seen + terminal.readAllStandardOutput());
    };
    const auto [refused, words] = answer("n\n");
    QVERIFY2(refused == 1 && words.contains("Nothing was done."), words);
    QVERIFY(m_clients.back()->sync());
    const auto [agreed, others] = answer("y\n");
    QVERIFY2(agreed == 0 && others.contains("1 connection closed."), others);
    QCOMPARE(m_clients.back()->waitForClose(), 4503);
}

void TestConversactl::checksFor_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("sentence");
    const QStringList calm{u"check"_s, u"-w"_s, u"lag=20s"_s, u"-c"_s, u"lag=30s"_s};
    QTest::newRow("warning") << calm + QStringList{u"-w"_s, u"connections=1"_s} << 1 << QByteArray("CONVERSA WARNING: ");
    QTest::newRow("critical") << calm + QStringList{u"--critical=connections=1"_s} << 2 << QByteArray(" connections | lag=");
    QTest::newRow("lag") << QStringList{u"check"_s, u"-c"_s, u"lag=0ms"_s} << 2 << QByteArray("to answer");
    QTest::newRow("nobody") << calm + QStringList{u"--server"_s, u"http://127.0.0.1:1"_s} << 2 << QByteArray("is the server running?");
    QTest::newRow("no key") << calm + QStringList{u"--token-file"_s, u"/nowhere"_s} << 3 << QByteArray("CONVERSA UNKNOWN: ");
    QTest::newRow("threshold") << QStringList{u"check"_s, u"-w"_s, u"lags=1s"_s} << 3 << QByteArray("A threshold is one of ");
}

void TestConversactl::checksFor()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, code);
    QFETCH(const QByteArray, sentence);
    const Ended ended = m_ctl.run(arguments);
    QVERIFY2(ended.code == code, ended.output);
    QVERIFY2(ended.output.contains(sentence), ended.output);
    QCOMPARE(ended.output.count('\n'), 1);
}

void TestConversactl::tails_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("value");
    QTest::newRow("events") << QStringList{u"tail"_s, u"events"_s, u"--filter"_s, u"action:connection_opened"_s} << u"kind"_s << u"connect"_s;
    QTest::newRow("audit") << QStringList{u"tail"_s, u"audit"_s, u"--filter"_s, u"action:connection_opened"_s} << u"result"_s << u"ok"_s;
    QTest::newRow("logs") << QStringList{u"tail"_s, u"logs"_s, u"--filter"_s, u"event:connection_opened"_s} << u"event"_s << u"connection_opened"_s;
}

void TestConversactl::tails()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, member);
    QFETCH(const QString, value);
    QProcess tail;
    tail.setProcessEnvironment(m_ctl.environment());
    tail.start(m_ctl.path(), arguments + QStringList{u"--count"_s, u"2"_s, u"--json"_s});
    QByteArray seen;
    // Whoever came before it watched is not told.
    QVERIFY(QTest::qWaitFor([&] {
        join(0, "tailed/1");
        seen += tail.readAllStandardOutput();
        return tail.state() == QProcess::NotRunning;
    }, ServerProcess::patienceMs));
    QVERIFY2(tail.exitCode() == 0, tail.readAllStandardError());
    const QByteArrayList lines = (seen + tail.readAllStandardOutput()).trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    for (const QByteArray &line : lines)
        QVERIFY2(QJsonDocument::fromJson(line).object()[member] == value, line);
}

void TestConversactl::taps()
{
    const auto talker = join(0, "tapped/1");
    const QString id = m_ctl.run({u"connections"_s, u"--filter"_s, u"client:tapped"_s, u"--json"_s}).json()["connections"_L1][0]["id"_L1].toString();
    QProcess tap;
    tap.setProcessEnvironment(m_ctl.environment());
    tap.start(m_ctl.path(), {u"tap"_s, u"--connection"_s, id, u"--filter"_s, u"direction:in opcode:text"_s, u"--count"_s, u"2"_s});
    QVERIFY(QTest::qWaitFor([&] { return !talker->sync() || tap.state() == QProcess::NotRunning; }, ServerProcess::patienceMs));
    QVERIFY2(tap.exitCode() == 0, tap.readAllStandardError());
    const QByteArrayList lines = tap.readAllStandardOutput().trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    QVERIFY2(lines[0].contains("Z > text {") && lines[0].contains("ping"), lines[0]);
    QVERIFY(m_ctl.run({u"audit"_s}).output.contains(id.toUtf8()));
}

void TestConversactl::refusedReload()
{
    const QString path = newFile();
    const auto write = [&](const QByteArray &text) {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    };
    QVERIFY(write("[limits]\nidle = \"2h\"\n"));
    m_cluster.configure(1, {u"--config"_s, path});
    // Killed, it would still have the name when it comes back under another.
    m_cluster.node(1).terminate();
    QCOMPARE(m_cluster.node(1).waitForEnd(), 0);
    QVERIFY2(m_cluster.restart(1) && m_cluster.knowEachOther(), m_cluster.logs());
    // The node that is asked hears of its return a moment later.
    Ended good;
    QVERIFY2(QTest::qWaitFor([&] { return (good = m_ctl.run({u"reload"_s, u"--node"_s, u"n1"_s})).code == 0; }, ServerProcess::patienceMs), good.output + good.errors);
    QVERIFY(write("[limits]\nidel = \"2h\"\n"));
    const Ended ended = m_ctl.run({u"reload"_s, u"--node"_s, u"n1"_s});
    QVERIFY2(ended.code == 1 && ended.output.contains("n1: message=") && ended.output.contains("idel"), ended.output + ended.errors);
}

void TestConversactl::brokenChain()
{
    const QByteArray broken = m_cluster.sql(u"UPDATE audit_log SET detail = 'nothing' WHERE (chain, seq) IN "
        "(SELECT chain, seq FROM audit_log WHERE action = 'connection_opened' ORDER BY at DESC LIMIT 1) RETURNING seq"_s);
    const Ended ended = m_ctl.run({u"audit"_s, u"verify"_s});
    QVERIFY2(ended.code == 1, ended.output + broken);
    QVERIFY2(ended.output.startsWith("edited: chain "), ended.output);
    QVERIFY2(ended.output.contains(", row " + broken.split('\n').first().trimmed() + '\n'), ended.output + broken);
}

// The last one: it ends a node.
void TestConversactl::silentNode()
{
    m_cluster.node(2).stop();
    QVERIFY(QTest::qWaitFor([&] { return m_ctl.run({u"nodes"_s, u"--filter"_s, u"state:silent"_s}).output.contains("n2"); }, ServerProcess::patienceMs));
    QCOMPARE(m_ctl.run({u"status"_s}).code, 1);
    const Ended told = m_ctl.run({u"notice"_s, u"Is anybody missing?"_s});
    QVERIFY2(told.code == 1 && told.errors.contains("Without node n2: it does not answer."), told.errors);
    QVERIFY(m_ctl.run({u"connections"_s}).errors.contains("Without node n2: it does not answer."));
    const Ended ended = m_ctl.run({u"check"_s, u"-w"_s, u"lag=20s"_s, u"-c"_s, u"lag=30s"_s});
    QVERIFY2(ended.code == 1 && ended.output.contains("node n2 is silent"), ended.output);
    m_cluster.node(2).kill();
}

QTEST_GUILESS_MAIN(TestConversactl)
#include "tst_conversactl.moc"
