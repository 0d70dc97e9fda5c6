// SPDX-License-Identifier: Apache-2.0
// Seen red: lengths of eight bytes read as two (goRoundTrip), a frame that is cut taken for a whole one (inPieces), the limit not
// looked at (tooLong), masks left on (asTheServerReadsThem).
#include "wire/frameencoder.h"
#include "wire/frameparser.h"
#include "wire/rawframe.h"

#include <QTest>

using namespace conversa;

class TestRawFrame : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goRoundTrip();
    void inPieces();
    void asTheServerReadsThem();
    void asTheServerWritesThem();
    void badOnes();
    void tooLong();
};

namespace {

const QByteArray key("\x37\xfa\x21\x3d", 4);

QList<RawFrame> framesOf(FrameScanner &scanner, QByteArrayView bytes, qsizetype piece)
{
    QList<RawFrame> frames;
    while (!bytes.isEmpty()) {
        const qsizetype size = std::min(piece, bytes.size());
        scanner.feed(bytes.first(size));
        bytes = bytes.sliced(size);
        while (auto frame = scanner.next())
            frames.append(*std::move(frame));
    }
    return frames;
}

} // namespace

void TestRawFrame::goRoundTrip()
{
    for (const qsizetype size : { 0, 1, 125, 126, 127, 65'535, 65'536, 200'000 }) {
        for (const QByteArray &mask : { QByteArray(), key }) {
            const RawFrame frame{ Opcode::Binary, true, 0, mask, QByteArray(size, 'x') };
            FrameScanner scanner(1'000'000);
            QCOMPARE(framesOf(scanner, encoded(frame), 1'000'000), QList<RawFrame>{ frame });
        }
    }
}

void TestRawFrame::inPieces()
{
    QList<RawFrame> sent;
    QByteArray bytes;
    for (int i = 0; i < 300; ++i) {
        sent.append({ Opcode::Text, true, 0, i % 2 ? key : QByteArray(), QByteArray(i * 3, char('a' + i % 26)) });
        bytes += encoded(sent.last());
    }
    for (const qsizetype piece : { 1, 7, 4'096 }) {
        FrameScanner scanner(10'000);
        QCOMPARE(framesOf(scanner, bytes, piece), sent);
    }
}

void TestRawFrame::asTheServerReadsThem()
{
    const QByteArray bytes = encoded({ Opcode::Text, false, 0, key, "Hel" }) + encoded({ Opcode::Ping, true, 0, key, "p" })
        + encoded({ Opcode::Continuation, true, 0, key, "lo" });
    FrameParser parser;
    QByteArrayView input(bytes);
    QCOMPARE(parser.next(input).kind, FrameEvent::Kind::Ping);
    QCOMPARE(parser.next(input).payload, QByteArray("Hello"));
}

void TestRawFrame::asTheServerWritesThem()
{
    FrameScanner scanner(1'000);
    const QByteArray bytes = serverFrame(Opcode::Text, "Hi") + serverFrame(Opcode::Close, closePayload(4401, "why"));
    const auto frames = framesOf(scanner, bytes, 5);
    QCOMPARE(frames.size(), 2);
    QCOMPARE(frames[0], (RawFrame{ Opcode::Text, true, 0, {}, "Hi" }));
    QCOMPARE(frames[1].payload.sliced(2), QByteArray("why"));
}

void TestRawFrame::badOnes()
{
    const RawFrame bad{ Opcode(0x3), false, 5, {}, "x" };
    FrameScanner scanner(10);
    QCOMPARE(framesOf(scanner, encoded(bad), 10), QList<RawFrame>{ bad });
}

void TestRawFrame::tooLong()
{
    FrameScanner scanner(125);
    const QByteArray good = encoded({ Opcode::Text, true, 0, {}, QByteArray(125, 'x') });
    QCOMPARE(framesOf(scanner, good + QByteArray("\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 10) + good, 50).size(), 1);
    QVERIFY(scanner.isBroken());
}

QTEST_GUILESS_MAIN(TestRawFrame)
#include "tst_rawframe.moc"
