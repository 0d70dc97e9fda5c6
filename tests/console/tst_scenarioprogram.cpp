// SPDX-License-Identifier: Apache-2.0
// conversa-console --scenario against a real server, without a display. Seen red: a runner that forgets what was heard before it
// was expected (examples), 0 for a scenario that failed (fails), the key's variable ignored (arguments).
#include "support/serverprocess.h"

#include <QProcess>
#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

struct Ran
{
    int code = -1;
    QByteArray out;
    QByteArray err;
};

} // namespace

class TestScenarioProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), m_server.log()); }
    void examples_data();
    void examples();
    void fails();
    void refusedKey();
    void keyFromStdin();
    void ownKeys();
    void arguments_data();
    void arguments();
    void nobodyThere();

private:
    QString url() const { return u"http://127.0.0.1:%1"_s.arg(m_server.port()); }
    static QString example(const QString &name) { return qEnvironmentVariable("CONVERSA_SOURCE") + u"/docs/scenarios/"_s + name; }
    // A file with this scenario.
    QString written(const QByteArray &json)
    {
        QFile file(m_server.file(u"scenario.json"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size())
            qFatal("not written");
        return file.fileName();
    }
    Ran run(const QStringList &arguments, const QStringList &environment = { u"CONVERSA_TOKEN=dev-user-key"_s }, const QByteArray &in = {}) const
    {
        QProcess program;
        program.setEnvironment(QStringList{ u"LC_ALL=C.UTF-8"_s, u"PATH=/usr/bin:/bin"_s } + environment);
        program.start(qEnvironmentVariable("CONVERSA_BIN") + u"/conversa-console"_s, arguments);
        program.write(in);
        program.closeWriteChannel();
        if (!program.waitForFinished(60'000) || program.exitStatus() != QProcess::NormalExit)
            return {};
        return { program.exitCode(), program.readAllStandardOutput(), program.readAllStandardError() };
    }

    ServerProcess m_server;
};

void TestScenarioProgram::examples_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("last");
    QTest::newRow("a question") << u"question-and-answer.json"_s << QByteArray("15 passed, 0 failed, 0 not run\n");
    QTest::newRow("a closed session") << u"closed-session.json"_s << QByteArray("14 passed, 0 failed, 0 not run\n");
}

void TestScenarioProgram::examples()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, last);
    const Ran ran = run({ u"--scenario"_s, example(name), u"--server"_s, url() });
    QVERIFY2(ran.code == 0, ran.out + ran.err);
    QVERIFY2(ran.out.endsWith(last), ran.out);
    QVERIFY(ran.out.contains("PASS   1  Maria joins  ("));
    QCOMPARE(ran.err, QByteArray());
}

void TestScenarioProgram::fails()
{
    const QByteArray json = R"({"name":"What nobody says","deadline_ms":300,"parties":[{"name":"Maria","role":"agent"},{"name":"Ana","role":"contact"}],
        "steps":[{"do":"join","party":"Maria"},{"do":"join","party":"Ana","within_ms":10000},{"do":"send","party":"Ana","text":"One"},
        {"do":"expect","party":"Maria","event":"message","text":"Two"},{"do":"leave","party":"Ana"}]})";
    const Ran ran = run({ u"--scenario"_s, written(json), u"--server"_s, url() });
    QVERIFY2(ran.code == 1, ran.out + ran.err);
    QVERIFY2(ran.out.contains("FAIL   4  Maria expects message \"Two\"  ("), ran.out);
    QVERIFY2(ran.out.endsWith("Nothing came within 300 ms.\n3 passed, 1 failed, 1 not run\n"), ran.out);
}

void TestScenarioProgram::refusedKey()
{
    const Ran ran = run({ u"--scenario"_s, example(u"closed-session.json"_s), u"--server"_s, url() }, { u"CONVERSA_TOKEN=no-such-key"_s });
    QVERIFY2(ran.code == 1, ran.out + ran.err);
    QVERIFY(ran.out.endsWith("0 passed, 0 failed, 14 not run\n"));
    QVERIFY(!ran.err.isEmpty() && !ran.err.contains("no-such-key"));
}

void TestScenarioProgram::keyFromStdin()
{
    const Ran ran = run({ u"--scenario"_s, example(u"closed-session.json"_s), u"--server"_s, url(), u"--key-stdin"_s }, {}, "dev-user-key\n");
    QVERIFY2(ran.code == 0, ran.out + ran.err);
}

void TestScenarioProgram::ownKeys()
{
    const QByteArray json = R"({"name":"Two agents","parties":[{"name":"Maria","role":"agent"},{"name":"Rui","role":"agent","key_from":"RUI"}],
        "steps":[{"do":"join","party":"Maria"},{"do":"join","party":"Rui"},{"do":"expect","party":"Maria","event":"joined"}]})";
    const Ran ran = run({ u"--scenario"_s, written(json), u"--server"_s, url() }, { u"CONVERSA_TOKEN=dev-user-key"_s, u"RUI=dev-admin-key"_s });
    QVERIFY2(ran.code == 0, ran.out + ran.err);
    const Ran without = run({ u"--scenario"_s, written(json), u"--server"_s, url() });
    QCOMPARE(without.code, 1);
    QVERIFY2(without.err.contains("variable RUI"), without.err);
}

void TestScenarioProgram::arguments_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("environment");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("says");
    const QStringList key{ u"CONVERSA_TOKEN=dev-user-key"_s };
    const QString file = example(u"closed-session.json"_s);
    QTest::newRow("no server") << QStringList{ u"--scenario"_s, file } << key << 64 << QByteArray("--server");
    QTest::newRow("no key") << QStringList{ u"--scenario"_s, file, u"--server"_s, u"localhost:1"_s } << QStringList() << 64 << QByteArray("CONVERSA_TOKEN");
    QTest::newRow("unknown") << QStringList{ u"--scenario"_s, file, u"--key=x"_s } << key << 64 << QByteArray("key");
    QTest::newRow("no file") << QStringList{ u"--scenario"_s, u"/no/such"_s, u"--server"_s, u"localhost:1"_s } << key << 65 << QByteArray("/no/such: ");
    QTest::newRow("no scenario") << QStringList{ u"--scenario"_s, written(R"({"name":"x","parties":[{"name":"a","role":"agent"}],"steps":[{"do":"rest"}]})"), u"--server"_s, u"localhost:1"_s }
                                 << key << 65 << QByteArray("step 1: there is no step \"rest\"");
}

void TestScenarioProgram::arguments()
{
    QFETCH(QStringList, arguments);
    QFETCH(QStringList, environment);
    QFETCH(int, code);
    QFETCH(QByteArray, says);
    const Ran ran = run(arguments, environment);
    QCOMPARE(ran.code, code);
    QVERIFY2(ran.err.contains(says), ran.err);
}

void TestScenarioProgram::nobodyThere()
{
    for (const QByteArray &session : { QByteArray(), QByteArray(R"("session_id":"550e8400-e29b-41d4-a716-446655440000",)") }) {
        const QString file = written("{\"name\":\"x\"," + session + R"("parties":[{"name":"a","role":"agent"}],"steps":[{"do":"join","party":"a"}]})");
        const Ran ran = run({ u"--scenario"_s, file, u"--server"_s, u"http://127.0.0.1:1"_s });
        QVERIFY2(ran.code == 69, ran.out + ran.err);
        QVERIFY(ran.out.endsWith("0 passed, 0 failed, 1 not run\n"));
    }
}

QTEST_GUILESS_MAIN(TestScenarioProgram)
#include "tst_scenarioprogram.moc"
