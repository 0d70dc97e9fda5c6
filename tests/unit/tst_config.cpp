// SPDX-License-Identifier: Apache-2.0
// Configuration: sources, precedence, exact errors, and the rules between keys (docs/faults.md F11).
// Seen red: secretsAreMasked with passwords found by QUrl, which finds none in a URL that is not encoded well.
#include "config/commandline.h"
#include "config/keys.h"
#include "config/loader.h"
#include "config/rules.h"

#include <QTemporaryDir>
#include <QTest>

using namespace conversa;

class TestConfig : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QByteArray file(const QByteArray &text)
    {
        QFile made(m_folder.filePath(QStringLiteral("server.toml")));
        made.open(QIODevice::WriteOnly);
        made.write(text);
        return made.fileName().toLocal8Bit();
    }
    QByteArray errorOf(const ConfigSources &sources)
    {
        const auto loaded = loadConfig(sources);
        return loaded ? QByteArray() : loaded.error().message;
    }

private Q_SLOTS:
    void laterSourcesWin()
    {
        ConfigSources sources;
        sources.file = file("[limits]\ntext = \"2KiB\"\nheaders = 50\nidle = \"1h\"\n");
        sources.environment = {{"CONVERSA_LIMITS_HEADERS", "60"}, {"CONVERSA_LIMITS_IDLE", "2h"}, {"PATH", "/bin"}};
        sources.flags = {{"limits.idle", "3h"}};
        const auto loaded = loadConfig(sources);
        QVERIFY2(loaded, loaded ? "" : loaded.error().message.constData());
        QCOMPARE(loaded->config.limits.text, qint64(2048));
        QCOMPARE(loaded->config.limits.headers, 60);
        QCOMPARE(loaded->config.limits.idle, qint64(3 * 3'600'000));
        QVERIFY(loaded->sources.value("limits.text").endsWith("server.toml:2:1"));
        QCOMPARE(loaded->sources.value("limits.headers"), QByteArray("environment variable CONVERSA_LIMITS_HEADERS"));
    }

    void errors_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("place");
        QTest::addColumn<QByteArray>("what");
        QTest::newRow("F11 unknown key") << QByteArray("env = \"development\"\nlisen = []\n") << QByteArray(":2:1: ")
                                         << QByteArray("unknown key \"lisen\"; did you mean \"listen\"?");
        QTest::newRow("unknown inner key") << QByteArray("[limits]\ntxt = 5\n") << QByteArray(":2:1: ")
                                           << QByteArray("unknown key \"limits.txt\"; did you mean \"limits.text\"?");
        QTest::newRow("bad value") << QByteArray("[limits]\ntext = \"many\"\n") << QByteArray(":2:1: ")
                                   << QByteArray("limits.text must be a number of bytes");
        QTest::newRow("out of range") << QByteArray("[net]\nthreads = 65\n") << QByteArray(":2:1: ")
                                      << QByteArray("from 0 to 64");
        QTest::newRow("list for one") << QByteArray("env = [\"a\"]\n") << QByteArray(":1:1: ") << QByteArray("env ");
        QTest::newRow("no TOML") << QByteArray("env = \n") << QByteArray(":1:") << QByteArray("");
    }
    void errors()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, place);
        QFETCH(QByteArray, what);
        ConfigSources sources;
        sources.file = file(text);
        const QByteArray error = errorOf(sources);
        QVERIFY2(error.contains(place) && error.contains(what), error.constData());
    }

    void unknownVariableIsNamed()
    {
        ConfigSources sources;
        sources.environment = {{"CONVERSA_NET_THREAD", "2"}};
        QVERIFY(errorOf(sources).contains("did you mean \"CONVERSA_NET_THREADS\"?"));
    }

    void rules()
    {
        ConfigSources sources;
        sources.flags = {{"listen", "0.0.0.0:8080"}};
        QVERIFY(errorOf(sources).contains("--allow-development-on-network"));
        sources.allowDevelopmentOnNetwork = true;
        QCOMPARE(errorOf(sources), QByteArray());
        sources.flags = {{"listen", "0.0.0.0:8080"}, {"env", "production"}};
        QVERIFY(errorOf(sources).contains("tls.terminated_by_proxy"));
        sources.flags.emplace_back("tls.terminated_by_proxy", "true");
        QCOMPARE(errorOf(sources), QByteArray());
        sources.flags.emplace_back("database.url", "memory:");
        QVERIFY(errorOf(sources).contains("memory:"));
    }

    void ratesAreForProduction()
    {
        ConfigSources sources;
        QVERIFY(!loadConfig(sources)->config.limits.ratesEnabled);
        sources.flags = {{"env", "production"}};
        QVERIFY(loadConfig(sources)->config.limits.ratesEnabled);
        sources.flags.emplace_back("limits.enabled", "false");
        QVERIFY(!loadConfig(sources)->config.limits.ratesEnabled);
    }

    void secretsAreMasked()
    {
        ConfigSources sources;
        sources.flags = {{"database.url", "postgresql://app:s3cret@db/chat"}, {"redis.url", "redis://u:hush@r:1/0"}};
        const QByteArray text = describe(*loadConfig(sources));
        QVERIFY(!text.contains("s3cret") && !text.contains("hush"));
        QVERIFY(text.contains("postgresql://app:***@db/chat"));
        QVERIFY(text.contains("limits.text = 10240  # default"));
        // Not encoded as they should be, or where they should not be: masked all the same.
        for (const char *url : {"postgresql://app:s3/cret@db/chat", "postgresql://app:s3#cret@db/chat",
                                "postgresql://app:s3@cret@db/chat", "postgresql://app@db/chat?password=cret"}) {
            sources.flags = {{"database.url", url}};
            QVERIFY2(!describe(*loadConfig(sources)).contains("cret"), url);
        }
    }

    void originsOfTheEnvironment()
    {
        Config config;
        QVERIFY(effectiveOrigins(config, {8081}).contains("http://localhost:5173"));
        QVERIFY(effectiveOrigins(config, {8081}).contains("http://[::1]:8081"));
        config.env = "production";
        QCOMPARE(effectiveOrigins(config, {8081}), (QByteArrayList{"https://app.ventros.io", "https://ventros.io"}));
    }

    void commandLine()
    {
        const auto line = parseCommandLine({"--port", "9000", "--limits.text=5", "--check-config"});
        QVERIFY(bool(line));
        QCOMPARE(line->action, CommandLine::Action::CheckConfig);
        QCOMPARE(loadConfig(line->sources)->config.listen, (QByteArrayList{"127.0.0.1:9000", "[::1]:9000"}));
        QVERIFY(parseCommandLine({"--limits.txt=5"}).error().message.contains("did you mean \"--limits.text\"?"));
        QVERIFY(parseCommandLine({"--config"}).error().message.contains("needs a value"));
    }

    void keyCommand()
    {
        const auto line = parseCommandLine({"key", "create", "--name", "crm", "--role=agent", "--tenant", "acme", "--expires", "90d"});
        QVERIFY(bool(line));
        QCOMPARE(line->action, CommandLine::Action::Key);
        QCOMPARE(line->key.role, QByteArray("agent"));
        QCOMPARE(*line->key.expiresInMs, qint64(90) * 86'400'000);
        QVERIFY(!parseCommandLine({"key", "destroy"}));
        QVERIFY(!parseCommandLine({"key", "create", "--expires", "soon"}));
    }

    // Every default is in the range its own key allows, and is set by the text that shows it.
    void everyDefaultIsAllowed()
    {
        for (const ConfigKey &key : configKeys()) {
            Config config;
            QByteArray shown = key.show(config);
            if (shown.startsWith('[') || shown == "\"\"")
                continue;
            if (shown.startsWith('"'))
                shown = shown.mid(1, shown.size() - 2);
            QVERIFY2(key.set(config, {shown}).isEmpty(), key.name.constData());
            QCOMPARE(key.show(config), key.show(Config{}));
        }
    }
};

QTEST_APPLESS_MAIN(TestConfig)
#include "tst_config.moc"
