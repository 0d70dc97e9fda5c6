// SPDX-License-Identifier: Apache-2.0
// Inboxes, sessions that are made, closed and reopened, and what comes from other systems. Seen red: rows of one external id in
// one statement (externalIdIsStoredOnce, PostgreSQL), the business side's messages counted as unread and the wait begun with the
// last message (inboxAgreesWithAModel).
#include "support/storeconformance.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <algorithm>

namespace conversa::test {

namespace {

AppendRequest external(AppendRequest request, const QByteArray &externalId)
{
    request.externalId = externalId;
    request.onBehalf = true;
    request.mayCreateSession = true;
    return request;
}

AppendRequest at(AppendRequest request, qint64 unixMs)
{
    request.message.timestampMs = unixMs;
    return request;
}

// One session as both of two agents should see it.
struct Model
{
    std::vector<std::pair<bool, qint64>> messages; // by the contact; when
    qint64 read[2] = { 0, 0 };

    qint64 unread(int reader) const
    {
        qint64 count = 0;
        for (size_t i = size_t(read[reader]); i < messages.size(); ++i)
            count += messages[i].first;
        return count;
    }
    std::optional<qint64> waitingSince() const
    {
        std::optional<qint64> since;
        for (const auto &[byContact, when] : messages)
            since = byContact ? since.value_or(when) : std::optional<qint64>();
        return since;
    }
};

} // namespace

InboxSession StoreConformance::inboxOf(const SessionKey &key, const std::vector<UserId> &readers)
{
    const auto found = store().inboxSessions(std::span(&key, 1), readers);
    if (found && found->size() == 1)
        return found->front();
    QTest::qFail(found ? "no such session" : found.error().message.constData(), __FILE__, __LINE__);
    return {};
}

std::vector<InboxSession> StoreConformance::inboxPage(const InboxQuery &query)
{
    auto found = store().inbox(query);
    if (found)
        return *std::move(found);
    QTest::qFail(found.error().message.constData(), __FILE__, __LINE__);
    return {};
}

void StoreConformance::externalIdIsStoredOnce()
{
    const Conversation talk;
    std::vector<AppendRequest> batch;
    for (int i = 0; i < 50; ++i)
        batch.push_back(external(talk.fromContact("hello"), "wamid.1"));
    batch.push_back(external(talk.fromContact("other"), "wamid.1"));
    batch.push_back(external(talk.fromAgent("hello"), "wamid.1"));
    batch.push_back(external(talk.fromAgent("second"), "wamid.2"));
    const auto results = append(batch);
    QVERIFY(results[0] && !results[0]->repeated && results[0]->opened);
    for (size_t i = 1; i < 50; ++i) {
        QVERIFY(results[i] && results[i]->repeated && !results[i]->opened);
        QCOMPARE(results[i]->message.id, results[0]->message.id);
    }
    QCOMPARE(codeOf(results[50]), ErrorCode::Conflict);
    QCOMPARE(codeOf(results[51]), ErrorCode::Conflict);
    QCOMPARE(results[52]->message.seq, 2);
    const auto later = append(external(talk.fromContact("hello"), "wamid.1"));
    QVERIFY(later && later->repeated);
    QCOMPARE(later->message, results[0]->message);
    // In a session that is there already nothing else keeps them apart.
    const auto both = append({ external(talk.fromAgent("third"), "wamid.3"), external(talk.fromAgent("third"), "wamid.3") });
    QVERIFY(both[0] && !both[0]->repeated && both[1] && both[1]->repeated);
    QCOMPARE(both[1]->message, both[0]->message);
    QCOMPARE((*store().session(talk.key))->lastSeq, 3);
}

void StoreConformance::externalIdIsPerSession()
{
    const Conversation talk;
    const Conversation other;
    Conversation elsewhere = talk;
    elsewhere.key.tenant = "other";
    for (const auto &result : append({ external(talk.fromAgent("a"), "1"), external(other.fromAgent("b"), "1"),
             external(elsewhere.fromAgent("c"), "1"), external(talk.fromAgent("d"), "2") }))
        QVERIFY(result && !result->repeated);
    QVERIFY(store().setClosed(talk.key, true));
    const auto results = append({ external(talk.fromAgent("a"), "1"), external(talk.fromAgent("e"), "3") });
    QVERIFY(results[0] && results[0]->repeated);
    QCOMPARE(codeOf(results[1]), ErrorCode::SessionClosed);
    QVERIFY(store().setClosed(talk.key, false));
    QCOMPARE(append(external(talk.fromAgent("e"), "3"))->message.seq, 3);
}

void StoreConformance::contactIsWrittenForButNotMistaken()
{
    const Conversation talk;
    Conversation stranger = talk;
    stranger.contact = ContactId{ Uuid::random() };
    AppendRequest uncreated = external(talk.fromContact("hello"), "0");
    uncreated.mayCreateSession = false;
    QCOMPARE(codeOf(append(uncreated)), ErrorCode::NotFound);
    QVERIFY(append(external(talk.fromContact("hello"), "1"))->opened);
    QVERIFY((*store().session(talk.key))->contact == talk.contact);
    const auto refused = append(external(stranger.fromContact("hello"), "2"));
    QCOMPARE(codeOf(refused), ErrorCode::InvalidField);
    QCOMPARE(refused.error().field, "contact_id");
}

void StoreConformance::sessionsAreMadeBeforeTheirFirstMessage()
{
    const Conversation talk;
    const auto made = store().createSession({ talk.key, talk.contact, "Ana" });
    QVERIFY(made && *made);
    const auto again = store().createSession({ talk.key, talk.contact });
    QVERIFY(again && !*again);
    QCOMPARE(inboxOf(talk.key).contactName, "Ana");
    const auto renamed = store().createSession({ talk.key, talk.contact, "Ana <Lima>" });
    QVERIFY(renamed && !*renamed);
    const InboxSession empty = inboxOf(talk.key);
    QCOMPARE(empty.contactName, "Ana <Lima>");
    QVERIFY(empty.contact == talk.contact && !empty.last && !empty.waitingSinceMs && empty.contactSeqs.empty());
    QVERIFY(empty.createdUs > 1'600'000'000'000'000 && empty.changedUs >= empty.createdUs);
    const auto foreign = store().createSession({ talk.key, ContactId{ Uuid::random() }, "Eve" });
    QVERIFY(!foreign);
    QCOMPARE(foreign.error().field, "contact_id");
    const auto first = append(talk.fromContact("hello"));
    QVERIFY(first && !first->opened);
    QCOMPARE(inboxOf(talk.key).contactName, "Ana <Lima>");
}

void StoreConformance::sessionsAreClosedAndReopened()
{
    const Conversation talk;
    QVERIFY(!*store().setClosed(talk.key, true));
    QVERIFY(append(talk.fromAgent("hello")));
    QVERIFY(!*store().setClosed(talk.key, false));
    const qint64 before = inboxOf(talk.key).changedUs;
    const auto closed = store().setClosed(talk.key, true);
    QVERIFY(closed && *closed && **closed > before);
    QCOMPARE(inboxOf(talk.key).changedUs, **closed);
    QVERIFY(!*store().setClosed(talk.key, true));
    QCOMPARE(codeOf(append(talk.fromAgent("no"))), ErrorCode::SessionClosed);
    QVERIFY(inboxOf(talk.key).closed);
    const auto reopened = store().setClosed(talk.key, false);
    QVERIFY(reopened && *reopened && **reopened > **closed);
    QCOMPARE(append(talk.fromAgent("yes"))->message.seq, 2);
    QVERIFY(!inboxOf(talk.key).closed);
}

void StoreConformance::idleSessionsAreClosed()
{
    std::vector<SessionKey> keys;
    for (int i = 0; i < 7; ++i) {
        Conversation talk;
        talk.key.tenant = i % 2 ? "one" : "two";
        QVERIFY(append(talk.fromAgent("hello")));
        keys.push_back(talk.key);
    }
    QCOMPARE(store().closeIdle(3'600'000, 100)->size(), size_t(0));
    const auto some = store().closeIdle(0, 3);
    QVERIFY(some);
    QCOMPARE(some->size(), size_t(3));
    const auto rest = store().closeIdle(0, 100);
    QVERIFY(rest);
    QSet<SessionKey> closed;
    for (const auto *found : { &some, &rest }) {
        for (const ClosedSession &each : **found) {
            closed.insert(each.key);
            QCOMPARE(inboxOf(each.key).changedUs, each.changedUs);
        }
    }
    QCOMPARE(closed, QSet<SessionKey>(keys.begin(), keys.end()));
    QCOMPARE(store().closeIdle(0, 100)->size(), size_t(0));
    QVERIFY(inboxOf(keys[0]).closed);
}

void StoreConformance::inboxPages()
{
    QSet<SessionKey> open;
    QSet<SessionKey> closed;
    for (int i = 0; i < 25; ++i) {
        Conversation talk;
        QVERIFY(append(talk.fromAgent("hello")));
        if (i % 5 == 0)
            QVERIFY(*store().setClosed(talk.key, true));
        (i % 5 == 0 ? closed : open).insert(talk.key);
        Conversation elsewhere;
        elsewhere.key.tenant = "other";
        QVERIFY(append(elsewhere.fromAgent("not mine")));
    }
    for (const bool isClosed : { false, true }) {
        QSet<SessionKey> seen;
        InboxQuery query{ "dev", UserId{ Uuid::random() }, isClosed };
        query.limit = 3;
        for (;;) {
            const auto page = inboxPage(query);
            for (const InboxSession &session : page) {
                const InboxPlace place{ session.changedUs, session.key.session };
                QVERIFY((std::pair(place.changedUs, place.session) < std::pair(query.before.changedUs, query.before.session)));
                QVERIFY(!seen.contains(session.key));
                QCOMPARE(session.closed, isClosed);
                seen.insert(session.key);
                query.before = place;
            }
            if (page.size() < 3)
                break;
        }
        QCOMPARE(seen, isClosed ? closed : open);
    }
}

void StoreConformance::inboxPutsTheLatestFirst()
{
    std::vector<Conversation> talks(4);
    for (const Conversation &talk : talks)
        QVERIFY(append(talk.fromAgent("hello")));
    for (const Conversation &talk : { talks[2], talks[0] }) {
        const qint64 before = inboxOf(talk.key).changedUs;
        // The clock may stand still between two messages.
        QTRY_VERIFY(append(talk.fromContact("more")) && inboxOf(talk.key).changedUs > before + 2'000);
    }
    const auto page = inboxPage({ "dev", talks[0].agent });
    QCOMPARE(page.size(), size_t(4));
    QVERIFY(page[0].key == talks[0].key && page[1].key == talks[2].key);
    QCOMPARE(page[0].last->text, "more");
    QVERIFY(page[0].last->role == Role::Contact && page[0].waitingSinceMs && !page[3].waitingSinceMs);
}

void StoreConformance::inboxIsBounded()
{
    const Conversation talk;
    QVERIFY(append(at(talk.fromAgent("hello"), 1)));
    std::vector<AppendRequest> batch;
    for (int i = 0; i < inboxAnswerWindow + 100; ++i)
        batch.push_back(at(talk.fromContact(i == inboxAnswerWindow + 99 ? QByteArray("\xC3\xA9").repeated(300) : QByteArray("x")), 10 + i));
    append(batch);
    const InboxSession session = inboxOf(talk.key, { talk.agent });
    QCOMPARE(session.unread(talk.agent), inboxUnreadWindow);
    QCOMPARE(session.contactSeqs.size(), size_t(inboxUnreadWindow));
    QCOMPARE(session.contactSeqs.back(), session.lastSeq);
    QCOMPARE(session.last->text, QByteArray("\xC3\xA9").repeated(201));
    // The oldest of the messages that are looked at.
    QCOMPARE(session.waitingSinceMs, std::optional<qint64>(10 + 100));
}

void StoreConformance::inboxAgreesWithAModel()
{
    const quint32 seed = 20261125;
    QRandomGenerator random(seed);
    std::vector<Conversation> talks(3);
    std::vector<Model> models(3);
    const std::vector<UserId> readers{ UserId{ Uuid::random() }, UserId{ Uuid::random() } };
    for (int step = 0; step < 240; ++step) {
        const size_t i = size_t(random.bounded(3));
        Model &model = models[i];
        const int action = random.bounded(5);
        if (action < 3 || model.messages.empty()) {
            const bool byContact = !model.messages.empty() && random.bounded(2);
            const qint64 when = 1'000 + step;
            QVERIFY(append(at(byContact ? talks[i].fromContact("c") : talks[i].fromAgent("a"), when)));
            model.messages.emplace_back(byContact, when);
        } else {
            const int reader = random.bounded(2);
            const qint64 seq = 1 + random.bounded(int(model.messages.size()));
            const WatermarkMove move{ talks[i].key, readers[size_t(reader)], Role::Agent, 0, seq };
            QVERIFY(store().moveWatermarks(std::span(&move, 1)));
            model.read[reader] = std::max(model.read[reader], seq);
        }
        const InboxSession session = inboxOf(talks[i].key, readers);
        for (int reader = 0; reader < 2; ++reader)
            QCOMPARE(session.unread(readers[size_t(reader)]), model.unread(reader));
        QCOMPARE(session.waitingSinceMs, model.waitingSince());
        QCOMPARE(session.lastSeq, qint64(model.messages.size()));
    }
}

void StoreConformance::marksWaitForTheirMessage()
{
    const Conversation talk;
    const ExternalMark read{ talk.key, "wamid.1", talk.contactUser, Role::Contact, Mark::Read };
    QCOMPARE(store().placeOrPark(read).error().code, ErrorCode::NotFound);
    QVERIFY(append(talk.fromAgent("hello")));
    ExternalMark delivered = read;
    delivered.mark = Mark::Delivered;
    for (const ExternalMark &mark : { delivered, read, read })
        QCOMPARE(*store().placeOrPark(mark), 0);
    QCOMPARE(*store().parkedMarks(talk.key, "wamid.1"), (std::vector{ delivered, read }));
    QVERIFY(store().parkedMarks(talk.key, "wamid.2")->empty());
    QCOMPARE(append(external(talk.fromAgent("it"), "wamid.1"))->message.seq, 2);
    QCOMPARE(*store().placeOrPark(read), 2);
    QVERIFY(store().forgetParkedMarks(talk.key, "wamid.1"));
    QVERIFY(store().parkedMarks(talk.key, "wamid.1")->empty());
}

void StoreConformance::waitingMarksAreBounded()
{
    const Conversation talk;
    QVERIFY(append(talk.fromAgent("hello")));
    ExternalMark mark{ talk.key, {}, talk.contactUser, Role::Contact, Mark::Read };
    for (int i = 0; i < mostParkedMarks; ++i) {
        mark.externalId = QByteArray::number(i);
        QVERIFY(store().placeOrPark(mark));
    }
    mark.externalId = "one more";
    QCOMPARE(store().placeOrPark(mark).error().code, ErrorCode::LimitExceeded);
}

} // namespace conversa::test
