// SPDX-License-Identifier: Apache-2.0
// What agents and other servers are told of sessions that change, and how often.
// Seen red: with every row told (whatIsHeardTwiceIsToldOnce), with what was heard passed on (the same), with tenants without
// agents let in (whatIsHeardInVain).
#include "chat/inboxfeed.h"
#include "store/memorystore.h"

#include <QTest>

using namespace conversa;

namespace {

const QByteArray tenant = "shop";

// A network thread that keeps what its agents would be told.
class Port : public ThreadPort
{
public:
    void postAll(std::vector<Post> batch) override
    {
        const std::lock_guard lock(m_mutex);
        for (const Post &post : batch) {
            if (const auto *delivery = std::get_if<InboxDelivery>(&post))
                m_deliveries.push_back(*delivery);
        }
    }
    std::vector<InboxDelivery> deliveries()
    {
        const std::lock_guard lock(m_mutex);
        return m_deliveries;
    }
    // How often a session was told, as opened or as updated.
    int count(SessionId session, bool opened)
    {
        int found = 0;
        for (const InboxDelivery &delivery : deliveries()) {
            for (const auto &notice : delivery.notices)
                found += notice->key.session == session && notice->opened == opened;
        }
        return found;
    }

private:
    std::mutex m_mutex;
    std::vector<InboxDelivery> m_deliveries;
};

// Other servers, which keep what they are told.
class TestPeers : public Peers
{
public:
    void setThere(bool areThere) { m_areThere = areThere; }

    void changed(const ChangedSessions &change) override { changes.push_back(change); }
    void watch(const QByteArray &name, bool isWatched) override { watches.append({name, isWatched}); }
    void stored(std::vector<std::shared_ptr<const ChatMessage>>) override { }
    void stored(const SessionKey &, qint64, ContactId) override { }
    void moved(const Marked &) override { }
    void closed(const Closed &) override { }
    void typed(const SessionKey &, const UserTyping &) override { }
    void attended(const SessionKey &, const UserInfo &, bool) override { }
    void enter(const SessionKey &, int) override { }
    void leave(const SessionKey &, int) override { }
    void await(const SessionKey &, Task) override { }

    std::vector<ChangedSessions> changes;
    QList<QPair<QByteArray, bool>> watches;
};

// A feed with everything it stands on.
struct Bench
{
    explicit Bench(int mostConnections = 100)
        : storage([this] { return std::make_unique<MemoryStore>(data); }, {}, Clock::system())
        , hub(registry, {&port}, Clock::system())
        , feed(storage, hub, Clock::system(), limits)
    {
        limits.inboxConnections = mostConnections;
        hub.setPeers(peers);
        started = bool(storage.start());
    }
    ~Bench() { storage.stop(0); }
    Q_DISABLE_COPY_MOVE(Bench)

    SessionKey newSession()
    {
        const SessionKey key{tenant, SessionId{Uuid::random()}};
        if (!MemoryStore(data).createSession({key, ContactId{Uuid::random()}}))
            qFatal("no session was made");
        return key;
    }

    const std::shared_ptr<MemoryData> data = std::make_shared<MemoryData>();
    Port port;
    TestPeers peers;
    Limits limits;
    Storage storage;
    Registry registry;
    Hub hub;
    InboxFeed feed;
    bool started = false;
};

Principal agent()
{
    Principal principal;
    principal.tenant = tenant;
    principal.user = UserId{Uuid::random()};
    principal.role = Role::Agent;
    return principal;
}

} // namespace

class TestInboxFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agentsAndPeersAreTold();
    void onlyPeersAreTold();
    void whatIsHeardTwiceIsToldOnce();
    void whatIsHeardInVain();
    void tenantsAreWatchedOnce();
    void manyAgentsAreToldNothing();
};

void TestInboxFeed::agentsAndPeersAreTold()
{
    Bench bench;
    QVERIFY(bench.started);
    bench.peers.setThere(true);
    bench.feed.enter(agent());
    const SessionKey key = bench.newSession();
    bench.feed.note(key, true);
    QTRY_COMPARE(bench.port.count(key.session, true), 1);
    QCOMPARE(bench.peers.changes.size(), size_t(1));
    QCOMPARE(bench.peers.changes[0].tenant, tenant);
    QVERIFY(bench.peers.changes[0].opened == std::vector{key.session} && bench.peers.changes[0].updated.empty());
}

// Gathered, so that a busy session is nothing to the others.
void TestInboxFeed::onlyPeersAreTold()
{
    Bench bench;
    QVERIFY(bench.started);
    const SessionKey unheard = bench.newSession();
    bench.feed.note(unheard, true); // nobody wants it
    bench.peers.setThere(true);
    const SessionKey key = bench.newSession();
    const SessionKey other = bench.newSession();
    for (int i = 0; i < 100; ++i)
        bench.feed.note(key, i == 50);
    bench.feed.note(other);
    QTRY_COMPARE(bench.peers.changes.size(), size_t(1));
    QVERIFY(bench.peers.changes[0].opened == std::vector{key.session});
    QVERIFY(bench.peers.changes[0].updated == std::vector{other.session});
    QVERIFY(bench.port.deliveries().empty());
}

void TestInboxFeed::whatIsHeardTwiceIsToldOnce()
{
    Bench bench;
    QVERIFY(bench.started);
    bench.peers.setThere(true);
    bench.feed.enter(agent());
    const SessionKey key = bench.newSession();
    bench.feed.hear({tenant, {key.session}, {}});
    QTRY_COMPARE(bench.port.count(key.session, true), 1);
    // The same by another way, and then something new.
    bench.feed.hear({tenant, {key.session}, {}});
    const SessionKey later = bench.newSession();
    bench.feed.hear({tenant, {}, {later.session}});
    QTRY_COMPARE(bench.port.count(later.session, false), 1);
    QCOMPARE(bench.port.count(key.session, true) + bench.port.count(key.session, false), 1);
    QVERIFY(MemoryStore(bench.data).setClosed(key, true));
    bench.feed.hear({tenant, {key.session}, {}});
    QTRY_COMPARE(bench.port.count(key.session, false), 1);
    QCOMPARE(bench.port.count(key.session, true), 1);
    // It does not go back to those it came from.
    QVERIFY(bench.peers.changes.empty());
}

void TestInboxFeed::whatIsHeardInVain()
{
    Bench bench;
    QVERIFY(bench.started);
    const SessionKey key = bench.newSession();
    bench.feed.hear({tenant, {key.session}, {}});
    bench.feed.enter(agent());
    bench.feed.hear({"another", {key.session}, {}});
    const SessionKey later = bench.newSession();
    bench.feed.hear({tenant, {later.session}, {}});
    QTRY_COMPARE(bench.port.count(later.session, true), 1);
    QCOMPARE(bench.port.count(key.session, true), 0);
}

void TestInboxFeed::tenantsAreWatchedOnce()
{
    Bench bench;
    const Principal one = agent();
    const Principal other = agent();
    Principal contact = agent();
    contact.role = Role::Contact;
    bench.feed.enter(contact);
    bench.feed.enter(one);
    bench.feed.enter(other);
    bench.feed.leave(one);
    QCOMPARE(bench.peers.watches, (QList<QPair<QByteArray, bool>>{{tenant, true}}));
    bench.feed.leave(other);
    QCOMPARE(bench.peers.watches, (QList<QPair<QByteArray, bool>>{{tenant, true}, {tenant, false}}));
}

// And told again when they are few.
void TestInboxFeed::manyAgentsAreToldNothing()
{
    Bench bench(1);
    QVERIFY(bench.started);
    const Principal one = agent();
    const Principal other = agent();
    bench.feed.enter(one);
    bench.feed.enter(other);
    const SessionId whileMany = bench.newSession().session;
    bench.feed.hear({tenant, {whileMany}, {}});
    bench.feed.leave(other);
    const SessionId whileFew = bench.newSession().session;
    bench.feed.hear({tenant, {whileFew}, {}});
    QTRY_COMPARE(bench.port.count(whileFew, true), 1);
    QCOMPARE(bench.port.count(whileMany, true), 0);
    QCOMPARE(bench.peers.watches, (QList<QPair<QByteArray, bool>>{{tenant, true}, {tenant, false}, {tenant, true}}));
}

QTEST_GUILESS_MAIN(TestInboxFeed)
#include "tst_inboxfeed.moc"
