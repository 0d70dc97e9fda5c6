// SPDX-License-Identifier: Apache-2.0
// What is read back, keys and connections, and random batches against the memory store.
// Seen red: text bound or read as a QString (B156 on SQLite, B157 on both).
#include "store/memorystore.h"
#include "support/storeconformance.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <limits>
#include <random>
#include <tuple>

namespace conversa::test {

namespace {

// Few sessions, contacts, ids and texts, so that rows often meet.
class RandomRequests
{
public:
    explicit RandomRequests(quint32 seed)
        : m_random(seed)
    {
        std::generate(m_talks.begin(), m_talks.end(), [] { return Conversation(); });
    }

    AppendRequest next()
    {
        Conversation talk = m_talks[below(m_talks.size())];
        if (below(8) == 0)
            talk.contact = m_talks[below(m_talks.size())].contact;
        const QByteArray text = "text " + QByteArray::number(below(3));
        const QByteArray id = below(3) == 0 ? QByteArray() : "id " + QByteArray::number(below(6));
        AppendRequest request = below(3) == 0 ? talk.fromContact(text, id) : talk.fromAgent(text, id);
        if (below(10) == 0)
            request.mayCreateSession = false;
        if (below(5) == 0 && !m_ids.empty())
            request.message.replyTo = m_ids[below(m_ids.size())];
        if (id.isEmpty() && below(2) == 0) {
            request.externalId = "external " + QByteArray::number(below(3));
            request.onBehalf = true;
        }
        m_ids.push_back(request.message.id);
        return request;
    }
    size_t below(size_t bound) { return m_random() % bound; }
    const auto &talks() const { return m_talks; }

private:
    std::mt19937 m_random;
    std::array<Conversation, 5> m_talks;
    std::vector<MessageId> m_ids;
};

void compareResult(const AppendResult &actual, const AppendResult &expected)
{
    QCOMPARE(bool(actual), bool(expected));
    if (!expected) {
        QCOMPARE(actual.error().code, expected.error().code);
        QCOMPARE(actual.error().field, expected.error().field);
        return;
    }
    QCOMPARE(actual->repeated, expected->repeated);
    QCOMPARE(actual->opened, expected->opened);
    QCOMPARE(actual->message, expected->message);
}

} // namespace

void StoreConformance::contentComesBackExactly_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("F61 10,240 bytes") << QByteArray("d\u2019\u00e1gua \U0001F600 ").repeated(682).append(10, 'x');
    QTest::newRow("quotes") << QByteArray(R"(it's "quoted" \ back\\slash \n {a,b} 'NULL')");
    QTest::newRow("NULL") << QByteArray("NULL");
    QTest::newRow("whitespace") << QByteArray("  \t\r\n ");
    QTest::newRow("placeholders") << QByteArray(":text ? $1 %1 ::uuid -- /* */ ;");
    QTest::newRow("astral") << QByteArray("\U0001F468\u200D\U0001F469\u200D\U0001F467 \uFFFD \u2028");
    QTest::newRow("B156 no characters") << QByteArray("a \uFFFE \uFDD0 \uFFFF");
    QTest::newRow("B156 first") << QByteArray("\uFFFEfirst");
    QTest::newRow("B157 byte order mark") << QByteArray("\uFEFFfirst \uFEFF");
    QTest::newRow("markup") << QByteArray("<b>a & b</b>");
}

void StoreConformance::contentComesBackExactly()
{
    QFETCH(const QByteArray, text);
    const Conversation talk;
    const QByteArray clientMessageId = text.size() <= 64 ? text : QByteArray("long");
    const auto sent = append(talk.fromAgent(text, clientMessageId));
    QVERIFY(sent);
    const auto page = store().history({ talk.key });
    QCOMPARE(page->messages.size(), size_t(1));
    QCOMPARE(page->messages[0], sent->message);
    QCOMPARE(page->messages[0].text, text);
    QVERIFY(append(talk.fromAgent(text, clientMessageId))->repeated);
}

void StoreConformance::historyPages()
{
    const Conversation talk;
    std::vector<AppendRequest> batch;
    for (int i = 1; i <= 25; ++i)
        batch.push_back(talk.fromAgent(QByteArray::number(i)));
    append(batch);
    const auto check
        = [&](std::optional<qint64> before, std::optional<qint64> after, qint64 first, qint64 last, bool more) {
              HistoryQuery query{ talk.key, before, after, 10 };
              const auto page = store().history(query);
              QVERIFY(page);
              QCOMPARE(qint64(page->messages.size()), last < first ? 0 : last - first + 1);
              for (qint64 seq = first; seq <= last; ++seq)
                  QCOMPARE(page->messages[size_t(seq - first)].seq, seq);
              QCOMPARE(page->hasMore, more);
          };
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    check({}, {}, 16, 25, true);
    check(16, {}, 6, 15, true);
    check(11, {}, 1, 10, false);
    check(6, {}, 1, 5, false);
    check(1, {}, 1, 0, false);
    check(most, {}, 16, 25, true);
    check({}, 0, 1, 10, true);
    check({}, 10, 11, 20, true);
    check({}, 15, 16, 25, false);
    check({}, 20, 21, 25, false);
    check({}, 25, 1, 0, false);
    check({}, most, 1, 0, false);
    QVERIFY(store().history({ { "other", talk.key.session } })->messages.empty());
}

void StoreConformance::historyIsCutByBytes()
{
    const Conversation talk;
    // A quote takes six bytes on the wire.
    const std::vector batch{ talk.fromAgent("\""), talk.fromAgent("123456"), talk.fromAgent("12345678") };
    append(batch);
    HistoryQuery query{ talk.key, {}, 0, 100, 2 * wireSize(batch[1].message) };
    const auto forward = store().history(query);
    QCOMPARE(forward->messages.size(), size_t(2));
    QVERIFY(forward->hasMore);
    --query.maxBytes;
    QCOMPARE(store().history(query)->messages.size(), size_t(1));
    ++query.maxBytes;
    query.afterSeq.reset();
    const auto latest = store().history(query);
    QCOMPARE(latest->messages.size(), size_t(1));
    QCOMPARE(latest->messages[0].seq, 3);
    query.maxBytes = 1;
    QCOMPARE(store().history(query)->messages.size(), size_t(1));
}

void StoreConformance::keysAreKept()
{
    ApiKey key{ KeyId{ Uuid::random() }, QByteArray(32, '\x00') + QByteArray(), "caixa d'água", "dev", Role::Contact,
        UserId{ Uuid::random() }, "" };
    key.userName = "\uFFFE \uFDD0";
    key.sha256[5] = '\xff';
    key.contact = ContactId{ Uuid::random() };
    key.sessions = { SessionId{ Uuid::random() }, SessionId{ Uuid::random() } };
    key.createdMs = 1000;
    key.expiresMs = 5000;
    ApiKey newer{ KeyId{ Uuid::random() }, QByteArray(32, 'n'), "new", "other", Role::Admin, UserId{ Uuid::random() },
        "Ana" };
    newer.createdMs = 2000;
    QVERIFY(store().addKey(key));
    QVERIFY(store().addKey(newer));
    QCOMPARE(store().addKey(newer).error().code, ErrorCode::Conflict);
    QCOMPARE(store().keys({})->front().id, newer.id);
    QCOMPARE(store().keys({ "dev" })->size(), size_t(1));
    const auto found = store().keyByHash(key.sha256);
    QVERIFY(found && *found);
    QCOMPARE((*found)->name, key.name);
    QCOMPARE((*found)->userName, key.userName);
    QCOMPARE((*found)->role, key.role);
    QVERIFY((*found)->sessions == key.sessions && (*found)->contact == key.contact && (*found)->user == key.user);
    QCOMPARE((*found)->expiresMs, std::optional<qint64>(5000));
    QVERIFY(!(*found)->revokedMs);
    QVERIFY(!*store().keyByHash(QByteArray(32, 'u')));
    QVERIFY(*store().revokeKey(key.id, 3000));
    QVERIFY(*store().revokeKey(key.id, 4000));
    QVERIFY(!*store().revokeKey(KeyId{ Uuid::random() }, 3000));
    QCOMPARE((*store().keyByHash(key.sha256))->revokedMs, std::optional<qint64>(3000));
}

namespace {

ApiKey keyMadeAt(qint64 unixMs, const QByteArray &tenant = "dev")
{
    ApiKey key{ KeyId{ Uuid::random() }, Uuid::random().toByteArray().left(32), "a", tenant, Role::Agent, UserId{ Uuid::random() }, "b" };
    key.createdMs = unixMs;
    return key;
}

} // namespace

void StoreConformance::keysAreListedInPages()
{
    std::vector<ApiKey> made;
    for (int i = 0; i < 5; ++i) {
        made.push_back(keyMadeAt(1000 + i / 2)); // some of the same time
        QVERIFY(store().addKey(made.back()));
        QVERIFY(store().addKey(keyMadeAt(1000, "other")));
    }
    std::sort(made.begin(), made.end(),
        [](const ApiKey &a, const ApiKey &b) { return std::tuple(-a.createdMs, a.id) < std::tuple(-b.createdMs, b.id); });
    KeyQuery query{ "dev" };
    query.limit = 2;
    std::vector<KeyId> found;
    for (size_t page = 0; page < 3; ++page) {
        const auto keys = store().keys(query);
        QVERIFY(keys);
        QCOMPARE(keys->size(), page < 2 ? size_t(2) : size_t(1));
        for (const ApiKey &key : *keys)
            found.push_back(key.id);
        query.createdMs = keys->back().createdMs;
        query.after = keys->back().id;
    }
    QVERIFY(std::equal(found.begin(), found.end(), made.begin(), made.end(), [](KeyId id, const ApiKey &key) { return id == key.id; }));
    QCOMPARE(store().keys({})->size(), size_t(10));
}

void StoreConformance::keysAreReplaced()
{
    const ApiKey first = keyMadeAt(1000);
    const ApiKey second = keyMadeAt(2000);
    const ApiKey third = keyMadeAt(3000);
    QVERIFY(store().addKey(first));
    QVERIFY(store().changedKeys(60'000)->empty());
    QVERIFY(*store().replaceKey(first.id, second, 2500));
    QCOMPARE((*store().keyById(first.id))->expiresMs, std::optional<qint64>(2500));
    QVERIFY(!(*store().keyById(second.id))->expiresMs);
    QVERIFY((*store().keyByHash(second.sha256))->id == second.id);
    // Over by then, revoked or unknown: nothing changes.
    QVERIFY(!*store().replaceKey(first.id, third, 3500));
    QVERIFY(!*store().replaceKey(third.id, keyMadeAt(3000), 3500));
    QVERIFY(!*store().keyById(third.id));
    // It never lives longer than it would have.
    ApiKey brief = keyMadeAt(3000);
    brief.expiresMs = 3600;
    QVERIFY(store().addKey(brief));
    QVERIFY(*store().replaceKey(brief.id, third, 9000));
    QCOMPARE((*store().keyById(brief.id))->expiresMs, std::optional<qint64>(3600));
    QVERIFY(*store().revokeKey(second.id, 4000));
    QVERIFY(!*store().replaceKey(second.id, keyMadeAt(5000), 6000));
    const auto changed = store().changedKeys(60'000);
    QVERIFY(changed);
    QCOMPARE(changed->size(), size_t(3));
}

void StoreConformance::ticketsAreTakenOnce()
{
    Ticket ticket{ keyMadeAt(1000), 31'000 };
    ticket.holder.contact = ContactId{ Uuid::random() };
    ticket.holder.sessions = { SessionId{ Uuid::random() } };
    ticket.holder.expiresMs = 99'000;
    QVERIFY(store().addTicket(ticket));
    const auto taken = store().takeTicket(ticket.holder.sha256);
    QVERIFY(taken && *taken);
    const ApiKey &holder = (*taken)->holder;
    QVERIFY(holder.id == ticket.holder.id && holder.user == ticket.holder.user && holder.contact == ticket.holder.contact);
    QVERIFY(holder.sessions == ticket.holder.sessions && holder.expiresMs == ticket.holder.expiresMs && !holder.revokedMs);
    QCOMPARE(holder.tenant, ticket.holder.tenant);
    QCOMPARE(holder.userName, ticket.holder.userName);
    QCOMPARE((*taken)->endsMs, ticket.endsMs);
    QVERIFY(!*store().takeTicket(ticket.holder.sha256));
    // What nobody has used is forgotten with a later one.
    QVERIFY(store().addTicket(ticket));
    QVERIFY(store().addTicket({ keyMadeAt(31'001), 61'001 }));
    QVERIFY(!*store().takeTicket(ticket.holder.sha256));
}

void StoreConformance::restrictionsStayUntilTheyEnd()
{
    const auto made = [](Restriction::Kind kind, const QByteArray &tenant, qint64 createdMs) {
        Restriction one{ .id = Uuid::random(), .kind = kind, .tenant = tenant, .reason = "Ol\xc3\xa1 \xe2\x80\xae", .by = "an admin", .createdMs = createdMs };
        return one;
    };
    Restriction user = made(Restriction::Kind::User, "a", 1'000);
    user.user = UserId{ Uuid::random() };
    user.endsMs = 5'000;
    Restriction address = made(Restriction::Kind::Address, "*", 1'001);
    address.network = "192.0.2.0/24";
    Restriction member = made(Restriction::Kind::Member, "a", 1'002);
    member.user = user.user;
    member.session = SessionId{ Uuid::random() };
    const Restriction writes = made(Restriction::Kind::Writes, "b", 1'003);
    for (const Restriction &each : { user, address, member, writes })
        QVERIFY(store().addRestriction(each));
    QVERIFY(*store().restrictions() == (std::vector{ user, address, member, writes }));
    // A tenant takes its own back, an operator any.
    QVERIFY(!*store().removeRestriction(writes.id, "a"));
    QVERIFY(!*store().removeRestriction(address.id, "a"));
    QVERIFY(*store().removeRestriction(member.id, "a"));
    QVERIFY(*store().removeRestriction(writes.id, "*"));
    QVERIFY(!*store().removeRestriction(writes.id, "*"));
    // What has ended is forgotten with a later one.
    const Restriction later = made(Restriction::Kind::Writes, "c", 5'000);
    QVERIFY(store().addRestriction(later));
    QVERIFY(*store().restrictions() == (std::vector{ address, later }));
}

void StoreConformance::connectionsShareTheEpoch()
{
    const auto other = factory()();
    QVERIFY(other->open());
    QVERIFY(!store().epoch().isNull());
    QVERIFY(other->epoch() == store().epoch());
    const Conversation talk;
    QVERIFY(append(talk.fromAgent("seen by all")));
    QCOMPARE(other->history({ talk.key })->messages.size(), size_t(1));
}

void StoreConformance::worksAfterReopening()
{
    const Conversation talk;
    QVERIFY(append(talk.fromAgent("1")));
    const Epoch epoch = store().epoch();
    store().close();
    QVERIFY(!store().isOpen());
    QVERIFY(store().open());
    QVERIFY(store().isOpen());
    QVERIFY(store().ping());
    QVERIFY(store().epoch() == epoch);
    QCOMPARE(append(talk.fromAgent("2"))->message.seq, 2);
}

void StoreConformance::randomBatchesAgreeWithMemory_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 10; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void StoreConformance::randomBatchesAgreeWithMemory()
{
    QFETCH(const quint32, seed);
    RandomRequests random(seed);
    const auto memory = memoryStoreFactory()();
    QVERIFY(memory->open());
    for (int round = 0; round < 20; ++round) {
        std::vector<AppendRequest> batch;
        for (size_t rows = 1 + random.below(20); rows > 0; --rows)
            batch.push_back(random.next());
        const auto expected = memory->append(batch);
        const auto actual = append(batch);
        for (size_t i = 0; i < batch.size(); ++i)
            compareResult(actual[i], (*expected)[i]);
        if (QTest::currentTestFailed())
            return;
    }
    for (const Conversation &talk : random.talks())
        QVERIFY(store().history({ talk.key })->messages == memory->history({ talk.key })->messages);
}

} // namespace conversa::test
