// SPDX-License-Identifier: Apache-2.0
// Seen red: an answer taken for whole before its body was there, a banner of another protocol waited on.
#include "model/httpanswer.h"

#include <QTest>

using namespace conversa::console;

class TestHttpAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whole_data();
    void whole();
    void unfinished_data();
    void unfinished();
    void notHttp_data();
    void notHttp();
};

void TestHttpAnswer::whole_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isEnd");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const QByteArray &bytes, bool isEnd, int status, const QByteArray &body) {
        QTest::newRow(name) << bytes << isEnd << status << body;
    };
    row("upgrade, a frame behind it", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x81\x02{}", false, 101, "");
    row("refusal", "HTTP/1.1 401 Unauthorized\r\ncontent-length: 2\r\n\r\n{}", false, 401, "{}");
    row("longer than said", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP", false, 200, "{}");
    row("no length, not over yet", "HTTP/1.0 404 Not Found\r\n\r\n<html>", false, 404, "<html>");
    row("no length, nothing in it", "HTTP/1.0 404 Not Found\r\n\r\n", true, 404, "");
    row("cut off", "HTTP/1.1 500 Oops\r\nContent-Length: 9\r\n\r\n{}", true, 500, "{}");
    row("chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}", false, 200, "{}");
    row("no text", "HTTP/1.1 204\r\nContent-Length: 5\r\n\r\n", false, 204, "");
    row("long", "HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n" + QByteArray(5'000, 'x'), false, 200,
        QByteArray(MostAnswerBody, 'x'));
}

void TestHttpAnswer::whole()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, isEnd);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const auto answer = readHttpAnswer(bytes, isEnd);
    QVERIFY(answer);
    QVERIFY(*answer);
    QCOMPARE((*answer)->status, status);
    QCOMPARE((*answer)->body, body);
    QVERIFY(!(*answer)->date.isValid());
}

void TestHttpAnswer::unfinished_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const char *bytes : { "", "HT", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}" })
        QTest::addRow("%d bytes", int(qstrlen(bytes))) << QByteArray(bytes);
}

void TestHttpAnswer::unfinished()
{
    QFETCH(QByteArray, bytes);
    const auto answer = readHttpAnswer(bytes, false);
    QVERIFY(answer);
    QVERIFY(!*answer);
}

void TestHttpAnswer::notHttp_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isEnd");
    QTest::newRow("a banner") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n") << false;
    QTest::newRow("nothing at all") << QByteArray() << true;
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\n") << true;
    QTest::newRow("no status") << QByteArray("HTTP/1.1 hello\r\n\r\n") << false;
    QTest::newRow("an endless head") << "HTTP/1.1 200 OK\r\nA: " + QByteArray(MostAnswerHead, 'x') << false;
}

void TestHttpAnswer::notHttp()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, isEnd);
    QVERIFY(!readHttpAnswer(bytes, isEnd));
}

QTEST_GUILESS_MAIN(TestHttpAnswer)
#include "tst_httpanswer.moc"
