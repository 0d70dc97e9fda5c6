// SPDX-License-Identifier: Apache-2.0
// What becomes of messages that are appended.
#include "support/storeconformance.h"

#include <QTest>

namespace conversa::test {

void StoreConformance::init()
{
    m_factory = makeFactory();
    m_store = m_factory();
    const auto opened = m_store->open();
    QVERIFY2(opened, opened ? "" : opened.error().message.constData());
}

void StoreConformance::cleanup()
{
    m_store.reset();
    m_factory = {};
}

std::vector<AppendResult> StoreConformance::append(const std::vector<AppendRequest> &batch)
{
    auto results = m_store->append(batch);
    if (results && results->size() == batch.size())
        return *std::move(results);
    QTest::qFail(results ? "wrong number of results" : results.error().message.constData(), __FILE__, __LINE__);
    return std::vector<AppendResult>(batch.size(), Error{});
}

void StoreConformance::numbersEachSessionFromOne()
{
    const Conversation one;
    const Conversation two;
    const auto first = append({ one.fromAgent("1"), two.fromAgent("1"), one.fromAgent("2"), one.fromContact("3") });
    const auto second = append({ two.fromContact("2"), one.fromAgent("4") });
    QCOMPARE(first[0]->message.seq, 1);
    QCOMPARE(first[1]->message.seq, 1);
    QCOMPARE(first[2]->message.seq, 2);
    QCOMPARE(first[3]->message.seq, 3);
    QCOMPARE(second[0]->message.seq, 2);
    QCOMPARE(second[1]->message.seq, 4);
    const auto state = store().session(one.key);
    QVERIFY(state && *state);
    QCOMPARE((*state)->lastSeq, 4);
    QVERIFY((*state)->contact == one.contact);
    QVERIFY(!(*state)->closed);
    QVERIFY(!*store().session({ one.key.tenant, SessionId{ Uuid::random() } }));
}

void StoreConformance::tenantsAreApart()
{
    const Conversation here;
    Conversation there = here;
    there.key.tenant = "other";
    there.contact = ContactId{ Uuid::random() };
    QCOMPARE(append(here.fromAgent("a", "id"))->message.seq, 1);
    const auto other = append(there.fromAgent("b", "id"));
    QVERIFY(other && !other->repeated);
    QCOMPARE(other->message.seq, 1);
    QCOMPARE(codeOf(append(replyingTo(there.fromAgent("c"), append(here.fromAgent("d"))->message.id))),
        ErrorCode::InvalidField);
}

void StoreConformance::repeatIsAnsweredWithTheFirst()
{
    // F43
    const Conversation talk;
    const auto first = append(talk.fromAgent("hello", "id-1"));
    QVERIFY(append(talk.fromAgent("between")));
    const auto again = append(talk.fromAgent("hello", "id-1"));
    QVERIFY(first && !first->repeated);
    QVERIFY(again && again->repeated);
    QCOMPARE(again->message, first->message);
    QCOMPARE((*store().session(talk.key))->lastSeq, 2);
}

void StoreConformance::repeatInsideOneBatch()
{
    const Conversation talk;
    std::vector<AppendRequest> batch{ talk.fromAgent("hello", "same"), talk.fromAgent("other text", "same"),
        talk.fromAgent("after") };
    for (int i = 0; i < 50; ++i)
        batch.push_back(talk.fromAgent("hello", "same"));
    const auto results = append(batch);
    QVERIFY(results[0] && !results[0]->repeated);
    QCOMPARE(codeOf(results[1]), ErrorCode::Conflict);
    QCOMPARE(results[2]->message.seq, 2);
    for (size_t i = 3; i < results.size(); ++i) {
        QVERIFY(results[i] && results[i]->repeated);
        QCOMPARE(results[i]->message, results[0]->message);
    }
    QCOMPARE((*store().session(talk.key))->lastSeq, 2);
}

void StoreConformance::conflictKeepsTheFirst()
{
    // F44
    const Conversation talk;
    const MessageId first = append(talk.fromAgent("hello", "id"))->message.id;
    QCOMPARE(codeOf(append(talk.fromAgent("other", "id"))), ErrorCode::Conflict);
    QCOMPARE(codeOf(append(replyingTo(talk.fromAgent("hello", "id"), first))), ErrorCode::Conflict);
    const auto page = store().history({ talk.key });
    QCOMPARE(page->messages.size(), size_t(1));
    QCOMPARE(page->messages[0].text, "hello");
}

void StoreConformance::clientMessageIdIsPerUserAndSession()
{
    const Conversation talk;
    Conversation colleague = talk;
    colleague.agent = UserId{ Uuid::random() };
    Conversation elsewhere = talk;
    elsewhere.key.session = SessionId{ Uuid::random() };
    for (const auto &result : append({ talk.fromAgent("a", "id"), colleague.fromAgent("a", "id"),
             talk.fromContact("a", "id"), elsewhere.fromAgent("a", "id") }))
        QVERIFY(result && !result->repeated);
}

void StoreConformance::repeatIsAnsweredInAClosedSession()
{
    const Conversation talk;
    const auto first = append(talk.fromAgent("hello", "id"));
    closeSession(talk.key);
    const auto results = append({ talk.fromAgent("hello", "id"), talk.fromAgent("new", "id-2") });
    QVERIFY(results[0] && results[0]->repeated);
    QCOMPARE(results[0]->message, first->message);
    QCOMPARE(codeOf(results[1]), ErrorCode::SessionClosed);
}

void StoreConformance::sessionHasOneContact()
{
    const Conversation talk;
    Conversation wrong = talk;
    wrong.contact = ContactId{ Uuid::random() };
    QVERIFY(append(talk.fromAgent("hello")));
    const auto refused = append(wrong.fromAgent("hello"));
    QCOMPARE(codeOf(refused), ErrorCode::InvalidField);
    QCOMPARE(refused.error().field, "contact_id");
    QVERIFY((*store().session(talk.key))->contact == talk.contact);
}

void StoreConformance::firstMessageOfABatchSetsTheContact()
{
    const Conversation talk;
    Conversation wrong = talk;
    wrong.contact = ContactId{ Uuid::random() };
    const auto results
        = append({ talk.fromAgent("1"), wrong.fromAgent("2"), talk.fromAgent("3"), wrong.fromContact("4") });
    QVERIFY(results[0]);
    QCOMPARE(codeOf(results[1]), ErrorCode::InvalidField);
    QCOMPARE(results[2]->message.seq, 2);
    QCOMPARE(codeOf(results[3]), ErrorCode::NotFound);
}

void StoreConformance::contactReachesOnlyItsOwnSession()
{
    const Conversation talk;
    Conversation stranger = talk;
    stranger.contact = ContactId{ Uuid::random() };
    QVERIFY(append(talk.fromAgent("hello")));
    QVERIFY(append(talk.fromContact("mine")));
    QCOMPARE(codeOf(append(stranger.fromContact("not mine"))), ErrorCode::NotFound);
    closeSession(talk.key);
    // Not even that it is closed is told.
    QCOMPARE(codeOf(append(stranger.fromContact("not mine"))), ErrorCode::NotFound);
}

void StoreConformance::unknownSessionIsNotFound()
{
    const Conversation talk;
    AppendRequest uncreated = talk.fromAgent("hello");
    uncreated.mayCreateSession = false;
    const auto results
        = append({ talk.fromContact("hello"), uncreated, talk.fromAgent("first"), talk.fromContact("now") });
    QCOMPARE(codeOf(results[0]), ErrorCode::NotFound);
    QCOMPARE(codeOf(results[1]), ErrorCode::NotFound);
    QCOMPARE(results[2]->message.seq, 1);
    QCOMPARE(results[3]->message.seq, 2);
}

void StoreConformance::closedSessionTakesNothing()
{
    const Conversation talk;
    QVERIFY(append(talk.fromAgent("hello")));
    closeSession(talk.key);
    QCOMPARE(codeOf(append(talk.fromAgent("more"))), ErrorCode::SessionClosed);
    QCOMPARE(codeOf(append(talk.fromContact("more"))), ErrorCode::SessionClosed);
    QVERIFY((*store().session(talk.key))->closed);
    QCOMPARE(store().history({ talk.key })->messages.size(), size_t(1));
}

void StoreConformance::replyMustBeInTheSession()
{
    const Conversation talk;
    const Conversation other;
    const MessageId mine = append(talk.fromAgent("hello"))->message.id;
    const MessageId theirs = append(other.fromAgent("hello"))->message.id;
    const auto good = append(replyingTo(talk.fromContact("yes"), mine));
    QVERIFY(good);
    QVERIFY(good->message.replyTo == mine);
    QVERIFY(store().history({ talk.key })->messages.back().replyTo == mine);
    for (const MessageId id : { theirs, MessageId{ Uuid::random() } }) {
        const auto bad = append(replyingTo(talk.fromAgent("no"), id));
        QCOMPARE(codeOf(bad), ErrorCode::InvalidField);
        QCOMPARE(bad.error().field, "reply_to_id");
    }
    QCOMPARE((*store().session(talk.key))->lastSeq, 2);
}

void StoreConformance::replyToAnEarlierRowOfTheBatch()
{
    const Conversation talk;
    const auto first = talk.fromAgent("1");
    const auto late = talk.fromAgent("4");
    const auto results = append({ first, replyingTo(talk.fromContact("2"), first.message.id),
        replyingTo(talk.fromContact("too early"), late.message.id), talk.fromAgent("3"), late });
    QCOMPARE(results[0]->message.seq, 1);
    QCOMPARE(results[1]->message.seq, 2);
    QCOMPARE(codeOf(results[2]), ErrorCode::InvalidField);
    QCOMPARE(results[3]->message.seq, 3);
    QCOMPARE(results[4]->message.seq, 4);
}

void StoreConformance::refusedFirstMessageMakesNoSession()
{
    const Conversation talk;
    QCOMPARE(codeOf(append(replyingTo(talk.fromAgent("hello"), MessageId{ Uuid::random() }))), ErrorCode::InvalidField);
    QCOMPARE(codeOf(append(talk.fromContact("hello"))), ErrorCode::NotFound);
    QVERIFY(!*store().session(talk.key));
}

} // namespace conversa::test
