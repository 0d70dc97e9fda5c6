// SPDX-License-Identifier: Apache-2.0
// Parties of a chat tester against a real server. Seen red: a ticket used twice (contactComesBack), a lost message left as
// sending (losesAndSendsAgain), samples of what nobody here sent (latency), a recorder that names no party (recordedRunsAgain), or two
// alike (namesNobodyTwice), or has a session close by itself (recordsClosing).
#include "model/scenariorecorder.h"
#include "model/scenariorunner.h"
#include "support/serverprocess.h"

#include <QSignalSpy>
#include <QTest>

using namespace conversa;
using namespace conversa::console;
using conversa::test::ServerProcess;
using namespace Qt::StringLiterals;

namespace {

// A session with its contact, as an agent makes it, and a tester in it.
class Room
{
public:
    explicit Room(quint16 port, const QByteArray &key = "dev-user-key")
        : m_endpoint{ .address = QUrl(u"http://127.0.0.1:%1"_s.arg(port)), .key = key }
    {
        m_rest.setEndpoint(m_endpoint);
        m_thread.start();
    }
    ~Room()
    {
        m_thread.quit();
        m_thread.wait();
    }
    bool open()
    {
        bool isOpen = false;
        m_chat.openSession(contact, "Ana", &tester, [&](const Answer<InboxRow> &row) {
            isOpen = bool(row);
            if (isOpen)
                session = row->session;
        });
        return QTest::qWaitFor([&] { return isOpen; });
    }
    Party &agent() { return enter({ u"Maria"_s }, {}); }
    Party &contactParty() { return enter({ u"Ana"_s, PartyIdentity::Kind::Contact }, m_chat.contactOf(session)); }
    ScenarioRunner::Place place() { return { m_endpoint, &m_rest }; }
    ChatRest &chat() { return m_chat; }

    SessionId session;
    ContactId contact{ Uuid::random() };
    ChatTester tester;

private:
    Party &enter(PartyIdentity identity, TokenSource tokens)
    {
        ChatOptions options{ .link = socketLink(m_endpoint, u"/api/v1/ws/messages"_s) };
        Party *party = tester.add(std::move(identity), std::move(options), std::move(tokens));
        QSignalSpy joined(party, &Party::joined);
        party->enter(session, contact);
        if (joined.isEmpty() && !joined.wait(10'000))
            qFatal("not joined");
        return *party;
    }

    const Endpoint m_endpoint;
    QThread m_thread;
    Rest m_rest{ m_thread };
    ChatRest m_chat{ m_rest };
};

QVariant last(Party &party, int role)
{
    Conversation &all = party.conversation();
    return all.rowCount() == 0 ? QVariant() : all.index(all.rowCount() - 1).data(role);
}

} // namespace

class TestChatTester : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY2(m_server.start(), m_server.log()); }
    void typingAndReceipts();
    void history();
    void contactComesBack();
    void losesAndSendsAgain();
    void latency();
    void upToEight();
    void recordedRunsAgain();
    void namesNobodyTwice();
    void recordsClosing();

private:
    ServerProcess m_server;
};

void TestChatTester::typingAndReceipts()
{
    Room room(m_server.port());
    QVERIFY(room.open());
    Party &maria = room.agent();
    Party &ana = room.contactParty();
    ana.typed();
    QTRY_COMPARE(maria.attendance().typing(maria.user()).size(), 1);
    ana.say(u"Hello"_s);
    QTRY_COMPARE(last(maria, Qt::DisplayRole).toString(), u"Hello"_s);
    QVERIFY(maria.attendance().typing(maria.user()).isEmpty());
    QTRY_COMPARE(last(ana, Conversation::StatusRole).toInt(), int(ChatStatus::Sent));
    maria.mark(Mark::Delivered);
    QTRY_COMPARE(last(ana, Conversation::StatusRole).toInt(), int(ChatStatus::Delivered));
    maria.mark(Mark::Read);
    QTRY_COMPARE(last(ana, Conversation::StatusRole).toInt(), int(ChatStatus::Read));
    QVERIFY(last(ana, Conversation::OwnRole).toBool());
    QVERIFY(!last(maria, Conversation::OwnRole).toBool());
}

void TestChatTester::history()
{
    Room room(m_server.port());
    QVERIFY(room.open());
    Party &maria = room.agent();
    for (int i = 0; i < 60; ++i)
        maria.say(QString::number(i));
    QTRY_COMPARE_WITH_TIMEOUT(maria.conversation().lastSeq(), 60, 20'000);
    for (int i = 60; i < 130; ++i)
        maria.say(QString::number(i));
    QTRY_COMPARE_WITH_TIMEOUT(maria.conversation().lastSeq(), 130, 20'000);
    Party &late = room.contactParty();
    QTRY_COMPARE(late.conversation().rowCount(), 100);
    QCOMPARE(late.conversation().firstSeq(), 31);
    late.loadEarlier();
    QTRY_COMPARE(late.conversation().rowCount(), 130);
    QCOMPARE(late.conversation().index(0).data(Conversation::GapRole).toLongLong(), 0);
}

void TestChatTester::contactComesBack()
{
    Room room(m_server.port());
    QVERIFY(room.open());
    Party &ana = room.contactParty();
    QSignalSpy joined(&ana, &Party::joined);
    ana.disconnectNow();
    QTRY_COMPARE(ana.status().kind, LinkStatus::Kind::Stopped);
    ana.enter(room.session, room.contact);
    QTRY_COMPARE(joined.size(), 1);
}

void TestChatTester::losesAndSendsAgain()
{
    Room room(m_server.port());
    QVERIFY(room.open());
    Party &maria = room.agent();
    maria.injector().setFaults({ .lossPercent = 100 });
    maria.say(u"Hello"_s);
    QCOMPARE(last(maria, Conversation::StatusRole).toInt(), int(ChatStatus::Failed));
    maria.injector().setFaults({ .delayMs = 20 });
    maria.sayAgain(0);
    QCOMPARE(last(maria, Conversation::StatusRole).toInt(), int(ChatStatus::Sending));
    QTRY_COMPARE(last(maria, Conversation::StatusRole).toInt(), int(ChatStatus::Sent));
    QCOMPARE(maria.conversation().rowCount(), 1);
}

void TestChatTester::latency()
{
    using Kind = LatencySamples::Kind;
    Room room(m_server.port());
    QVERIFY(room.open());
    Party &maria = room.agent();
    room.contactParty();
    Room elsewhere(m_server.port(), "dev-admin-key");
    elsewhere.session = room.session;
    elsewhere.contact = room.contact;
    Party &other = elsewhere.agent();
    for (int i = 0; i < 5; ++i)
        maria.say(u"Hello"_s);
    other.say(u"Not ours"_s);
    QTRY_COMPARE(room.tester.latency().count(Kind::Delivery), 5);
    QCOMPARE(room.tester.latency().count(Kind::Ack), 5);
    QVERIFY(*room.tester.latency().quantileUs(Kind::Delivery, 0.5) > 0);
    QTRY_VERIFY(room.tester.latency().count(Kind::Ping) >= 2);
    QTRY_COMPARE(maria.conversation().lastSeq(), 6);
    QCOMPARE(room.tester.latency().count(Kind::Delivery), 5);
}

void TestChatTester::upToEight()
{
    ChatTester tester;
    for (size_t i = 0; i < ChatTester::mostParties; ++i)
        QVERIFY(tester.add({ QString::number(i) }, {}));
    QVERIFY(tester.isFull());
    QVERIFY(!tester.add({ u"one too many"_s }, {}));
    tester.remove(tester.parties().front());
    QVERIFY(tester.add({ u"8"_s }, {}));
}

void TestChatTester::recordedRunsAgain()
{
    Room room(m_server.port());
    QVERIFY(room.open());
    Party &maria = room.agent();
    ScenarioRecorder recorder(room.tester);
    recorder.start();
    Party &ana = room.contactParty();
    ana.say(u"Where is it?"_s);
    QTRY_COMPARE(last(maria, Qt::DisplayRole).toString(), u"Where is it?"_s);
    maria.mark(Mark::Read);
    QTRY_COMPARE(last(ana, Conversation::StatusRole).toInt(), int(ChatStatus::Read));
    maria.say(u"Here."_s, maria.conversation().entry(0).id);
    QTRY_COMPARE(last(ana, Qt::DisplayRole).toString(), u"Here."_s);
    QCOMPARE(last(ana, Conversation::QuoteTextRole).toString(), u"Where is it?"_s);
    recorder.stop();
    ana.say(u"Not recorded"_s);

    const auto scenario = readScenario(writeScenario(recorder.scenario()));
    QVERIFY(scenario);
    QCOMPARE(scenario->parties.size(), size_t(2));
    ScenarioRunner runner(*scenario, room.place());
    QSignalSpy finished(&runner, &ScenarioRunner::finished);
    QSignalSpy steps(&runner, &ScenarioRunner::stepDone);
    runner.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    QCOMPARE(finished[0][0].value<ScenarioRunner::Outcome>(), ScenarioRunner::Outcome::Passed);
    QCOMPARE(size_t(steps.size()), scenario->steps.size());
    QVERIFY(steps.size() >= 8);
}

void TestChatTester::namesNobodyTwice()
{
    ChatTester tester;
    ScenarioRecorder recorder(tester);
    recorder.start();
    for (int i = 0; i < 2; ++i) {
        Party *stays = tester.add({ u"Ana"_s }, {});
        stays->say(u"Hello"_s);
        Party *goes = tester.add({ u"Ana"_s, PartyIdentity::Kind::Contact }, {});
        goes->say(u"Hello"_s);
        tester.remove(goes);
    }
    const auto scenario = readScenario(writeScenario(recorder.scenario()));
    QVERIFY2(scenario, scenario ? "" : scenario.error().message.constData());
    QCOMPARE(scenario->parties.size(), size_t(4));
    QCOMPARE(scenario->parties[1].name, u"Ana (2)"_s);
    QCOMPARE(scenario->steps[3].party, u"Ana (4)"_s);
}

void TestChatTester::recordsClosing()
{
    const Endpoint endpoint{ .address = QUrl(u"http://127.0.0.1:%1"_s.arg(m_server.port())), .key = "dev-user-key" };
    LiveState live;
    ChatState chat(live);
    live.open(endpoint);
    QTRY_VERIFY(chat.isInboxLoaded());
    chat.startSession(u"Ana"_s);
    QTRY_VERIFY(chat.self()->isJoined());
    ScenarioRecorder recorder(chat);
    recorder.start();
    const auto &steps = recorder.scenario().steps;
    chat.closeSession(true);
    QTRY_COMPARE(steps.size(), size_t(3));
    chat.closeSession(false);
    QTRY_COMPARE(steps.size(), size_t(5));
    const StepKind kinds[]{ StepKind::Join, StepKind::Close, StepKind::Expect, StepKind::Reopen, StepKind::Expect };
    QVERIFY(std::equal(steps.begin(), steps.end(), std::begin(kinds), [](const ScenarioStep &step, StepKind kind) { return step.kind == kind; }));
    QCOMPARE(steps[2].event, PartyEvent::Kind::Closed);

    ScenarioRunner runner(recorder.scenario(), { endpoint, &live.rest() });
    QSignalSpy finished(&runner, &ScenarioRunner::finished);
    runner.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    QCOMPARE(finished[0][0].value<ScenarioRunner::Outcome>(), ScenarioRunner::Outcome::Passed);
}

QTEST_GUILESS_MAIN(TestChatTester)
#include "tst_chattester.moc"
