// SPDX-License-Identifier: Apache-2.0
// On a real session bus, with a desktop of our own on it. Seen red: every notice shown at once, a customer's words as markup,
// a kind that is switched off shown all the same, the name of a server masked as a text.
#include "app/notifications.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace conversa::console;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

struct Shown
{
    uint replaces;
    QString summary;
    QString body;
    QStringList actions;
};

} // namespace

// What shows notifications on a desktop.
class Desktop : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    QList<Shown> shown;
    QStringList capabilities{ u"body"_s, u"body-markup"_s };

public Q_SLOTS:
    QStringList GetCapabilities() { return capabilities; }
    uint Notify(const QString &, uint replaces, const QString &, const QString &summary, const QString &body,
        const QStringList &actions, const QVariantMap &, int)
    {
        shown.append({ replaces, summary, body, actions });
        return replaces != 0 ? replaces : uint(shown.size());
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
};

class TestNotifications : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void showsTheFirstAtOnce();
    void sumsUpWhatFollows();
    void kindsDoNotWaitForEachOther();
    void isSilentWhereItIsSwitchedOff();
    void leavesMaskedTextsOut();
    void plainWhereThereIsNoMarkup();
    void leadsBack();
    void withoutADesktop();

private:
    void arrive();

    QTemporaryDir m_home;
    QDBusConnection m_bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"desktop"_s);
    std::unique_ptr<Desktop> m_desktop;
    std::unique_ptr<Settings> m_settings;
};

void TestNotifications::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_home.path());
    QCoreApplication::setOrganizationName(u"conversa"_s);
    QCoreApplication::setApplicationName(u"conversa-console"_s);
    QVERIFY(m_bus.isConnected());
}

void TestNotifications::arrive()
{
    QVERIFY(m_bus.registerObject(u"/org/freedesktop/Notifications"_s, m_desktop.get(),
        QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    QVERIFY(m_bus.registerService(u"org.freedesktop.Notifications"_s));
}

void TestNotifications::init()
{
    QSettings().clear();
    m_settings = std::make_unique<Settings>();
    m_settings->setMasksTexts(false);
    m_desktop = std::make_unique<Desktop>();
    arrive();
}

void TestNotifications::cleanup()
{
    m_bus.unregisterService(u"org.freedesktop.Notifications"_s);
    m_bus.unregisterObject(u"/org/freedesktop/Notifications"_s);
}

void TestNotifications::showsTheFirstAtOnce()
{
    Notifications notifications(*m_settings);
    notifications.tell(Notice::Message, u"Maria"_s, u"<b>Hello</b> & welcome"_s);
    QTRY_COMPARE(m_desktop->shown.size(), 1);
    QCOMPARE(m_desktop->shown.first().summary, u"Maria"_s);
    QCOMPARE(m_desktop->shown.first().body, u"&lt;b&gt;Hello&lt;/b&gt; &amp; welcome"_s);
    QCOMPARE(m_desktop->shown.first().replaces, 0u);
}

void TestNotifications::sumsUpWhatFollows()
{
    Notifications notifications(*m_settings, 300ms);
    for (int i = 0; i < 100; ++i)
        notifications.tell(Notice::Message, u"Maria"_s);
    QTRY_COMPARE(m_desktop->shown.size(), 2);
    QCOMPARE(m_desktop->shown.last().summary, u"99 more message(s)"_s); // no catalogue is loaded here
    QCOMPARE(m_desktop->shown.last().replaces, 1u);
    notifications.tell(Notice::Message, u"João"_s);
    QTRY_COMPARE(m_desktop->shown.size(), 3);
    QCOMPARE(m_desktop->shown.last().summary, u"1 more message(s)"_s);
}

void TestNotifications::kindsDoNotWaitForEachOther()
{
    Notifications notifications(*m_settings);
    notifications.tell(Notice::Message, u"a"_s);
    notifications.tell(Notice::ConnectionLost, u"b"_s);
    QTRY_COMPARE(m_desktop->shown.size(), 2);
}

void TestNotifications::isSilentWhereItIsSwitchedOff()
{
    m_settings->setNotifies(Notice::Message, false);
    Notifications notifications(*m_settings);
    notifications.tell(Notice::Message, u"a"_s);
    notifications.tell(Notice::Security, u"b"_s); // comes after it on the bus
    QTRY_COMPARE(m_desktop->shown.size(), 1);
    QCOMPARE(m_desktop->shown.first().summary, u"b"_s);
}

void TestNotifications::leavesMaskedTextsOut()
{
    m_settings->setMasksTexts(true);
    Notifications notifications(*m_settings);
    notifications.tell(Notice::Message, u"A customer writes"_s, u"my card number is"_s);
    QTRY_COMPARE(m_desktop->shown.size(), 1);
    QCOMPARE(m_desktop->shown.first().body, QString());
    // The name of a server is nobody's message.
    notifications.tell(Notice::NodeSilent, u"A server has fallen silent"_s, u"node-b"_s);
    QTRY_COMPARE(m_desktop->shown.size(), 2);
    QCOMPARE(m_desktop->shown.last().body, u"node-b"_s);
}

void TestNotifications::plainWhereThereIsNoMarkup()
{
    m_desktop->capabilities = { u"body"_s };
    Notifications notifications(*m_settings, 1ms);
    QTRY_VERIFY((notifications.tell(Notice::Message, u"a"_s, u"a & b"_s),
        !m_desktop->shown.isEmpty() && m_desktop->shown.last().body == u"a & b"_s));
}

void TestNotifications::leadsBack()
{
    Notifications notifications(*m_settings);
    QSignalSpy activated(&notifications, &Notifications::activated);
    notifications.tell(Notice::Security, u"a"_s);
    QTRY_COMPARE(m_desktop->shown.size(), 1);
    QCOMPARE(m_desktop->shown.first().actions.first(), u"default"_s);
    int rounds = 0;
    QTRY_VERIFY((++rounds, Q_EMIT m_desktop->ActionInvoked(77, u"default"_s), // another program's
        Q_EMIT m_desktop->ActionInvoked(1, u"default"_s), !activated.isEmpty()));
    QCOMPARE(activated.first().first().value<Notice>(), Notice::Security);
    notifications.tell(Notice::Message, u"b"_s);
    QTRY_COMPARE(m_desktop->shown.size(), 2);
    QVERIFY(activated.size() <= rounds);
}

void TestNotifications::withoutADesktop()
{
    cleanup();
    Notifications notifications(*m_settings, 100ms);
    notifications.tell(Notice::Message, u"nobody sees it"_s);
    arrive();
    QTRY_VERIFY((notifications.tell(Notice::Message, u"now"_s), !m_desktop->shown.isEmpty()));
}

int main(int argc, char **argv)
{
    // A bus of its own, which ends with the test.
    if (!qEnvironmentVariableIsSet("CONVERSA_TEST_BUS")) {
        qputenv("CONVERSA_TEST_BUS", "1");
        std::vector<char *> command{ const_cast<char *>("dbus-run-session"), const_cast<char *>("--") };
        command.insert(command.end(), argv, argv + argc);
        command.push_back(nullptr);
        execvp(command.front(), command.data());
        return 1;
    }
    QCoreApplication application(argc, argv);
    TestNotifications test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_notifications.moc"
