// SPDX-License-Identifier: Apache-2.0
// Row F63 of the catalogue: the connection is cut 200 times at any moment. After each cut the table is right again, and wherever rows
// of a stream are missing a mark says so.
// Seen red: no mark after a new snapshot.
#include "model/livestate.h"
#include "support/fakeadmin.h"
#include "support/faultproxy.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace conversa;
using namespace conversa::console;
using conversa::test::FakeAdmin;
using conversa::test::FaultProxy;

namespace {

constexpr int cuts = 200;

// The number that the server put into a frame.
qint64 numberIn(const FrameRow &frame)
{
    const qsizetype begin = frame.payload.indexOf("frame ") + 6;
    return frame.payload.mid(begin, frame.payload.indexOf('"', begin) - begin).toLongLong();
}

} // namespace

class TestCuts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsMissedUnseen();
};

void TestCuts::nothingIsMissedUnseen()
{
    FakeAdmin server({.connections = 100, .changesPerSecond = 200, .framesPerSecond = 2'000});
    QVERIFY(server.listen());
    FaultProxy proxy(server.port());
    LiveState live;
    RowRing<FrameRow> frames(live.channel(), AdminTopic::Frames, readFrameRow, 1'000'000);
    live.open({QUrl(QStringLiteral("http://127.0.0.1:%1").arg(proxy.port())), "key"});
    live.connections().setWatched(true);
    frames.start({{QStringLiteral("connection_id"), QString::fromLatin1(server.rows().front().id.toByteArray())}});
    const auto isRight = [&] {
        for (size_t i = 0; i < server.rows().size(); ++i) {
            const ConnectionRow *row = live.connections().row(int(i));
            if (!row || row->id != server.rows()[i].id)
                return false;
        }
        return live.connections().total() == qint64(server.rows().size());
    };
    std::vector<qint64> waitsMs;
    for (int cut = 0; cut < cuts; ++cut) {
        const qint64 wanted = frames.total() + 1 + QRandomGenerator::global()->bounded(300);
        QTRY_VERIFY(frames.total() >= wanted);
        proxy.reset();
        server.remove(QRandomGenerator::global()->bounded(quint32(server.rows().size())));
        server.add();
        QTRY_COMPARE(live.link().state, LinkState::Reconnecting);
        const auto isBack = [&] {
            live.retryNow();
            return live.link().state == LinkState::Connected;
        };
        QTRY_VERIFY(isBack());
        QElapsedTimer timer;
        timer.start();
        QTRY_VERIFY(isRight());
        waitsMs.push_back(timer.elapsed());
    }
    std::optional<qint64> last;
    int marks = 0;
    int unseen = 0;
    for (int i = 0; i < frames.rowCount(); ++i) {
        const FrameRow *row = frames.row(i);
        marks += !row;
        unseen += row && last && numberIn(*row) != *last + 1;
        last = row ? std::optional(numberIn(*row)) : std::nullopt;
    }
    std::sort(waitsMs.begin(), waitsMs.end());
    qInfo("F63 cuts=%d frames=%d marks=%d unnoticed=%d right again after p50 %lld, at most %lld ms", cuts, frames.rowCount() - marks, marks, unseen,
        waitsMs[waitsMs.size() / 2], waitsMs.back());
    QCOMPARE(unseen, 0);
    // A mark stands for a cut or for rows that the server told it had no room for, and for nothing else.
    QVERIFY2(marks <= cuts + frames.lost(), qPrintable(QString::number(frames.lost())));
}

QTEST_GUILESS_MAIN(TestCuts)
#include "tst_cuts.moc"
