// SPDX-License-Identifier: Apache-2.0
// A real gnome-keyring on a session bus of its own, and no bus at all. The part that talks to the keychain runs as a
// child of this program, so that each has its environment from its start.
// Seen red: a keychain that is missing taken for one without this key, and another key written than the one given.
#include "model/keychain.h"

#include <QDirIterator>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using conversa::Result;
using namespace conversa::console;
using namespace Qt::StringLiterals;

namespace {

constexpr int runMs = 30'000;
const QString profileId = u"550e8400-e29b-41d4-a716-446655440000"_s;
const QByteArray secret = "very-secret-key";

template <typename T>
QByteArray told(const Result<T> &outcome)
{
    return outcome ? "ok" : QByteArray(conversa::traits(outcome.error().code).wire.data());
}

// What each call answered, one a line.
class Conversation : public QObject
{
public:
    void begin()
    {
        Keychain::write(profileId, secret, this, [this](const auto &outcome) {
            say("write " + told(outcome));
            read();
        });
    }

private:
    void read()
    {
        Keychain::read(profileId, this, [this](const auto &key) {
            say("read " + told(key) + (key && *key == secret ? " same" : ""));
            remove();
        });
    }
    void remove()
    {
        Keychain::remove(profileId, this, [this](const auto &outcome) {
            say("remove " + told(outcome));
            Keychain::read(profileId, this, [this](const auto &key) {
                say("read " + told(key));
                QCoreApplication::quit();
            });
        });
    }
    static void say(const QByteArray &line) { std::puts(line.constData()); }
};

} // namespace

class TestKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAKey();
    void withoutAKeychain();

private:
    QByteArray talk(const QStringList &command);
    QByteArray filesWithSecret() const;

    QTemporaryDir m_home;
};

QByteArray TestKeychain::talk(const QStringList &command)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : { u"DBUS_SESSION_BUS_ADDRESS"_s, u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"XDG_CURRENT_DESKTOP"_s })
        environment.remove(name);
    for (const QString &name : { u"HOME"_s, u"XDG_RUNTIME_DIR"_s, u"XDG_DATA_HOME"_s, u"XDG_CONFIG_HOME"_s })
        environment.insert(name, m_home.path());
    environment.insert(u"CONVERSA_TEST_TALK"_s, u"1"_s);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(command.first(), command.mid(1));
    process.write("test");
    process.closeWriteChannel();
    if (!process.waitForFinished(runMs)) {
        process.kill();
        process.waitForFinished();
    }
    return process.readAllStandardOutput() + process.readAllStandardError();
}

QByteArray TestKeychain::filesWithSecret() const
{
    QByteArray names;
    for (QDirIterator files(m_home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); files.hasNext();) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(secret))
            names += file.fileName().toUtf8() + ' ';
    }
    return names;
}

void TestKeychain::keepsAKey()
{
    // The daemon ends with its bus.
    const QString script = u"gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec '%1'"_s.arg(
        QCoreApplication::applicationFilePath());
    const QByteArray said = talk({ u"dbus-run-session"_s, u"--"_s, u"sh"_s, u"-c"_s, script });
    QVERIFY2(said.contains("write ok\nread ok same\nremove ok\nread not_found\n"), said);
    QCOMPARE(filesWithSecret(), QByteArray());
}

void TestKeychain::withoutAKeychain()
{
    const QByteArray said = talk({ QCoreApplication::applicationFilePath() });
    QVERIFY2(said.contains("write unavailable\nread unavailable\nremove unavailable\nread unavailable\n"), said);
    QCOMPARE(filesWithSecret(), QByteArray());
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (qEnvironmentVariableIsSet("CONVERSA_TEST_TALK")) {
        Conversation conversation;
        conversation.begin();
        return QCoreApplication::exec();
    }
    TestKeychain test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_keychain.moc"
