// SPDX-License-Identifier: Apache-2.0
// Bodies of HTTP requests, by length and chunked, in pieces of any size (docs/faults.md 2.10). Seen red: the limit kept only
// by Content-Length, a bare LF taken for a line end.
#include "http/bodyreader.h"
#include "../support/heads.h"

#include <QRandomGenerator>
#include <QTest>

using namespace conversa;

namespace {

constexpr qint64 limit = 64;

RequestHead headOf(const QByteArray &lines)
{
    const auto parsed = test::parsed("POST / HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n");
    if (!parsed.head())
        qFatal("no head");
    return *parsed.head();
}

struct Read
{
    int status = 0; // 200: a body; 0: more is needed
    QByteArray body = {};
    qsizetype consumed = 0;
};

template <typename PieceSize>
Read readAll(const RequestHead &head, QByteArrayView bytes, PieceSize pieceSize)
{
    BodyReader reader(head, limit);
    Read result;
    while (result.status == 0 && result.consumed < bytes.size()) {
        const QByteArrayView rest = bytes.sliced(result.consumed);
        const QByteArray piece = rest.first(std::clamp<qsizetype>(pieceSize(), 1, rest.size())).toByteArray();
        QByteArrayView input(piece);
        const auto outcome = reader.feed(input);
        result.consumed += piece.size() - input.size();
        if (const auto *body = std::get_if<QByteArray>(&outcome))
            result = {200, *body, result.consumed};
        else if (const auto *refusal = std::get_if<Refusal>(&outcome))
            result.status = refusal->status;
    }
    return result;
}

} // namespace

class TestRequestBody : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bodies_data();
    void bodies();
    void tooLongByItsHead();
    void leavesWhatFollows();
    void survivesNoise();
};

void TestRequestBody::bodies_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const QByteArray chunked = "Transfer-Encoding: chunked\r\n";
    const QByteArray full(limit, 'x');
    const auto row = [&](const char *name, const QByteArray &head, const QByteArray &bytes, int status, const QByteArray &body = {}) {
        QTest::newRow(name) << head << bytes << status << body;
    };
    row("by length", "Content-Length: 5\r\n", "hello", 200, "hello");
    row("by length, cut off", "Content-Length: 5\r\n", "hell", 0);
    row("by length, at the limit", "Content-Length: 64\r\n", full, 200, full);
    row("one chunk", chunked, "5\r\nhello\r\n0\r\n\r\n", 200, "hello");
    row("two chunks", chunked, "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", 200, "hello");
    row("no chunk", chunked, "0\r\n\r\n", 200, "");
    row("upper and lower case", chunked, "0A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n", 200, "01234567890123456789");
    row("chunk extension", chunked, "5;a=\"b\"\r\nhello\r\n0;end\r\n\r\n", 200, "hello");
    row("trailers", chunked, "5\r\nhello\r\n0\r\nX-A: b\r\nX-C: d\r\n\r\n", 200, "hello");
    row("line ends in the data", chunked, "4\r\n\r\n\r\n\r\n0\r\n\r\n", 200, "\r\n\r\n");
    row("at the limit", chunked, "40\r\n" + full + "\r\n0\r\n\r\n", 200, full);
    row("over the limit at once", chunked, "41\r\n", 413);
    row("over the limit by and by", chunked, "40\r\n" + full + "\r\n1\r\n", 413);
    row("size of many digits", chunked, "000000001\r\n", 413);
    row("size that wraps", chunked, "ffffffffffffffff\r\n", 413);
    row("no size", chunked, "\r\n", 400);
    row("negative size", chunked, "-1\r\n", 400);
    row("size with 0x", chunked, "0x5\r\nhello\r\n", 400);
    row("bare LF", chunked, "5\nhello\r\n", 400);
    row("bare CR", chunked, "5\rhello", 400);
    row("data longer than its size", chunked, "4\r\nhello\r\n", 400);
    row("data without a line end", chunked, "5\r\nhello0\r\n", 400);
    row("endless extension", chunked, "5;" + QByteArray(5'000, 'a'), 400);
    row("control character in an extension", chunked, QByteArray("5;\x01\r\n", 5), 400);
    row("endless trailers", chunked, "0\r\n" + QByteArray("X: y\r\n").repeated(1'000), 400);
    row("bare LF behind a trailer", chunked, "0\r\nX: y\n\r\n", 400);
    row("cut off", chunked, "5\r\nhello\r\n0\r\n", 0);
}

void TestRequestBody::bodies()
{
    QFETCH(const QByteArray, head);
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    const RequestHead request = headOf(head);
    QRandomGenerator random(7);
    const Read whole = readAll(request, bytes, [&] { return bytes.size(); });
    QCOMPARE(whole.status, status);
    QCOMPARE(whole.body, body);
    const Read single = readAll(request, bytes, [] { return 1; });
    const Read pieces = readAll(request, bytes, [&] { return random.bounded(1, 9); });
    for (const Read &other : {single, pieces}) {
        QCOMPARE(other.status, status);
        QCOMPARE(other.body, body);
    }
    if (status == 200)
        QCOMPARE(single.consumed, bytes.size());
}

void TestRequestBody::tooLongByItsHead()
{
    QVERIFY(!BodyReader(headOf("Content-Length: 64\r\n"), limit).refusal());
    QVERIFY(!BodyReader(headOf("Transfer-Encoding: chunked\r\n"), limit).refusal());
    const auto refusal = BodyReader(headOf("Content-Length: 65\r\n"), limit).refusal();
    QVERIFY(refusal && refusal->status == 413);
    QVERIFY(BodyReader(headOf("Content-Length: 999999999999999\r\n"), limit).refusal());
}

void TestRequestBody::leavesWhatFollows()
{
    const QByteArray next = "GET / HTTP/1.1\r\n";
    for (const auto &[head, body] : {std::pair<QByteArray, QByteArray>("Content-Length: 5\r\n", "hello"),
                                     {"Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\nA: b\r\n\r\n"}}) {
        const QByteArray bytes = body + next;
        const Read read = readAll(headOf(head), bytes, [&] { return bytes.size(); });
        QCOMPARE(read.body, QByteArray("hello"));
        QCOMPARE(read.consumed, body.size());
    }
}

void TestRequestBody::survivesNoise()
{
    QRandomGenerator random(11);
    const RequestHead head = headOf("Transfer-Encoding: chunked\r\n");
    const QByteArray alphabet = "0123456789abcdefA;\r\n\r\n x";
    for (int i = 0; i < 20'000; ++i) {
        QByteArray bytes(random.bounded(60), Qt::Uninitialized);
        for (char &byte : bytes)
            byte = alphabet[random.bounded(int(alphabet.size()))];
        const Read whole = readAll(head, bytes, [&] { return bytes.size(); });
        const Read pieces = readAll(head, bytes, [&] { return random.bounded(1, 5); });
        QCOMPARE(pieces.status, whole.status);
        QCOMPARE(pieces.body, whole.body);
        QVERIFY(whole.body.size() <= limit);
    }
}

QTEST_GUILESS_MAIN(TestRequestBody)
#include "tst_requestbody.moc"
