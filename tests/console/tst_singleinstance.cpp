// SPDX-License-Identifier: Apache-2.0
// Seen red: a socket that a crash left behind taken for a living console, and a profile that is given up not being free.
#include "app/singleinstance.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace conversa::console;
using namespace Qt::StringLiterals;

class TestSingleInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void secondRaisesTheFirst();
    void otherProfilesAreFree();
    void comesBackAfterACrash();
    void isGivenUp();
    void isForThisPersonOnly();

private:
    QTemporaryDir m_runtime;
};

void TestSingleInstance::initTestCase()
{
    qputenv("XDG_RUNTIME_DIR", m_runtime.path().toUtf8());
}

void TestSingleInstance::secondRaisesTheFirst()
{
    SingleInstance first, second;
    QSignalSpy raised(&first, &SingleInstance::raiseRequested);
    QVERIFY(first.claim(u"a"_s));
    QVERIFY(first.claim(u"a"_s)); // it is its own
    QVERIFY(raised.isEmpty());
    QVERIFY(!second.claim(u"a"_s));
    QTRY_COMPARE(raised.size(), 1);
    QVERIFY(!second.claim(u"a"_s));
    QTRY_COMPARE(raised.size(), 2);
}

void TestSingleInstance::otherProfilesAreFree()
{
    SingleInstance first, second;
    QVERIFY(first.claim(u"a"_s));
    QVERIFY(second.claim(u"b"_s));
}

void TestSingleInstance::comesBackAfterACrash()
{
    const QByteArray path = m_runtime.filePath(u"conversa-console-c"_s).toUtf8();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    QVERIFY(size_t(path.size()) < sizeof address.sun_path);
    std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
    const int left = socket(AF_UNIX, SOCK_STREAM, 0);
    QCOMPARE(bind(left, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    ::close(left); // the name stays
    QVERIFY(QFile::exists(QString::fromUtf8(path)));
    SingleInstance console, second;
    QVERIFY(console.claim(u"c"_s));
    QVERIFY(!second.claim(u"c"_s));
}

void TestSingleInstance::isGivenUp()
{
    SingleInstance second;
    {
        SingleInstance first;
        QVERIFY(first.claim(u"a"_s));
        QVERIFY(first.claim(u"b"_s)); // it connects elsewhere
        QVERIFY(second.claim(u"a"_s));
    }
    QVERIFY(second.claim(u"b"_s));
}

void TestSingleInstance::isForThisPersonOnly()
{
    SingleInstance console;
    QVERIFY(console.claim(u"a"_s));
    const auto permissions = QFile::permissions(m_runtime.filePath(u"conversa-console-a"_s));
    QVERIFY(!(permissions & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
}

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
