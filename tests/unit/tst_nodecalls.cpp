// SPDX-License-Identifier: Apache-2.0
// Questions that one server asks all: who is waited for and who is not, pieces that are lost, come twice, late or from
// nobody, and bounds. The wire is a list of pieces that the test delivers.
// Seen red: repeated pieces counted (strangePieces), a question that is not known again (large, twice), answers only
// given at the deadline (allAnswer), the silent ones left out (silentIsNamed), `to` not looked at (oneOnly).
#include "relay/nodecalls.h"

#include <QTest>

using namespace conversa;

namespace {

// Three servers, which hear of each other what deliver() lets through.
struct Net
{
    struct Node
    {
        CalledNode is;
        std::unique_ptr<NodeCalls> calls = {};
        int asked = 0;
    };
    std::vector<Node> nodes;
    std::vector<NodePiece> wire;

    Net()
    {
        for (const char *name : {"a", "b", "c"})
            nodes.push_back({{NodeId{Uuid::random()}, name}});
        for (size_t i = 0; i < nodes.size(); ++i) {
            nodes[i].calls = std::make_unique<NodeCalls>(NodeCalls::Environment{[this, i] {
                                                             std::vector<CalledNode> all{nodes[i].is};
                                                             for (size_t other = 0; other < nodes.size(); ++other)
                                                                 if (other != i)
                                                                     all.push_back(nodes[other].is);
                                                             return all;
                                                         },
                [this](const NodePiece &piece) { wire.push_back(piece); }});
            nodes[i].calls->handle("echo", [this, i](const QByteArray &argument, const NodeCalls::Respond &respond) {
                ++nodes[i].asked;
                respond(nodes[i].is.name + ':' + argument);
            });
        }
    }
    // Each piece reaches those it is for and the others too, as a notice of the database does; returns how many there were.
    size_t deliver()
    {
        size_t count = 0;
        while (true) {
            for (int hops = 0; hops < 3; ++hops) // the question is taken, answered, and the answer put down
                QCoreApplication::processEvents();
            const auto pieces = std::exchange(wire, {});
            if (pieces.empty())
                return count;
            count += pieces.size();
            for (const NodePiece &piece : pieces)
                for (Node &node : nodes)
                    node.calls->hear(piece);
        }
    }
};

struct Outcome
{
    int count = 0;
    std::vector<NodeAnswer> answers = {};
    ErrorCode error = ErrorCode::Internal;

    NodeCalls::Then then()
    {
        return [this](const Result<std::vector<NodeAnswer>> &all) {
            ++count;
            if (all)
                answers = *all;
            else
                error = all.error().code;
        };
    }
    QByteArray text() const
    {
        QByteArrayList parts;
        for (const NodeAnswer &each : answers)
            parts.append(each.bytes.value_or(each.name + " silent"));
        return parts.join(' ');
    }
};

} // namespace

class TestNodeCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allAnswer();
    void alone();
    void oneOnly();
    void silentIsNamed();
    void unknownQuestion();
    void large();
    void twice();
    void strangePieces();
    void bounds();
};

void TestNodeCalls::allAnswer()
{
    Net net;
    Outcome got;
    net.nodes[0].calls->call("echo", "x y", got.then());
    QCOMPARE(net.deliver(), size_t(3)); // one question to all, two answers
    QCOMPARE(got.count, 1); // without waiting for the deadline, which no event has brought
    QCOMPARE(got.text(), QByteArray("a:x y b:x y c:x y"));
}

void TestNodeCalls::alone()
{
    Net net;
    net.nodes.resize(1);
    Outcome got;
    net.nodes[0].calls->call("echo", {}, got.then());
    QCOMPARE(net.deliver(), size_t(0));
    QCOMPARE(got.text(), QByteArray("a:"));
}

void TestNodeCalls::oneOnly()
{
    Net net;
    Outcome byName;
    Outcome byId;
    Outcome self;
    Outcome nobody;
    NodeCalls &calls = *net.nodes[0].calls;
    calls.call("echo", "n", byName.then(), "b");
    calls.call("echo", "i", byId.then(), net.nodes[2].is.id.toByteArray());
    net.deliver();
    QCOMPARE(byName.text(), QByteArray("b:n"));
    QCOMPARE(byId.text(), QByteArray("c:i"));
    QVERIFY(net.nodes[0].asked == 0 && net.nodes[1].asked == 1 && net.nodes[2].asked == 1);
    calls.call("echo", "s", self.then(), "a");
    calls.call("echo", "s", nobody.then(), "d");
    QCOMPARE(net.deliver(), size_t(0));
    QCOMPARE(self.text(), QByteArray("a:s"));
    QVERIFY(nobody.count == 1 && nobody.error == ErrorCode::NotFound);
}

void TestNodeCalls::silentIsNamed()
{
    Net net;
    net.nodes[1].is.isThere = false; // known to be silent: nobody waits for it
    Outcome known;
    net.nodes[0].calls->call("echo", {}, known.then());
    net.deliver();
    QCOMPARE(known.text(), QByteArray("a: b silent c:"));
    // One that stands still is waited for, and what it says later is nobody's.
    net.nodes[1].is.isThere = true;
    Outcome found;
    net.nodes[0].calls->call("echo", {}, found.then());
    QCoreApplication::processEvents();
    const NodePiece question = net.wire.at(0);
    net.nodes[2].calls->hear(question);
    net.wire.clear();
    QTRY_COMPARE(found.count, 1);
    QCOMPARE(found.text(), QByteArray("a: b silent c silent")); // the answer of c was lost
    net.nodes[1].calls->hear(question);
    net.deliver();
    QCOMPARE(found.count, 1);
}

void TestNodeCalls::unknownQuestion()
{
    Net net;
    Outcome got;
    net.nodes[0].calls->handle("new", [](const QByteArray &, const NodeCalls::Respond &respond) { respond("yes"); });
    net.nodes[0].calls->call("new", {}, got.then());
    net.deliver();
    QCOMPARE(got.text(), QByteArray("yes b silent c silent")); // older servers say at once that they cannot
}

void TestNodeCalls::large()
{
    Net net;
    QByteArray page;
    for (int i = 0; i < 60'000; ++i)
        page += char(i * 7);
    net.nodes[1].calls->handle("page", [&](const QByteArray &argument, const NodeCalls::Respond &respond) { respond(page + argument); });
    const QByteArray ids(20'000, 'i');
    Outcome got;
    net.nodes[0].calls->call("page", ids, got.then(), "b");
    net.deliver();
    QCOMPARE(got.answers.size(), size_t(1));
    QVERIFY(got.answers[0].bytes == page + ids);
}

void TestNodeCalls::twice()
{
    Net net;
    Outcome got;
    net.nodes[0].calls->call("echo", QByteArray(10'000, 'x'), got.then());
    QCoreApplication::processEvents();
    const auto question = net.wire;
    QCOMPARE(question.size(), size_t(2));
    net.wire.insert(net.wire.begin(), question.rbegin(), question.rend());
    net.deliver();
    QCOMPARE(got.count, 1);
    for (const NodePiece &piece : question)
        net.nodes[1].calls->hear(piece);
    net.deliver();
    QVERIFY(net.nodes[1].asked == 1 && net.nodes[2].asked == 1);
}

void TestNodeCalls::strangePieces()
{
    Net net;
    Outcome got;
    net.nodes[0].calls->call("echo", "x", got.then(), "b");
    QCoreApplication::processEvents();
    const NodePiece question = std::exchange(net.wire, {}).at(0);
    NodeCalls &calls = *net.nodes[0].calls;
    const NodeId me = net.nodes[0].is.id;
    const NodeId asked = net.nodes[1].is.id;
    calls.hear({NodeId{Uuid::random()}, me, true, question.number, 0, 1, "from nobody"});
    calls.hear({net.nodes[2].is.id, me, true, question.number, 0, 1, "not asked"});
    calls.hear({asked, me, true, question.number + 1, 0, 1, "to another question"});
    calls.hear({asked, net.nodes[2].is.id, true, question.number, 0, 1, "for another"});
    calls.hear({asked, me, true, question.number, 1, 2, "end"});
    calls.hear({asked, me, true, question.number, 1, 2, "end"}); // by the other way too
    calls.hear({asked, me, true, question.number, 0, 3, "of another cut"});
    QCoreApplication::processEvents();
    QCOMPARE(got.count, 0);
    calls.hear({asked, me, true, question.number, 0, 2, "begin, "});
    QCOMPARE(got.text(), QByteArray("begin, end"));
}

void TestNodeCalls::bounds()
{
    Net net;
    NodeCalls &calls = *net.nodes[0].calls;
    std::vector<Outcome> all(NodeCalls::maxCalls + 1);
    for (Outcome &each : all)
        calls.call("echo", {}, each.then());
    QCoreApplication::processEvents();
    QVERIFY(all.back().count == 1 && all.back().error == ErrorCode::Overloaded);
    QCOMPARE(all.front().count, 0);
    net.deliver();
    QVERIFY(std::all_of(all.begin(), all.end(), [](const Outcome &each) { return each.count == 1; }));
    Outcome large;
    calls.call("echo", QByteArray(NodeCalls::maxQuestion, 'x'), large.then());
    net.deliver();
    QCOMPARE(large.error, ErrorCode::InvalidMessage);
    // An answer of more than fits is none.
    Outcome answer;
    net.nodes[1].calls->handle("much", [](const QByteArray &, const NodeCalls::Respond &respond) {
        respond(QByteArray(NodePiece::maxBytes * qsizetype(NodePiece::maxParts) + 1, 'x'));
    });
    calls.call("much", {}, answer.then(), "b");
    net.deliver();
    QCOMPARE(answer.text(), QByteArray("b silent"));
}

QTEST_GUILESS_MAIN(TestNodeCalls)
#include "tst_nodecalls.moc"
