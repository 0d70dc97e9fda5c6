// SPDX-License-Identifier: Apache-2.0
// conversa-chat as people run it: in a pipe, on a terminal, over the end of its server.
// Seen red: the end at once after the input's (inAPipe), own messages printed twice (talksOverARestart).
#include "support/serverprocess.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QTest>

#include <csignal>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 60'000;
const QString session = u"550e8400-e29b-41d4-a716-446655440000"_s;

// One conversa-chat, and what it printed.
class Program
{
public:
    explicit Program(const QString &token = u"dev-user-key"_s)
    {
        QProcessEnvironment environment = ServerProcess::environment();
        environment.insert(u"CONVERSA_TOKEN"_s, token);
        m_process.setProcessEnvironment(environment);
    }
    ~Program()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Program)

    static QString path() { return qEnvironmentVariable("CONVERSA_BIN") + u"/conversa-chat"_s; }
    static QString quotedPath() { return u'\'' + path() + u'\''; } // for a shell: a checkout's folder may have spaces
    void start(const QStringList &arguments) { start(path(), arguments); }
    void start(const QString &program, const QStringList &arguments)
    {
        m_process.start(program, arguments);
        QVERIFY(m_process.waitForStarted());
    }
    void say(const QByteArray &lines) { m_process.write(lines); }
    void endInput() { m_process.closeWriteChannel(); }
    bool prints(const QByteArray &text, int times = 1)
    {
        return QTest::qWaitFor([&] { return output().count(text) >= times; }, patienceMs);
    }
    bool complains(const QByteArray &text)
    {
        return QTest::qWaitFor([&] { return errors().contains(text); }, patienceMs);
    }
    // Its exit code; -1: it did not end by itself.
    int waitForEnd()
    {
        const bool ended = QTest::qWaitFor([&] { return m_process.state() == QProcess::NotRunning; }, patienceMs);
        return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    QByteArray output() { return m_output += m_process.readAllStandardOutput(); }
    QByteArray errors() { return m_errors += m_process.readAllStandardError(); }

private:
    QProcess m_process;
    QByteArray m_output;
    QByteArray m_errors;
};

// Every message it printed, in that order.
QList<QJsonObject> messagesOf(Program &program)
{
    QList<QJsonObject> messages;
    for (const QByteArray &line : program.output().split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object.value("type"_L1) == "message"_L1)
            messages.append(object);
    }
    return messages;
}

} // namespace

class TestChatProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void talksOverARestart();
    void inAPipe();
    void hostileTextIsHarmless();
    void onATerminal();
    void followsWithoutInput();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void unconfirmedWithoutAServer();
    void endsWithItsReader();

private:
    bool startServer();
    QStringList arguments(const QStringList &more = {}) const
    {
        return QStringList{ u"--url"_s, u"http://localhost:%1"_s.arg(m_port), u"--session"_s, session } + more;
    }

    ServerProcess m_server;
    quint16 m_port = 0;
};

void TestChatProgram::init()
{
    m_port = 0;
    QFile::remove(m_server.file(u"chat.db"_s));
    QVERIFY2(startServer(), m_server.log());
}

bool TestChatProgram::startServer()
{
    QStringList more{ u"--database.url=sqlite://"_s + m_server.file(u"chat.db"_s) };
    if (m_port != 0) // beside a free one of its own
        more.append(u"--listen=127.0.0.1:%1"_s.arg(m_port));
    if (!m_server.start(more))
        return false;
    m_port = m_port == 0 ? m_server.port() : m_port;
    return true;
}

void TestChatProgram::talksOverARestart()
{
    constexpr int each = 100;
    Program ana(u"dev-admin-key"_s), joao;
    for (Program *program : { &ana, &joao })
        program->start(arguments({ u"--json"_s, u"--after"_s, u"0"_s }));
    for (int i = 0; i < each; ++i) {
        ana.say("ana " + QByteArray::number(i) + '\n');
        joao.say("joao " + QByteArray::number(i) + '\n');
    }
    QVERIFY(ana.prints("\"type\":\"message\"", each / 4));
    m_server.kill();
    QVERIFY(ana.prints("\"waiting\"") && joao.prints("\"waiting\""));
    QVERIFY2(messagesOf(ana).size() < 2 * each, "fault not observed: all was said before it");
    QVERIFY2(startServer(), m_server.log());
    for (Program *program : { &ana, &joao }) {
        QVERIFY(QTest::qWaitFor([&] { return messagesOf(*program).size() >= 2 * each; }, patienceMs));
        program->endInput();
        QCOMPARE(program->waitForEnd(), 0);
        const auto messages = messagesOf(*program);
        QCOMPARE(messages.size(), 2 * each);
        QSet<QString> texts;
        for (int i = 0; i < messages.size(); ++i) {
            QCOMPARE(messages[i].value("seq"_L1).toInt(), i + 1);
            texts.insert(messages[i].value("text"_L1).toString());
        }
        QCOMPARE(texts.size(), 2 * each);
    }
    QCOMPARE(messagesOf(ana)[0].value("author"_L1), messagesOf(joao)[0].value("author"_L1));
}

void TestChatProgram::inAPipe()
{
    Program joao;
    joao.start(arguments());
    joao.say("one\r\n\n  \ntwo \xF0\x9F\x98\x80");
    joao.endInput();
    QCOMPARE(joao.waitForEnd(), 0);
    Program ana(u"dev-admin-key"_s);
    ana.start(arguments({ u"--after"_s, u"0"_s }));
    QVERIFY(ana.prints(": two \xF0\x9F\x98\x80\n"));
    ana.endInput();
    QCOMPARE(ana.waitForEnd(), 0);
    const QByteArrayList lines = ana.output().split('\n');
    QCOMPARE(lines.size(), 3);
    static const QRegularExpression line(u"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8} (agent|João Silva): one$"_s);
    QVERIFY2(line.match(QString::fromUtf8(lines[0])).hasMatch(), lines[0]);
    QVERIFY2(ana.errors().startsWith("-- Connected.\n-- In the session, message 2 is the latest."), ana.errors());
}

void TestChatProgram::hostileTextIsHarmless()
{
    Program joao;
    joao.start(arguments({ u"--after"_s, u"0"_s }));
    joao.say("\xE2\x80\x8Fmark\n");
    QVERIFY(joao.prints(" you: \\u200fmark\n"));
    joao.say("\xff\n");
    QVERIFY(joao.complains("-- Not sent: The line is not UTF-8.\n"));
    joao.say(QByteArray(10'241, 'x') + '\n');
    QVERIFY(joao.complains("text must not be longer than 10240 bytes"));
    joao.say(QByteArray(200'000, 'x') + "\nafter it\n");
    QVERIFY(joao.prints(" you: after it\n"));
    joao.endInput();
    QCOMPARE(joao.waitForEnd(), 65);
}

void TestChatProgram::onATerminal()
{
    Program joao, ana(u"dev-admin-key"_s);
    ana.start(arguments());
    QVERIFY(ana.complains("-- In the session"));
    // script(1) gives it a terminal, and what it shows comes back.
    joao.start(u"script"_s, { u"-qefc"_s, Program::quotedPath() + u' ' + arguments().join(u' '), u"/dev/null"_s });
    QVERIFY(joao.prints("-- In the session"));
    QVERIFY(ana.complains("-- Jo\xC3\xA3o Silva (agent) is here.\n"));
    joao.say("bom dia\n");
    QVERIFY(joao.prints(" you: bom dia"));
    QVERIFY(ana.prints(": bom dia\n"));
    ana.say("ol\xC3\xA1\n");
    QVERIFY(joao.prints(": ol\xC3\xA1"));
    QVERIFY(ana.complains("has read up to message 2."));
    joao.say("\x04"); // the end of the input, as a terminal has it
    QCOMPARE(joao.waitForEnd(), 0);
    QVERIFY(!joao.output().contains('\x1b'));
}

void TestChatProgram::followsWithoutInput()
{
    Program follower(u"dev-admin-key"_s), joao;
    follower.start(arguments({ u"--follow"_s, u"--json"_s }));
    follower.endInput();
    QVERIFY(follower.prints("\"session_joined\""));
    joao.start(arguments());
    joao.say("hello\n");
    joao.endInput();
    QCOMPARE(joao.waitForEnd(), 0);
    QVERIFY(follower.prints("\"text\":\"hello\""));
    for (const QByteArray &line : follower.output().trimmed().split('\n'))
        QVERIFY2(QJsonDocument::fromJson(line).isObject(), line);
    QVERIFY(!joao.errors().contains("has read"));
}

void TestChatProgram::saysWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QString>("token");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("sentence");
    const QString good = u"dev-user-key"_s;
    QTest::newRow("key on the command line")
        << QStringList{ u"--token"_s, u"secret-one"_s } << good << 64 << QByteArray("set CONVERSA_TOKEN, or use --token-file");
    QTest::newRow("unknown option") << QStringList{ u"--x"_s } << good << 64 << QByteArray("Unknown option");
    QTest::newRow("session") << QStringList{ u"--session"_s, u"5"_s } << good << 64 << QByteArray("--session takes a UUID.");
    QTest::newRow("address") << QStringList{ u"--url"_s, u"ftp://x"_s } << good << 64 << QByteArray("--url");
    QTest::newRow("no key") << QStringList() << QString() << 66 << QByteArray("There is no access key");
    QTest::newRow("no key file") << QStringList{ u"--token-file"_s, u"/nowhere"_s } << good << 66 << QByteArray("cannot be read");
    QTest::newRow("wrong key") << QStringList() << u"cv_wrong"_s << 77
                               << QByteArray("-- The server does not accept the access key.");
}

void TestChatProgram::saysWhatIsWrong()
{
    QFETCH(QStringList, more);
    QFETCH(QString, token);
    QFETCH(int, code);
    QFETCH(QByteArray, sentence);
    Program program(token);
    program.start(arguments(more));
    QCOMPARE(program.waitForEnd(), code);
    QVERIFY2(program.errors().contains(sentence), program.errors());
    QVERIFY(!program.errors().contains("secret-one") && !program.errors().contains("cv_wrong"));
}

void TestChatProgram::unconfirmedWithoutAServer()
{
    m_server.kill();
    Program program;
    program.start(arguments({ u"--wait"_s, u"1"_s }));
    program.say("is anybody there?\n");
    program.endInput();
    QCOMPARE(program.waitForEnd(), 75);
    QVERIFY2(program.errors().contains("Trying again in "), program.errors());
}

void TestChatProgram::endsWithItsReader()
{
    Program joao;
    joao.start(arguments());
    joao.say("one\ntwo\n");
    joao.endInput();
    QCOMPARE(joao.waitForEnd(), 0);
    Program pipe;
    pipe.start(u"bash"_s, { u"-c"_s, u"set -o pipefail; "_s + Program::quotedPath() + u" --follow --after 0 --json "_s
            + arguments().join(u' ') + u" | head -n 1"_s });
    QCOMPARE(pipe.waitForEnd(), 74);
    QCOMPARE(pipe.output().count('\n'), 1);
}

QTEST_GUILESS_MAIN(TestChatProgram)
#include "tst_chatprogram.moc"
