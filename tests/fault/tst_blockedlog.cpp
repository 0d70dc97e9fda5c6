// SPDX-License-Identifier: Apache-2.0
// Who reads the server's log stands still, or goes: the server serves on.
// Seen red: lines written without a look for room, which stops the network threads.
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestBlockedLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readerStandsStill();
    void readerGoes();

private:
    // Far more lines than a pipe holds; false when a client is not served.
    bool fill() const;

    std::unique_ptr<QProcess> m_server;
    QByteArray m_log;
    quint16 m_port = 0;
};

void TestBlockedLog::init()
{
    m_log.clear();
    m_server = std::make_unique<QProcess>();
    m_server->setProcessEnvironment(ServerProcess::environment());
    m_server->setStandardOutputFile(QProcess::nullDevice());
    m_server->setReadChannel(QProcess::StandardError);
    m_server->start(ServerProcess::program(), ServerProcess::defaults());
    // Read here and nowhere else: without an event loop QProcess reads only when it is told to.
    while (!m_log.contains("Hub started") && m_server->waitForReadyRead())
        m_log += m_server->readAllStandardError();
    static const QByteArray before(" port=");
    const qsizetype from = m_log.indexOf(before) + before.size();
    m_port = m_log.mid(from, m_log.indexOf(' ', from) - from).toUShort();
    QVERIFY2(m_port > 0, m_log);
}

bool TestBlockedLog::fill() const
{
    for (int i = 0; i < 1'000; ++i) {
        if (WsClient(m_port).status() != 101)
            return false;
    }
    return true;
}

void TestBlockedLog::readerStandsStill()
{
    WsClient client(m_port);
    QVERIFY(fill());
    QVERIFY(client.sync());
    // Read on, the log says what is missing.
    const auto told = [this] {
        m_server->waitForReadyRead(100);
        m_log += m_server->readAllStandardError();
        return WsClient(m_port).status() == 101 && m_log.contains("log_lines_dropped count=");
    };
    QTRY_VERIFY(told());
}

void TestBlockedLog::readerGoes()
{
    WsClient client(m_port);
    m_server->closeReadChannel(QProcess::StandardError);
    QVERIFY(fill());
    QVERIFY(client.sync());
    QCOMPARE(m_server->state(), QProcess::Running);
    m_server->terminate();
    QVERIFY(m_server->waitForFinished());
    QCOMPARE(m_server->exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_server->exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestBlockedLog)
#include "tst_blockedlog.moc"
