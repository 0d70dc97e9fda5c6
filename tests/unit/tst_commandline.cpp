// SPDX-License-Identifier: Apache-2.0
// The command line: what each argument asks for, and one line for a person about one that asks for nothing.
// Seen red: the value behind "=" left at the name ("value behind =" and four more).
#include "config/commandline.h"
#include "config/keys.h"

#include <QTest>

using namespace conversa;

using Flags = std::vector<std::pair<QByteArray, QByteArray>>;

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void actions_data();
    void actions();
    void flags_data();
    void flags();
    void lastActionWins();
    void places();
    void mistakes_data();
    void mistakes();
    void keyCreate();
    void keyListAndRevoke();
    void keyMistakes_data();
    void keyMistakes();
    void helpNamesEveryKey();
};

void TestCommandLine::actions_data()
{
    QTest::addColumn<QByteArrayList>("arguments");
    QTest::addColumn<int>("action");
    using Action = CommandLine::Action;
    QTest::newRow("nothing") << QByteArrayList{} << int(Action::Run);
    QTest::newRow("check") << QByteArrayList{ "--check-config" } << int(Action::CheckConfig);
    QTest::newRow("print") << QByteArrayList{ "--print-config" } << int(Action::PrintConfig);
    QTest::newRow("version") << QByteArrayList{ "--version" } << int(Action::Version);
    QTest::newRow("help") << QByteArrayList{ "--help" } << int(Action::Help);
    QTest::newRow("h") << QByteArrayList{ "-h" } << int(Action::Help);
    QTest::newRow("key") << QByteArrayList{ "key", "list" } << int(Action::Key);
    QTest::newRow("key after flags") << QByteArrayList{ "--env=production", "key", "list" } << int(Action::Key);
}

void TestCommandLine::actions()
{
    QFETCH(QByteArrayList, arguments);
    const auto line = parseCommandLine(arguments);
    QVERIFY2(line, line ? "" : line.error().message.constData());
    QTEST(int(line->action), "action");
}

void TestCommandLine::flags_data()
{
    QTest::addColumn<QByteArrayList>("arguments");
    QTest::addColumn<Flags>("flags");
    QTest::newRow("value behind =") << QByteArrayList{ "--limits.text=5" } << Flags{ { "limits.text", "5" } };
    QTest::newRow("value after") << QByteArrayList{ "--limits.text", "5" } << Flags{ { "limits.text", "5" } };
    QTest::newRow("empty value") << QByteArrayList{ "--redis.url=" } << Flags{ { "redis.url", "" } };
    QTest::newRow("= in the value") << QByteArrayList{ "--database.url=postgresql://h/d?host=/a" }
                                    << Flags{ { "database.url", "postgresql://h/d?host=/a" } };
    QTest::newRow("value like a flag") << QByteArrayList{ "--log.level", "--help" }
                                       << Flags{ { "log.level", "--help" } };
    QTest::newRow("order is kept") << QByteArrayList{ "--env=production", "--env=development" }
                                   << Flags{ { "env", "production" }, { "env", "development" } };
    QTest::newRow("port") << QByteArrayList{ "--port", "9000" }
                          << Flags{ { "listen", "127.0.0.1:9000" }, { "listen", "[::1]:9000" } };
}

void TestCommandLine::flags()
{
    QFETCH(QByteArrayList, arguments);
    const auto line = parseCommandLine(arguments);
    QVERIFY2(line, line ? "" : line.error().message.constData());
    QTEST(line->sources.flags, "flags");
}

void TestCommandLine::lastActionWins()
{
    QCOMPARE(parseCommandLine({ "--check-config", "--print-config" })->action, CommandLine::Action::PrintConfig);
}

void TestCommandLine::places()
{
    const auto line = parseCommandLine({ "--config", "/a b/server.toml", "--allow-development-on-network" });
    QCOMPARE(line->sources.file, QByteArray("/a b/server.toml"));
    QVERIFY(line->sources.allowDevelopmentOnNetwork);
    QVERIFY(!parseCommandLine({})->sources.allowDevelopmentOnNetwork);
    // What the flags say is what the configuration has.
    const auto ports = parseCommandLine({ "--port=9000" });
    QCOMPARE(loadConfig(ports->sources)->config.listen, (QByteArrayList{ "127.0.0.1:9000", "[::1]:9000" }));
}

void TestCommandLine::mistakes_data()
{
    QTest::addColumn<QByteArrayList>("arguments");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArrayList &arguments, const char *text) {
        QTest::newRow(name) << arguments << QByteArray(text);
    };
    row("F11 unknown option", { "--limits.txt=5" }, R"(unknown option "--limits.txt"; did you mean "--limits.text"?)");
    row("unknown action", { "--check" }, "unknown option \"--check\"");
    row("F11 word", { "start" }, "unknown option \"start\"");
    row("one dash", { "-port", "1" }, R"(did you mean "--port"?)");
    row("no value", { "--config" }, "--config needs a value");
    row("key without value", { "--limits.text" }, "--limits.text needs a value");
    row("empty", { "" }, "unknown option \"\"");
    row("two dashes", { "--" }, "unknown option \"--\"");
}

void TestCommandLine::mistakes()
{
    QFETCH(QByteArrayList, arguments);
    QFETCH(QByteArray, text);
    const auto line = parseCommandLine(arguments);
    QVERIFY(!line);
    QVERIFY2(line.error().message.contains(text), line.error().message.constData());
    QVERIFY(line.error().message.endsWith("(see --help)") && !line.error().message.contains('\n'));
}

void TestCommandLine::keyCreate()
{
    const auto line = parseCommandLine(
        { "key", "create", "--name", "crm", "--role=agent", "--tenant", "acme", "--user-id", "u", "--user-name=Maria",
            "--contact", "c", "--session", "a", "--session=b", "--expires", "90d", "--database.url=sqlite:a.db" });
    QVERIFY2(line, line ? "" : line.error().message.constData());
    QCOMPARE(line->key.action, KeyCommand::Action::Create);
    QCOMPARE(line->key.name, QByteArray("crm"));
    QCOMPARE(line->key.role, QByteArray("agent"));
    QCOMPARE(line->key.tenant, QByteArray("acme"));
    QCOMPARE(line->key.userId, QByteArray("u"));
    QCOMPARE(line->key.userName, QByteArray("Maria"));
    QCOMPARE(line->key.contact, QByteArray("c"));
    QCOMPARE(line->key.sessions, (QByteArrayList{ "a", "b" }));
    QCOMPARE(line->key.expiresInMs, std::optional<qint64>(qint64(90) * 86'400'000));
    QCOMPARE(line->sources.flags, (Flags{ { "database.url", "sqlite:a.db" } }));
    QCOMPARE(parseCommandLine({ "key", "create" })->key.expiresInMs, std::optional<qint64>());
}

void TestCommandLine::keyListAndRevoke()
{
    const auto list = parseCommandLine({ "key", "list", "--tenant=acme", "--json", "--config", "a.toml" });
    QVERIFY(list && list->key.action == KeyCommand::Action::List && list->key.json);
    QCOMPARE(list->sources.file, QByteArray("a.toml"));
    const auto revoke = parseCommandLine({ "key", "revoke", "an-id" });
    QVERIFY(revoke && revoke->key.action == KeyCommand::Action::Revoke);
    QCOMPARE(revoke->key.id, QByteArray("an-id"));
}

void TestCommandLine::keyMistakes_data()
{
    QTest::addColumn<QByteArrayList>("arguments");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArrayList &arguments, const char *text) {
        QTest::newRow(name) << arguments << QByteArray(text);
    };
    row("nothing", { "key" }, "key takes create, list or revoke");
    row("other verb", { "key", "destroy" }, "key takes create, list or revoke");
    row("no value", { "key", "create", "--name" }, "--name needs a value");
    row("soon", { "key", "create", "--expires", "soon" }, "--expires takes a number of days");
    row("yesterday", { "key", "create", "--expires=-1d" }, "--expires takes a number of days");
    row("for ever", { "key", "create", "--expires=99999999999d" }, "--expires takes a number of days");
    row("two ids", { "key", "revoke", "a", "b" }, "unknown option \"b\"");
    row("id for list", { "key", "list", "a" }, "unknown option \"a\"");
    row("unknown option", { "key", "create", "--nme", "a" }, "unknown option \"--nme\"");
}

void TestCommandLine::keyMistakes()
{
    mistakes();
}

void TestCommandLine::helpNamesEveryKey()
{
    const QByteArray help = helpText();
    for (const ConfigKey &key : configKeys())
        QVERIFY2(help.contains("\n  " + key.name + " = "), key.name.constData());
    for (const char *option : { "--config", "--port", "--check-config", "--print-config", "--version", "key revoke" })
        QVERIFY2(help.contains(option), option);
}

QTEST_APPLESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
