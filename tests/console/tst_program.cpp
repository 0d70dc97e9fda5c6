// SPDX-License-Identifier: Apache-2.0
// The program itself, as a person starts it from a terminal. Seen red: without the checks Qt aborts (SIGABRT).
#include <QProcess>
#include <QTest>

class TestProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void run_data();
    void run();
};

void TestProgram::run_data()
{
    QTest::addColumn<QStringList>("environment");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("says");
    const QStringList none;
    QTest::newRow("no display") << none << none << 69 << QStringLiteral("needs a graphical display");
    QTest::newRow("no display, Portuguese")
        << QStringList{ QStringLiteral("LANG=pt_BR.UTF-8") } << none << 69 << QStringLiteral("precisa de uma tela");
    QTest::newRow("dead display") << QStringList{ QStringLiteral("DISPLAY=:4242"),
        QStringLiteral("QT_QPA_PLATFORM=xcb") }
                                  << none << 69 << QStringLiteral("needs a graphical display");
    QTest::newRow("version") << none << QStringList{ QStringLiteral("--version") } << 0
                             << QStringLiteral("conversa-console 0.");
    QTest::newRow("help") << none << QStringList{ QStringLiteral("--help") } << 0 << QStringLiteral("--key-stdin");
    QTest::newRow("unknown") << none << QStringList{ QStringLiteral("--no-such") } << 64 << QStringLiteral("no-such");
    QTest::newRow("the key is no argument")
        << none << QStringList{ QStringLiteral("--key=x") } << 64 << QStringLiteral("key");
}

void TestProgram::run()
{
    QFETCH(QStringList, environment);
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    QFETCH(QString, says);
    QProcess program;
    program.setProcessChannelMode(QProcess::MergedChannels);
    program.setEnvironment(
        QStringList{ QStringLiteral("LC_ALL="), QStringLiteral("PATH=/usr/bin:/bin") } + environment);
    program.start(qEnvironmentVariable("CONVERSA_BIN") + QStringLiteral("/conversa-console"), arguments);
    QVERIFY(program.waitForFinished());
    const QString output = QString::fromUtf8(program.readAll());
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), exitCode);
    QVERIFY2(output.contains(says), qPrintable(output));
}

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
