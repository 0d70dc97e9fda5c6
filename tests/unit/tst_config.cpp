// SPDX-License-Identifier: Apache-2.0
// Configuration: sources, precedence, exact errors, and the rules between keys (docs/faults.md F11).
// Seen red: any URL with scheme and host taken for an origin; keysThatContradict without each of its rules;
// secretsAreMasked with passwords found by QUrl, which finds none in a URL that is not encoded well; theBusHasASecret with
// the secret shown, and without each of its rules.
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
        sources.environment = {{"CONVERSA_LIMITS_HEADERS", "60"}, {"CONVERSA_LIMITS_IDLE", "2h"}, {"CONVERSA_TOKEN", "x"}, {"CONVERSA_SERVER", "x"}, {"PATH", "/bin"}};
        sources.flags = {{"limits.idle", "3h"}};
        const auto loaded = loadConfig(sources);
        QVERIFY2(loaded, loaded ? "" : loaded.error().message.constData());
        QCOMPARE(loaded->config.limits.text.get(), qint64(2048));
        QCOMPARE(loaded->config.limits.headers.get(), 60);
        QCOMPARE(loaded->config.limits.idle.get(), qint64(3 * 3'600'000));
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

    void tlsRules()
    {
        ConfigSources sources;
        sources.flags = {{"env", "production"}, {"tls.listen", "0.0.0.0:8443"}};
        QVERIFY(errorOf(sources).contains("needs tls.certificate and tls.key"));
        sources.flags.emplace_back("tls.certificate", "a.pem");
        QVERIFY(errorOf(sources).contains("needs tls.certificate and tls.key"));
        sources.flags.emplace_back("tls.key", "a.key");
        QCOMPARE(errorOf(sources), QByteArray());
        // TLS there does not make plain text elsewhere right.
        sources.flags.emplace_back("listen", "0.0.0.0:8080");
        QVERIFY(errorOf(sources).contains("use tls.listen"));
        sources.flags = {{"tls.certificate", "a.pem"}, {"tls.key", "a.key"}};
        QVERIFY(errorOf(sources).contains("nothing speaks TLS"));
        sources.flags = {{"tls.listen", "0.0.0.0:8443"}, {"tls.certificate", "a.pem"}, {"tls.key", "a.key"}};
        QVERIFY(errorOf(sources).contains("--allow-development-on-network"));
    }

    void originsAreWrittenAsBrowsersSendThem_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("good");
        QTest::newRow("https") << QByteArray("https://app.example.com") << true;
        QTest::newRow("port") << QByteArray("http://localhost:3000") << true;
        QTest::newRow("IPv6") << QByteArray("http://[::1]:8080") << true;
        QTest::newRow("case") << QByteArray("HTTPS://App.Example.com") << true;
        QTest::newRow("other scheme") << QByteArray("capacitor://localhost") << true;
        QTest::newRow("punycode") << QByteArray("https://xn--bcher-kva.example") << true;
        QTest::newRow("any") << QByteArray("*") << false;
        QTest::newRow("B116 null") << QByteArray("null") << false;
        QTest::newRow("no scheme") << QByteArray("app.example.com") << false;
        QTest::newRow("slash") << QByteArray("https://app.example.com/") << false;
        QTest::newRow("path") << QByteArray("https://app.example.com/chat") << false;
        QTest::newRow("query") << QByteArray("https://app.example.com?a") << false;
        QTest::newRow("user") << QByteArray("https://me@app.example.com") << false;
        QTest::newRow("wildcard") << QByteArray("https://*.example.com") << false;
        QTest::newRow("own port") << QByteArray("https://app.example.com:443") << false;
        QTest::newRow("own port of http") << QByteArray("http://app.example.com:80") << false;
        QTest::newRow("port 0") << QByteArray("https://app.example.com:0") << false;
        QTest::newRow("no host") << QByteArray("https://") << false;
        QTest::newRow("not ASCII") << QByteArray("https://b\xc3\xbc" "cher.example") << false;
    }
    void originsAreWrittenAsBrowsersSendThem()
    {
        QFETCH(QByteArray, origin);
        ConfigSources sources;
        sources.flags = {{"origin.allowed", origin}};
        QTEST(errorOf(sources).isEmpty(), "good");
        QVERIFY(errorOf(sources).isEmpty() || errorOf(sources).startsWith("origin.allowed: \"" + origin + '"'));
    }

    void keysThatContradict_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("low");
        QTest::addColumn<QByteArray>("other");
        QTest::addColumn<QByteArray>("good");
        QTest::newRow("heartbeat") << QByteArray("limits.heartbeat") << QByteArray("25s")
                                   << QByteArray("limits.ping_interval") << QByteArray("24s");
        QTest::newRow("text") << QByteArray("limits.text") << QByteArray("70000") << QByteArray("limits.frame")
                              << QByteArray("70000");
        QTest::newRow("page") << QByteArray("limits.page_bytes") << QByteArray("513KiB") << QByteArray("limits.send_queue")
                              << QByteArray("1026KiB");
        QTest::newRow("uri") << QByteArray("limits.uri") << QByteArray("20000") << QByteArray("limits.head")
                             << QByteArray("20000");
        QTest::newRow("typing") << QByteArray("limits.typing_expiry") << QByteArray("3s")
                                << QByteArray("limits.typing_repeat") << QByteArray("2s");
    }
    void keysThatContradict()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, low);
        QFETCH(QByteArray, other);
        QFETCH(QByteArray, good);
        ConfigSources sources;
        sources.flags = {{key, low}};
        const QByteArray error = errorOf(sources);
        QVERIFY2(error.startsWith(key + ": ") && error.contains(other), error.constData());
        sources.flags.emplace_back(other, good);
        QCOMPARE(errorOf(sources), QByteArray());
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
        for (const char *url : {"postgresql://app:s3/hush@db/chat", "postgresql://app:s3#hush@db/chat",
                                "postgresql://app:s3@hush@db/chat", "postgresql://app@db/chat?password=hush"}) {
            sources.flags = {{"database.url", url}};
            QVERIFY2(!describe(*loadConfig(sources)).contains("hush"), url);
        }
    }

    // Without a secret whoever reaches Redis could write into every chat.
    void theBusHasASecret()
    {
        ConfigSources sources;
        sources.flags = {{"redis.url", "redis://r"}};
        QCOMPARE(errorOf(sources), QByteArray());
        sources.flags.emplace_back("env", "production");
        QVERIFY(errorOf(sources).startsWith("bus.secret: "));
        sources.flags.emplace_back("bus.secret", "15 bytes of hush");
        sources.flags.back().second.chop(1);
        QVERIFY(errorOf(sources).startsWith("bus.secret: "));
        QVERIFY(!errorOf(sources).contains("hus"));
        sources.flags.emplace_back("bus.secret", "16 bytes of hush");
        QCOMPARE(errorOf(sources), QByteArray());
        const QByteArray text = describe(*loadConfig(sources));
        QVERIFY(text.contains("bus.secret = \"***\"") && !text.contains("hush"));
        QVERIFY(describe(*loadConfig({})).contains("bus.secret = \"\""));
    }

    void originsOfTheEnvironment()
    {
        Config config;
        QVERIFY(effectiveOrigins(config, {8081}).contains("http://localhost:5173"));
        QVERIFY(effectiveOrigins(config, {8081}).contains("http://[::1]:8081"));
        QVERIFY(effectiveOrigins(config, {8081}, {8443}).contains("https://localhost:8443"));
        QVERIFY(!effectiveOrigins(config, {8081}, {8443}).contains("http://localhost:8443"));
        config.env = "production";
        QCOMPARE(effectiveOrigins(config, {8081}), (QByteArrayList{"https://app.ventros.io", "https://ventros.io"}));
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
