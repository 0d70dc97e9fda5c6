// SPDX-License-Identifier: Apache-2.0
//
// The frame checker against section 2.2 of docs/faults.md. Seen red: each check of frameparser.cpp
// and each range of utf8checker.cpp switched off or moved by one in turn, the mask offset forgotten between pieces,
// control payload put into the message, room made for each piece alone.
#include "../support/frames.h"
#include "wire/frameencoder.h"

#include <QTest>

using namespace conversa;
using namespace conversa::test;

namespace {

constexpr uchar fin = 0x80;
constexpr uchar text = 0x1;
constexpr uchar binary = 0x2;
constexpr uchar closeOp = 0x8;
constexpr uchar ping = 0x9;
constexpr uchar pong = 0xA;

QByteArray closeFrame(quint16 code, const QByteArray &reason = {})
{
    return clientFrame(fin | closeOp, closePayload(code, reason));
}

QByteArray utf8Bytes(std::initializer_list<int> bytes)
{
    QByteArray out;
    for (int byte : bytes)
        out += static_cast<char>(byte);
    return out;
}

// RFC 3629 by decoding, written for clarity: nothing of it is shared with the checker under test.
bool isUtf8(const QByteArray &bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const auto byte = static_cast<uchar>(bytes[at]);
        const int size = byte < 0x80 ? 1 : byte >> 5 == 6 ? 2 : byte >> 4 == 14 ? 3 : byte >> 3 == 30 ? 4 : 0;
        if (size == 0 || at + size > bytes.size())
            return false;
        uint point = size == 1 ? byte : byte & (0xFFu >> (size + 1));
        for (int i = 1; i < size; ++i) {
            const auto next = static_cast<uchar>(bytes[at + i]);
            if (next >> 6 != 2)
                return false;
            point = point << 6 | (next & 0x3Fu);
        }
        static constexpr uint smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
        if (point < smallest[size] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
            return false;
        at += size;
    }
    return true;
}

} // namespace

class FrameParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void catalogue_data();
    void catalogue();
    void closeCodes_data();
    void closeCodes();
    void refusesAtTheHeader();
    void takesTheLargestMessage();
    void manyFragments();
    void latestPingOfAFlood();
    void everyByteItsOwnSegment();
    void largeBurstIsReadInPlace();
    void keepsNothingWhenIdle();
    void anyChunking();
    void utf8LikeTheReference();
    void utf8FailsFast();
    void encodes();
};

void FrameParserTest::catalogue_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("events");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &events) {
        QTest::newRow(name) << bytes << events;
    };
    const QByteArray hello = clientFrame(fin | text, "hello");
    const QByteArray bad1002 = "violation 1002 ";

    row("text", hello, "text 0 hello\n");
    row("empty text", clientFrame(fin | text, ""), "text 0 \n");
    row("fragmented text", clientFrame(text, "he") + clientFrame(0, "") + clientFrame(fin, "llo"), "text 0 hello\n");
    row("two messages", hello + clientFrame(fin | text, "you"), "text 0 hello\ntext 0 you\n");
    row("B047 unmasked text", "\x81\x05hello", bad1002 + "frame is not masked\n");
    row("B047 unmasked ping", QByteArray("\x89\x00", 2), bad1002 + "frame is not masked\n");
    row("B047 unmasked close", "\x88\x02\x03\xE8", bad1002 + "frame is not masked\n");
    row("B048 5 in 16 bits", QByteArray("\x81\xFE\x00\x05", 4), bad1002 + "length is not minimal\n");
    row("B048 125 in 16 bits", QByteArray("\x81\xFE\x00\x7D", 4), bad1002 + "length is not minimal\n");
    row("B048 5 in 64 bits", QByteArray("\x81\xFF\0\0\0\0\0\0\0\x05", 10), bad1002 + "length is not minimal\n");
    row("B048 65535 in 64 bits", QByteArray("\x81\xFF\0\0\0\0\0\0\xFF\xFF", 10), bad1002 + "length is not minimal\n");
    row("126 in 16 bits", clientFrame(fin | text, QByteArray(126, 'x')),
        "text 0 #" + QByteArray::number(qHash(QByteArray(126, 'x'))) + "\n");
    row("B049 top bit", QByteArray("\x81\xFF\x80\0\0\0\0\0\0\0", 10), bad1002 + "length has its top bit set\n");
    row("B049 all bits", "\x81\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", bad1002 + "length has its top bit set\n");
    row("B050 65537", clientHead(fin | text, 65'537).chopped(4), "violation 1009 message is too big\n");
    row("B050 2^62", QByteArray("\x81\xFF\x40\0\0\0\0\0\0\0", 10), "violation 1009 message is too big\n");
    row("B051 RSV1", clientFrame(fin | 0x40 | text, "x"), bad1002 + "reserved bits are set\n");
    row("B051 RSV2", clientFrame(fin | 0x20 | text, "x"), bad1002 + "reserved bits are set\n");
    row("B051 RSV3 ping", clientFrame(fin | 0x10 | ping, "x"), bad1002 + "reserved bits are set\n");
    for (const uchar opcode : { 3, 4, 5, 6, 7, 11, 12, 13, 14, 15 })
        row(qPrintable(QStringLiteral("B052 opcode %1").arg(opcode)), clientFrame(fin | opcode, "x"),
            bad1002 + "unknown opcode\n");
    row("B053 ping of 126", clientFrame(fin | ping, QByteArray(126, 'x')), bad1002 + "control frame is too long\n");
    row("B053 close of 126", clientFrame(fin | closeOp, QByteArray(126, 'x')), bad1002 + "control frame is too long\n");
    row("B053 pong of 70000", clientHead(fin | pong, 70'000), bad1002 + "control frame is too long\n");
    row("ping of 125", clientFrame(fin | ping, QByteArray(125, 'x')),
        "ping 0 #" + QByteArray::number(qHash(QByteArray(125, 'x'))) + "\n");
    row("B054 ping", clientFrame(ping, "x"), bad1002 + "control frame is fragmented\n");
    row("B054 close", clientFrame(closeOp, ""), bad1002 + "control frame is fragmented\n");
    row("B055 first", clientFrame(fin, "x"), bad1002 + "continuation of nothing\n");
    row("B055 after a message", hello + clientFrame(0, "x"), "text 0 hello\n" + bad1002 + "continuation of nothing\n");
    row("B056 text", clientFrame(text, "a") + hello, bad1002 + "new message inside a fragmented one\n");
    row("B056 binary", clientFrame(text, "a") + clientFrame(fin | binary, "b"),
        bad1002 + "new message inside a fragmented one\n");
    row("B057 ping between fragments", clientFrame(text, "he") + clientFrame(fin | ping, "p") + clientFrame(fin, "llo"),
        "ping 0 p\ntext 0 hello\n");
    row("B058 close between fragments", clientFrame(text, "he") + closeFrame(1000), "close 1000 \n");
    row("B059 one byte", clientFrame(fin | closeOp, "x"), bad1002 + "close frame is too short\n");
    row("empty close", clientFrame(fin | closeOp, ""), "close 1005 \n");
    row("B062 bad reason", closeFrame(1000, "a\xC0\x80"), "violation 1007 close reason is not UTF-8\n");
    row("B062 cut reason", closeFrame(1000, "a\xE2\x82"), "violation 1007 close reason is not UTF-8\n");
    row("good reason", closeFrame(1000, "adeus, \xC3\xA1gua"), "close 1000 adeus, \xC3\xA1gua\n");
    row("B063 data after close", closeFrame(1000) + hello + "\xFF\xFF\xFF", "close 1000 \n");
    row("data after a violation", "\x81\x05" + hello, bad1002 + "frame is not masked\n");
    row("B064 binary", clientFrame(fin | binary, "x"), "violation 1003 only text messages are supported\n");
    row("B068 pong", clientFrame(fin | pong, "x"), "pong 0 x\n");
    row("B071 key 0", clientFrame(fin | text, "hello", QByteArray(4, '\0')), "text 0 hello\n");
    row("B072 split character", clientFrame(text, "\xF0\x9F") + clientFrame(0, "\x98") + clientFrame(fin, "\x80"),
        "text 0 \xF0\x9F\x98\x80\n");
    row("B072 cut character", clientFrame(text, "\xF0\x9F") + clientFrame(fin, "\x98"),
        "violation 1007 text is not UTF-8\n");
    for (const auto &bad :
        { utf8Bytes({ 0xC0, 0x80 }), utf8Bytes({ 0xE0, 0x80, 0xAF }), utf8Bytes({ 0xED, 0xA0, 0x80 }),
            utf8Bytes({ 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80 }), utf8Bytes({ 0xF4, 0x90, 0x80, 0x80 }),
            utf8Bytes({ 0xF8, 0x88, 0x80, 0x80, 0x80 }), utf8Bytes({ 0x80 }), utf8Bytes({ 0xE2, 0x82 }) })
        row("B153-B155 " + bad.toHex(), clientFrame(fin | text, "abc" + bad), "violation 1007 text is not UTF-8\n");
    for (const auto &good :
        { utf8Bytes({ 0xEF, 0xBF, 0xBE }), utf8Bytes({ 0xEF, 0xB7, 0x90 }), utf8Bytes({ 0xEF, 0xBB, 0xBF }) })
        row("B156-B157 " + good.toHex(), clientFrame(fin | text, good), "text 0 " + good + "\n");
}

void FrameParserTest::catalogue()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, events);
    QCOMPARE(described(eventsOf(bytes)), events);
}

void FrameParserTest::closeCodes_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("B060 0-999") << 0 << 999 << false;
    QTest::newRow("1000-1003") << 1000 << 1003 << true;
    QTest::newRow("B060 1004-1006") << 1004 << 1006 << false;
    QTest::newRow("B061 1007-1014") << 1007 << 1014 << true;
    QTest::newRow("B060 1015-2999") << 1015 << 2999 << false;
    QTest::newRow("B061 3000-4999") << 3000 << 4999 << true;
    QTest::newRow("B060 5000-65535") << 5000 << 65535 << false;
}

void FrameParserTest::closeCodes()
{
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(bool, allowed);
    for (int code = from; code <= to; ++code) {
        char payload[2];
        qToBigEndian(static_cast<quint16>(code), payload);
        const auto events = eventsOf(clientFrame(fin | closeOp, QByteArray(payload, 2)));
        QCOMPARE(events.size(), 1);
        QCOMPARE(events[0].kind, allowed ? FrameEvent::Kind::Close : FrameEvent::Kind::Violation);
        QCOMPARE(events[0].code, allowed ? code : 1002);
    }
}

// B050, B066, F62: the answer comes with the last byte of the length, and nothing was kept.
void FrameParserTest::refusesAtTheHeader()
{
    const QByteArray head = clientHead(fin | text, 65'537).chopped(4);
    FrameParser parser;
    QVERIFY(eventsOf(parser, head.chopped(1), [] { return 1; }).isEmpty());
    QCOMPARE(described(eventsOf(parser, head.last(1), [] { return 1; })), "violation 1009 message is too big\n");

    const QByteArray half = clientFrame(text, QByteArray(40'000, 'x'));
    QVERIFY(eventsOf(half).isEmpty());
    QCOMPARE(described(eventsOf(half + clientHead(0, 25'537))), "violation 1009 message is too big\n");
    QVERIFY(eventsOf(half + clientHead(0, 25'536)).isEmpty());
}

void FrameParserTest::takesTheLargestMessage()
{
    const QByteArray largest(65'536, 'x');
    const auto whole = eventsOf(clientFrame(fin | text, largest));
    QCOMPARE(whole.size(), 1);
    QCOMPARE(whole[0].payload, largest);
    // One allocation of the frame's size.
    QVERIFY(whole[0].payload.capacity() < largest.size() + 64);
    const auto parts = eventsOf(clientFrame(text, largest.first(65'535)) + clientFrame(fin, "x"));
    QCOMPARE(parts.size(), 1);
    QCOMPARE(parts[0].payload, largest);
}

// B065.
void FrameParserTest::manyFragments()
{
    QByteArray bytes = clientFrame(text, "x");
    for (int i = 0; i < 1'022; ++i)
        bytes += clientFrame(0, "x");
    QCOMPARE(eventsOf(bytes + clientFrame(fin, "x")).value(0).payload, QByteArray(1'024, 'x'));
    QCOMPARE(described(eventsOf(bytes + clientFrame(0, "x") + clientFrame(fin, "x"))),
        "violation 1008 too many fragments\n");

    const QByteArray emptyFragment = clientFrame(0, "");
    QByteArray empty = clientFrame(text, "");
    for (int i = 0; i < 1'000'000; ++i)
        empty += emptyFragment;
    QCOMPARE(described(eventsOf(empty)), "violation 1008 too many fragments\n");
    // The count starts anew with each message.
    QCOMPARE(eventsOf((bytes + clientFrame(fin, "x")).repeated(3)).size(), 3);
}

// B067: every ping of a burst comes out before Kind::None, so the caller can answer the last alone.
void FrameParserTest::latestPingOfAFlood()
{
    QByteArray bytes;
    for (int i = 0; i < 1'000; ++i)
        bytes += clientFrame(fin | ping, QByteArray::number(i));
    const auto events = eventsOf(bytes);
    QCOMPARE(events.size(), 1'000);
    QCOMPARE(events.last().payload, "999");
}

// B069: and a frame so trickled is not copied again for every segment.
void FrameParserTest::everyByteItsOwnSegment()
{
    QByteArray payload(65'536, 'y');
    const QByteArray bytes = clientFrame(fin | text, payload) + clientFrame(fin | ping, "p");
    FrameParser parser;
    const auto events = eventsOf(parser, bytes, [] { return 1; });
    QCOMPARE(events.size(), 2);
    QCOMPARE(events[0].payload, payload);
    QCOMPARE(events[1].payload, "p");
    // Grown by doubling: at most twice the size, hence at most twice as many bytes were ever copied.
    QVERIFY(events[0].payload.capacity() <= 2 * payload.size());
    QVERIFY(events[0].payload.capacity() > payload.size() + 64);
}

// The buffer is walked, never cut: each event ends where its frame does, in the same memory.
void FrameParserTest::largeBurstIsReadInPlace()
{
    const QByteArray frame = clientFrame(fin | text, "a message of the usual kind");
    const QByteArray burst = frame.repeated(20'000);
    FrameParser parser;
    QByteArrayView input(burst);
    for (int i = 1; i <= 20'000; ++i) {
        QCOMPARE(parser.next(input).kind, FrameEvent::Kind::Text);
        QCOMPARE(input.data() - burst.data(), i * frame.size());
    }
    QVERIFY(input.isEmpty());
    QCOMPARE(parser.next(input).kind, FrameEvent::Kind::None);
}

void FrameParserTest::keepsNothingWhenIdle()
{
    FrameParser parser;
    QVERIFY(!parser.isInsideMessage());
    const QByteArray bytes = clientFrame(text, "he") + clientFrame(fin | ping, "p") + clientFrame(fin, "llo");
    for (qsizetype size = 1; size < bytes.size(); ++size) {
        FrameParser cut;
        eventsOf(cut, bytes.first(size), [] { return 7; });
        QVERIFY(cut.isInsideMessage());
    }
    const auto events = eventsOf(parser, bytes, [] { return 7; });
    QCOMPARE(events.size(), 2);
    QVERIFY(!parser.isInsideMessage());
    // The caller holds the only reference to what it was given.
    QVERIFY(events[0].payload.isDetached() && events[1].payload.isDetached());
    QVERIFY(!parser.isEnded());
    eventsOf(parser, closeFrame(1000), [] { return 1; });
    QVERIFY(parser.isEnded());
    const QByteArray late = clientFrame(fin | text, "late");
    QByteArrayView input(late);
    QCOMPARE(parser.next(input).kind, FrameEvent::Kind::None);
    QVERIFY(input.isEmpty());
}

// Streams of good and damaged frames say the same however TCP cuts them.
void FrameParserTest::anyChunking()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    const QList<uchar> firsts{ fin | text, fin | text, text, 0, fin, fin | ping, fin | pong, fin | closeOp,
        fin | binary };
    const QList<int> sizes{ 0, 1, 7, 8, 9, 125, 126, 300, 5'000 };
    for (int round = 0; round < 3'000; ++round) {
        QByteArray bytes;
        for (int frames = random.bounded(1, 12); frames > 0; --frames) {
            const QByteArray payload
                = QByteArray("o\xC3\xA1 \xF0\x9F\x98\x80 ").repeated(600).left(sizes[random.bounded(sizes.size())]);
            bytes += clientFrame(
                firsts[random.bounded(firsts.size())], payload, QByteArray::number(random.bounded(1000, 9999)));
        }
        if (random.bounded(4) == 0)
            bytes[random.bounded(bytes.size())] = static_cast<char>(random.bounded(256));
        const QByteArray whole = described(eventsOf(bytes));
        FrameParser parser;
        const int most = random.bounded(1, 40);
        QCOMPARE(described(eventsOf(parser, bytes, [&] { return random.bounded(1, most + 1); })), whole);
    }
}

void FrameParserTest::utf8LikeTheReference()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    const auto check = [](const QByteArray &bytes, qsizetype cut) {
        Utf8Checker checker;
        return checker.feed(QByteArrayView(bytes).first(cut)) && checker.feed(QByteArrayView(bytes).sliced(cut))
            && checker.isComplete();
    };
    // Every lead with every second byte, then two fixed ones.
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
            for (const int size : { 1, 2, 3, 4 }) {
                const QByteArray bytes = utf8Bytes({ first, second, 0x80, 0xBF }).first(size);
                QCOMPARE(check(bytes, size / 2), isUtf8(bytes));
            }
        }
    }
    static constexpr int likely[] = { 'a', 'z', 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
        0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF };
    for (int round = 0; round < 50'000; ++round) {
        QByteArray bytes(random.bounded(20), 'a');
        for (int changes = random.bounded(6); changes > 0 && !bytes.isEmpty(); --changes)
            bytes[random.bounded(bytes.size())] = static_cast<char>(likely[random.bounded(int(std::size(likely)))]);
        QCOMPARE(check(bytes, random.bounded(bytes.size() + 1)), isUtf8(bytes));
    }
}

// The byte that cannot follow is answered at once, in the middle of a frame.
void FrameParserTest::utf8FailsFast()
{
    const QByteArray bytes = clientFrame(text, "abc\xED\xA0 and much more");
    const qsizetype bad = clientHead(text, 5).size() + 5;
    FrameParser parser;
    QVERIFY(eventsOf(parser, bytes.first(bad - 1), [] { return 100; }).isEmpty());
    QCOMPARE(
        described(eventsOf(parser, bytes.sliced(bad - 1, 1), [] { return 1; })), "violation 1007 text is not UTF-8\n");
}

void FrameParserTest::encodes()
{
    for (const qsizetype size : { 0, 1, 125, 126, 65'535, 65'536, 70'000 }) {
        const QByteArray payload(size, 'x');
        QByteArray header(serverHeaderSize(size), Qt::Uninitialized);
        QCOMPARE(writeServerHeader(header.data(), Opcode::Text, size), header.data() + header.size());
        QCOMPARE(header.size(), size < 126 ? 2 : size < 65'536 ? 4 : 10);
        QCOMPARE(serverFrame(Opcode::Text, payload), header + payload);

        QByteArray inbound(clientHeaderSize(size), Qt::Uninitialized);
        QCOMPARE(writeClientHeader(inbound.data(), Opcode::Text, size), inbound.data() + inbound.size());
        QCOMPARE(inbound, clientHead(fin | text, static_cast<quint64>(size), QByteArray(4, '\0')));
        if (size <= 65'536)
            QCOMPARE(eventsOf(inbound + payload).value(0).payload, payload);
    }
    QCOMPARE(serverFrame(Opcode::Ping, {}), QByteArray("\x89\x00", 2));
    QCOMPARE(closePayload(closecode::noStatus), QByteArray());
    QCOMPARE(closePayload(1001, "retry_after_ms=5"), "\x03\xE9retry_after_ms=5");
    const QByteArray longReason = QByteArray(122, 'x') + "\xC3\xA1";
    QCOMPARE(closePayload(1000, longReason), "\x03\xE8" + QByteArray(122, 'x'));
}

QTEST_APPLESS_MAIN(FrameParserTest)
#include "tst_frameparser.moc"
