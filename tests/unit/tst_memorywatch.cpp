// SPDX-License-Identifier: Apache-2.0
// Which limit a process' control groups set, as files of version 1 and 2 say it.
// Seen red: the group's own limit alone (the one above), version 1 without a limit taken for one.
#include "measure/memorywatch.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace conversa;

class TestMemoryWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limits_data()
    {
        QTest::addColumn<QByteArray>("groups");
        QTest::addColumn<QList<QByteArray>>("files"); // path, what it holds
        QTest::addColumn<qint64>("limit"); // -1: none
        const QByteArray two = "0::/system.slice/conversa.service\n";
        const QByteArray one = "5:cpu,cpuacct:/x\n4:memory:/docker/abc\n0::/\n";
        QTest::newRow("none") << QByteArray("0::/\n") << QList<QByteArray>() << qint64(-1);
        QTest::newRow("version 2") << two << QList<QByteArray>{"system.slice/conversa.service/memory.max", "1000\n"} << qint64(1000);
        QTest::newRow("the one above") << two
                                       << QList<QByteArray>{"system.slice/conversa.service/memory.max", "1000\n", "system.slice/memory.max", "500\n"}
                                       << qint64(500);
        QTest::newRow("at most max") << two << QList<QByteArray>{"system.slice/conversa.service/memory.max", "max\n"} << qint64(-1);
        QTest::newRow("version 1") << one << QList<QByteArray>{"memory/docker/abc/memory.limit_in_bytes", "2000\n"} << qint64(2000);
        QTest::newRow("version 1 without a limit") << one << QList<QByteArray>{"memory/docker/abc/memory.limit_in_bytes", "9223372036854771712\n"}
                                                   << qint64(-1);
        QTest::newRow("unreadable") << QByteArray("what is this") << QList<QByteArray>() << qint64(-1);
    }
    void limits()
    {
        QFETCH(QByteArray, groups);
        QFETCH(QList<QByteArray>, files);
        QTemporaryDir root;
        for (qsizetype i = 0; i < files.size(); i += 2) {
            const QString path = root.filePath(QString::fromLatin1(files[i]));
            QDir().mkpath(QFileInfo(path).path());
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(files[i + 1]) > 0);
        }
        QTEST(controlGroupLimit(groups, QFile::encodeName(root.path())).value_or(-1), "limit");
    }
};

QTEST_GUILESS_MAIN(TestMemoryWatch)

#include "tst_memorywatch.moc"
