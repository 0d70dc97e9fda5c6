// SPDX-License-Identifier: Apache-2.0
// The frame inspector: a tap and an own connection against a real server, and the ring itself. Seen red: bytes not counted
// (ringOfBytes), binary sent as text (ownConnection), frames past the filter (filters), a key in a kept text (keepsNoKeys), nothing asked for by "Try
// again" (states), own frames that go on in a paused ring (pausedRingWaits), rows that wait dropped by a cut, bounded by their number
// alone, or hidden by a refusal (waitsInTheSink).
#include "admin/streamnews.h"
#include "admin/tablewriter.h"
#include "console/chatroom.h"
#include "model/linediff.h"
#include "page/framepage.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace conversa;
using namespace conversa::console;
using conversa::test::ChatRoom;
using conversa::test::picture;
using namespace Qt::StringLiterals;

namespace {

FrameRow frame(const QByteArray &payload, qint64 atUs = 0, const QByteArray &opcode = "text")
{
    FrameRow row;
    row.atUs = atUs;
    row.opcode = opcode;
    row.payload = payload;
    row.size = payload.size();
    return row;
}

bool tell(StreamSink<FrameRow> &sink, bool isSnapshot, qint64 sequence, const std::vector<QByteArray> &payloads)
{
    StreamNews<QByteArray> news{ isSnapshot, sequence };
    for (const QByteArray &payload : payloads) {
        FrameRow row = frame(payload);
        row.connection = { Uuid::random() };
        JsonWriter json(news.rows.emplace_back(), Audience::Plain);
        writeRow(json, {}, frameFields(), allColumns(frameFields()), [&](size_t field) { return row.value(field); });
    }
    QByteArray text;
    encodeStreamNews(text, { 0, Uuid::random(), {} }, AdminTopic::Frames, news);
    JsonParser parser;
    const auto message = readAdminMessage(parser, text);
    return message && sink.take(*message);
}

// The first letters of what is handed over; "-": rows are missing.
QByteArray handedOver(StreamSink<FrameRow> &sink)
{
    sink.flush();
    const auto look = sink.collect();
    if (!look)
        return "nothing";
    QByteArray letters;
    for (const auto &entry : look->entries)
        letters += entry ? entry->payload.first(1) : "-";
    return (look->isSnapshot ? "snapshot " : "") + letters + (look->lost > 0 ? " lost " + QByteArray::number(look->lost) : "")
        + (look->refusal ? " refused" : "");
}

struct Shown
{
    explicit Shown(ChatRoom &inRoom)
        : room(inRoom)
        , page(inRoom.live)
    {
        page.resize(1280, 760);
        page.setVisible(true);
        QVERIFY(QTest::qWaitForWindowActive(&page));
    }
    template <typename T>
    T &child(const char *name)
    {
        T *found = page.findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return *found;
    }
    QString cell(int row, int column) { return page.frames().index(row, column).data().toString(); }
    bool sees(const QByteArray &text)
    {
        return QTest::qWaitFor([&] {
            for (int row = 0; row < page.frames().rowCount(); ++row) {
                const FrameRow *seen = page.frames().row(row);
                if (seen && (seen->opcode == text || seen->payload.contains(text)))
                    return true;
            }
            return false;
        });
    }
    bool openOwn()
    {
        auto &own = child<QPushButton>("ownConnection");
        if (!QTest::qWaitFor([&] { return own.isEnabled(); }))
            return false;
        QTest::mouseClick(&own, Qt::LeftButton);
        return sees("\"connected\"");
    }

    ChatRoom &room;
    FramePage page;
};

} // namespace

class TestFramePage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void states();
    void taps();
    void ownConnection();
    void malformed();
    void filters();
    void details();
    void keepsNoKeys();
    void ring();
    void ringOfBytes();
    void pausedRingWaits();
    void waitsInTheSink();
    void words();
    void differences();
};

void TestFramePage::states()
{
    ChatRoom room;
    QVERIFY(room.startServer());
    Shown shown(room);
    room.connectAs("dev-user-key");
    QTRY_COMPARE(shown.page.state(), PageState::NoPermission);
    room.connectAs("dev-admin-key");
    QTRY_COMPARE(shown.page.state(), PageState::FirstUse);
    picture(shown.page, u"frames-firstuse"_s);
    shown.page.frames().append({ frame("hello") });
    QTRY_COMPARE(shown.page.state(), PageState::Ready);
    QTest::keyClicks(&shown.child<QLineEdit>("filter"), u"nothing"_s);
    QTRY_COMPARE(shown.page.state(), PageState::NoMatch);
    picture(shown.page, u"frames-nomatch"_s);
    shown.page.clearFilter();
    QTRY_COMPARE(shown.page.state(), PageState::Ready);
    shown.page.frames().clear();
    shown.page.frames().start({ { u"connection_id"_s, u"x"_s } });
    QTRY_COMPARE(shown.page.state(), PageState::Failed);
    shown.child<QPushButton>("stateButton").click();
    QCOMPARE(shown.page.state(), PageState::FirstUse); // it waits for the answer
    QTRY_COMPARE(shown.page.state(), PageState::Failed);
    shown.page.frames().append({ frame("hello") });
    room.server().kill();
    QTRY_COMPARE(shown.page.state(), PageState::Stale);
}

void TestFramePage::taps()
{
    ChatRoom room;
    QVERIFY(room.startServer());
    Shown shown(room);
    room.connectAs("dev-admin-key");
    QTRY_COMPARE(shown.page.state(), PageState::FirstUse);
    QTRY_VERIFY(room.chat.self() && room.chat.self()->status().kind == LinkStatus::Kind::Connected && room.chat.self()->client().user());
    shown.page.lookFor(u"user:"_s + QString::fromLatin1(room.chat.self()->user().toByteArray()));
    QTRY_COMPARE(shown.page.frames().freshness(), Freshness::Live);
    room.chat.startSession(u"Ana"_s);
    QTRY_VERIFY(room.chat.self()->isJoined());
    room.chat.self()->say(u"Hello, world"_s);
    QVERIFY(shown.sees("Hello, world"));
    QVERIFY(shown.sees("\"message_sent\""));
    QVERIFY(shown.child<QPushButton>("tapStart").text().contains(u"Stop"_s));
    picture(shown.page, u"frames-tap"_s);
    // Somebody else's: what was seen of the first stands no longer under the second's id.
    shown.page.lookFor(u"770e8400-e29b-41d4-a716-446655440077"_s);
    QVERIFY(shown.page.frames().isRunning());
    QCOMPARE(shown.page.frames().kept(), 0);
    // Nobody asked the next server for it.
    room.live.close();
    QVERIFY(!shown.page.frames().isRunning());
    room.connectAs("dev-admin-key");
    QTRY_COMPARE(shown.page.state(), PageState::FirstUse);
    shown.page.lookFor(u"770e8400-e29b-41d4-a716-446655440077"_s);
    QTRY_COMPARE(shown.page.frames().freshness(), Freshness::Live);
    QTest::mouseClick(&shown.child<QPushButton>("tapStart"), Qt::LeftButton);
    QVERIFY(!shown.page.frames().isRunning());
}

void TestFramePage::ownConnection()
{
    ChatRoom room;
    QVERIFY(room.startServer());
    Shown shown(room);
    room.connectAs("dev-admin-key");
    QVERIFY(shown.openOwn());
    auto &kind = shown.child<QComboBox>("frameKind");
    auto &edit = shown.child<QPlainTextEdit>("frameToSend");
    auto &send = shown.child<QPushButton>("sendFrame");
    QTRY_VERIFY(send.isEnabled());
    edit.setPlainText(u"{\"type\":\"ping\",\"request_id\":\"mine-1\"}"_s);
    QTest::mouseClick(&send, Qt::LeftButton);
    QVERIFY(shown.sees("\"pong\""));
    kind.setCurrentIndex(2); // a ping
    edit.setPlainText(u"echo"_s);
    QTest::mouseClick(&send, Qt::LeftButton);
    QVERIFY(shown.sees("pong"));
    kind.setCurrentIndex(1); // binary, which this server takes from nobody
    edit.setPlainText(u"00 ff zz"_s);
    QTest::mouseClick(&send, Qt::LeftButton);
    edit.setPlainText(u"00 ff"_s);
    QTest::mouseClick(&send, Qt::LeftButton);
    QVERIFY(shown.sees("1003"));
    QTRY_VERIFY(!send.isEnabled());
    picture(shown.page, u"frames-own"_s);
    const QByteArray key = "dev-admin-key";
    for (int row = 0; row < shown.page.frames().rowCount(); ++row)
        QVERIFY(!shown.page.frames().row(row)->payload.contains(key));
}

void TestFramePage::malformed()
{
    ChatRoom room;
    QVERIFY(room.startServer());
    Shown shown(room);
    room.connectAs("dev-admin-key");
    QVERIFY(shown.openOwn());
    shown.child<QComboBox>("frameKind").setCurrentIndex(5);
    shown.child<QPlainTextEdit>("frameToSend").setPlainText(u"f1 80 00 00 00 00"_s);
    QTest::mouseClick(&shown.child<QPushButton>("sendFrame"), Qt::LeftButton);
    QVERIFY(shown.sees("1002"));
}

void TestFramePage::filters()
{
    ChatRoom room;
    QVERIFY(room.startServer());
    Shown shown(room);
    room.connectAs("dev-admin-key");
    QTRY_COMPARE(shown.page.state(), PageState::FirstUse);
    shown.page.frames().append({ frame(R"({"type":"ping","request_id":"a"})"), frame(R"({"type":"pong","request_id":"a"})"), frame("4001 over", 0, "close") });
    auto &filter = shown.child<QLineEdit>("filter");
    filter.setText(u"opcode:close"_s);
    QTRY_COMPARE(shown.page.frames().rowCount(), 1);
    shown.page.frames().append({ frame("one more"), frame("4002", 0, "close") });
    QCOMPARE(shown.page.frames().rowCount(), 2);
    shown.page.clearFilter();
    QTRY_COMPARE(shown.page.frames().rowCount(), 5);
    shown.child<QTableView>("frameTable").selectRow(0);
    QTest::mouseClick(&shown.child<QPushButton>("followRequest"), Qt::LeftButton);
    QTRY_COMPARE(shown.page.frames().rowCount(), 2);
}

void TestFramePage::details()
{
    FrameDetails details;
    details.setFrames({ frame(R"({"b":1,"a":[2]})") });
    QVERIFY(details.text().startsWith(u"{\n    \"a\": ["_s));
    QVERIFY(details.mark().isEmpty());
    details.setFrames({ frame(QByteArray(100'000, 'x')) });
    QCOMPARE(details.text().size(), FrameDetails::mostShown);
    QVERIFY(!details.mark().isEmpty());
    QTest::mouseClick(details.findChild<QPushButton *>(u"openWhole"_s), Qt::LeftButton);
    QCOMPARE(details.text().size(), 100'000);
    FrameRow cut = frame("beginning");
    cut.cut = 5'000;
    details.setFrames({ cut });
    QVERIFY(details.mark().contains(u"4,096"_s));
    QCOMPARE(hexDump("Hello\xff"), u"00000000  48 65 6c 6c 6f ff                                Hello.\n"_s);
}

void TestFramePage::keepsNoKeys()
{
    test::OwnSettings settings;
    RawConnection connection;
    SendBox box(connection);
    box.setSecret("dev-admin-key");
    for (const QString &text : { u"{\"x\":\"dev-admin-key\"}"_s, u"{\"type\":\"authenticate\",\"payload\":{\"token\":\"cv_other\"}}"_s }) {
        box.findChild<QPlainTextEdit *>(u"frameToSend"_s)->setPlainText(text);
        QTest::mouseClick(box.findChild<QPushButton *>(u"saveFrame"_s), Qt::LeftButton);
        QVERIFY(QSettings().allKeys().isEmpty());
    }
}

void TestFramePage::ring()
{
    LiveState live;
    FrameRing ring(live.channel());
    {
        QAbstractItemModelTester tester(&ring, QAbstractItemModelTester::FailureReportingMode::QtTest);
        ring.append({ frame("one"), frame("two"), frame("4001", 0, "close") });
        ring.setWish({ u"opcode:close"_s });
        ring.append({ frame("4002", 0, "close"), frame("three") });
        QCOMPARE(ring.rowCount(), 2);
        ring.setWish({});
        ring.clear();
        QCOMPARE(ring.dropped(), 5);
    }
    QSignalSpy inserts(&ring, &QAbstractItemModel::rowsInserted);
    QSignalSpy resets(&ring, &QAbstractItemModel::modelReset);
    const std::vector<FrameRow> batch(1'000, frame("text"));
    for (int i = 0; i < 102; ++i)
        ring.append(batch);
    QCOMPARE(ring.rowCount(), int(FrameRing::most));
    QCOMPARE(ring.dropped(), 2'005);
    QCOMPARE(inserts.size(), 102);
    QCOMPARE(resets.size(), 0);
}

void TestFramePage::ringOfBytes()
{
    LiveState live;
    FrameRing ring(live.channel());
    const QByteArray large(1024 * 1024, 'x');
    for (int i = 0; i < 70; ++i)
        ring.append({ frame(large + QByteArray::number(i)) });
    QCOMPARE(ring.rowCount(), 63);
    QCOMPARE(ring.dropped(), 7);
    ring.clear();
    ring.append({ frame("x") });
    QCOMPARE(ring.rowCount(), 1);
}

void TestFramePage::pausedRingWaits()
{
    LiveState live;
    FrameRing ring(live.channel());
    ring.append({ frame("before") });
    ring.setHeld(true);
    ring.append({ frame("one") });
    ring.append({ frame("two") });
    QCOMPARE(ring.rowCount(), 1);
    ring.setHeld(false);
    QCOMPARE(ring.rowCount(), 3);
    QCOMPARE(ring.row(2)->payload, QByteArray("two"));
    // No more than it has room for.
    ring.setHeld(true);
    const QByteArray large(1024 * 1024, 'x');
    for (int i = 0; i < 70; ++i)
        ring.append({ frame(large + QByteArray::number(i)) });
    ring.setHeld(false);
    QCOMPARE(ring.kept(), 3 + 63);
    QVERIFY(!ring.row(3)); // rows are missing here
    ring.setHeld(true);
    ring.append({ frame("of what was left") });
    ring.clear();
    ring.setHeld(false);
    QCOMPARE(ring.rowCount(), 0);
}

void TestFramePage::waitsInTheSink()
{
    StreamSink<FrameRow> sink(readFrameRow, 5);
    QVERIFY(tell(sink, true, 1, { "a" }) && tell(sink, false, 2, { "b" }));
    sink.restart();
    QVERIFY(!tell(sink, false, 3, { "c" }));
    QVERIFY(tell(sink, true, 7, { "d" }));
    QCOMPARE(handedOver(sink), QByteArray("snapshot ab-d"));
    QVERIFY(tell(sink, false, 8, { "e" }));
    QVERIFY(sink.flush());
    sink.refuse({ ErrorCode::Unavailable, "Too busy." });
    QVERIFY(sink.hasNews() && !sink.flush());
    QCOMPARE(handedOver(sink), QByteArray("e"));
    QCOMPARE(handedOver(sink), QByteArray(" refused"));
    QCOMPARE(handedOver(sink), QByteArray("nothing"));
    QVERIFY(tell(sink, false, 9, { "f" }));
    sink.refuse({ ErrorCode::Unavailable, "Too busy." });
    QCOMPARE(handedOver(sink), QByteArray("f refused"));
    QVERIFY(tell(sink, false, 10, { "1", "2", "3", "4", "5", "6", "7" }));
    QCOMPARE(handedOver(sink), QByteArray("-34567 lost 2"));
    StreamSink<FrameRow> small(readFrameRow, 100, 3'000);
    QVERIFY(tell(small, true, 1, { QByteArray(1'000, '1'), QByteArray(1'000, '2'), QByteArray(1'000, '3'), QByteArray(1'000, '4') }));
    QCOMPARE(handedOver(small), QByteArray("snapshot -234 lost 1"));
}

void TestFramePage::words()
{
    QCOMPARE(jsonWord(R"({ "type" : "send_message","payload":{"content_type":"text"}})", "type"), QByteArray("send_message"));
    QCOMPARE(jsonWord(R"({"content_type":"text"})", "type"), QByteArray());
    QCOMPARE(jsonWord(R"({"request_id":17})", "request_id"), QByteArray());
    QCOMPARE(jsonWord("{\"type\":\"cut of", "type"), QByteArray());
    QCOMPARE(markOf(frame(R"({"type":"error"})")), FrameMark::Error);
    QCOMPARE(markOf(frame("4001", 0, "close")), FrameMark::Close);
    QCOMPARE(markOf(frame("x", 0, "ping")), FrameMark::Control);
}

void TestFramePage::differences()
{
    using Kind = DiffLine::Kind;
    const std::vector<DiffLine> wanted{ { Kind::Same, u"a"_s }, { Kind::Gone, u"b"_s }, { Kind::New, u"x"_s }, { Kind::Same, u"c"_s } };
    QVERIFY(lineDiff(u"a\nb\nc"_s, u"a\nx\nc"_s) == wanted);
    QCOMPARE(lineDiff(u"same"_s, u"same"_s).size(), size_t(1));
}

QTEST_MAIN(TestFramePage)
#include "tst_framepage.moc"
