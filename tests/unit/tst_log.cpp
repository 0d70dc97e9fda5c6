// SPDX-License-Identifier: Apache-2.0
// The log: one line an event, whatever is in it, and a reader that stands still stops nobody.
// Seen red: lines written without a look for room (the test never ends), bytes that
// are no UTF-8 left as they are (a C1 byte), messages of Qt's own left as they are (linesOfQtItself).
#include "core/lineoutput.h"
#include "core/log.h"

#include <QTest>

#include <array>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

using namespace conversa;

namespace {

class Pipe
{
public:
    Pipe() { m_made = ::pipe(m_ends.data()) == 0; }
    ~Pipe()
    {
        ::close(m_ends[0]);
        ::close(m_ends[1]);
    }
    Q_DISABLE_COPY_MOVE(Pipe)

    bool isMade() const { return m_made; }
    int writeEnd() const { return m_ends[1]; }
    // Everything in the pipe, without waiting for more.
    QByteArrayList lines() const
    {
        ::fcntl(m_ends[0], F_SETFL, O_NONBLOCK);
        QByteArray text;
        std::array<char, 4096> piece;
        for (ssize_t size = 0; (size = ::read(m_ends[0], piece.data(), piece.size())) > 0;)
            text.append(piece.data(), size);
        QByteArrayList found = text.split('\n');
        found.removeLast();
        return found;
    }

private:
    std::array<int, 2> m_ends{ -1, -1 };
    bool m_made = false;
};

QByteArray gapLine(qint64 dropped)
{
    return "dropped " + QByteArray::number(dropped) + '\n';
}

} // namespace

class TestLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fullPipeDropsAndCounts();
    void threadsShareAFullPipe();
    void longLineIsCut();
    void closedReader();
    void fields_data();
    void fields();
    void linesOfQtItself(); // B146
};

void TestLog::fullPipeDropsAndCounts()
{
    constexpr int written = 1'000;
    Pipe pipe;
    QVERIFY(pipe.isMade());
    LineOutput output(pipe.writeEnd(), gapLine);
    for (int i = 0; i < written; ++i)
        output.write(QByteArray(199, 'a') + '\n');
    const auto kept = pipe.lines().size();
    QVERIFY(kept > 0 && kept < written);
    output.write("next\n");
    output.write("last\n");
    QCOMPARE(pipe.lines(), (QByteArrayList{ "dropped " + QByteArray::number(written - kept), "next", "last" }));
}

void TestLog::threadsShareAFullPipe()
{
    constexpr int each = 5'000;
    Pipe pipe;
    LineOutput output(pipe.writeEnd(), gapLine);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&output] {
            for (int line = 0; line < each; ++line)
                output.write(QByteArray(PIPE_BUF - 1, 'b') + '\n');
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    const auto lines = pipe.lines();
    for (const QByteArray &line : lines)
        QCOMPARE(line, QByteArray(PIPE_BUF - 1, 'b'));
    output.write("next\n");
    QCOMPARE(pipe.lines().first(), "dropped " + QByteArray::number(4 * each - lines.size()));
}

void TestLog::longLineIsCut()
{
    Pipe pipe;
    LineOutput output(pipe.writeEnd(), gapLine);
    output.write(QByteArray(10 * PIPE_BUF, 'c') + '\n');
    output.write("next\n");
    const auto lines = pipe.lines();
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.first(), QByteArray(PIPE_BUF - 4, 'c') + "...");
}

void TestLog::closedReader()
{
    // What cannot be written for good is no reason to end either.
    LineOutput output(-1, gapLine);
    output.write("nowhere\n");
    output.write("nowhere\n");
}

void TestLog::fields_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("plain") << QByteArray("abc-1") << QByteArray("abc-1");
    QTest::newRow("empty") << QByteArray() << QByteArray("\"\"");
    QTest::newRow("blank") << QByteArray("a b") << QByteArray("\"a b\"");
    QTest::newRow("quotes") << QByteArray("a\"\\") << QByteArray("\"a\\\"\\\\\"");
    QTest::newRow("another field") << QByteArray("a=b") << QByteArray("\"a=b\"");
    QTest::newRow("B146 line break") << QByteArray("a\r\nb") << QByteArray("\"a\\x0d\\x0ab\"");
    QTest::newRow("B146 escape sequence") << QByteArray("\x1b[31m") << QByteArray("\"\\x1b[31m\"");
    QTest::newRow("B146 C1 sequence") << QByteArray("\xc2\x9b"
                                                    "31m")
                                      << QByteArray("\"\\xc2\\x9b31m\"");
    QTest::newRow("B146 a C1 byte") << QByteArray("\x9b\xc3\xa9") << QByteArray("\"\\x9b\\xc3\\xa9\"");
    QTest::newRow("B146 no C1") << QByteArray("a \xc2\xa0\xc3\x9b") << QByteArray("\"a \xc2\xa0\xc3\x9b\"");
    QTest::newRow("B146 NUL") << QByteArray("a\0b", 3) << QByteArray("\"a\\x00b\"");
}

void TestLog::fields()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, shown);
    QCOMPARE(eventLine("event", { { "key", value } }), "event key=" + shown);
}

void TestLog::linesOfQtItself()
{
    Pipe pipe;
    QVERIFY(pipe.isMade());
    const int standardError = ::dup(STDERR_FILENO);
    ::dup2(pipe.writeEnd(), STDERR_FILENO);
    const QtMessageHandler before = qInstallMessageHandler(nullptr);
    installLogHandler();
    qWarning("driver: \x1b[31m%s\r\nforged", "d'\xc3\xa1gua");
    qInstallMessageHandler(before);
    ::dup2(standardError, STDERR_FILENO);
    ::close(standardError);
    const auto lines = pipe.lines();
    QCOMPARE(lines.size(), 1);
    QVERIFY2(lines.first().endsWith("default driver: \\x1b[31md'\xc3\xa1gua\\x0d\\x0aforged"), lines.first());
}

QTEST_GUILESS_MAIN(TestLog)
#include "tst_log.moc"
