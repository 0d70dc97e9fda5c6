// SPDX-License-Identifier: Apache-2.0
// Seen red: a registry that keeps a session without contact after its first message (the contact, coming last, was told
// that there is no such session); marks dropped that came before the session was learned (earlyMarkIsNotLost); closings
// told whenever they came (changesComeInOrder); the store's word put over what was told (closingsAreKnown).
#include "hub/registry.h"

#include <QTest>

using namespace conversa;

class TestRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstMessageNamesTheContact();
    void laterMessageDoesNotChangeIt();
    void unknownSessionIsNotLearned();
    void earlyMarkIsNotLost();
    void marksOnlyRise();
    void marksAreBounded();
    void changesComeInOrder();
    void closingsAreKnown();

private:
    const SessionKey m_key{ "dev", *SessionId::parse("550e8400-e29b-41d4-a716-446655440000") };
    const ContactId m_contact = *ContactId::parse("660e8400-e29b-41d4-a716-446655440000");
    const ContactId m_other = *ContactId::parse("770e8400-e29b-41d4-a716-446655440000");
};

void TestRegistry::firstMessageNamesTheContact()
{
    Registry registry;
    registry.enter(m_key, 0);
    registry.learn(m_key, {});
    QCOMPARE(registry.route(m_key, 1, m_contact), quint64(1));
    const auto known = registry.enter(m_key, 1);
    QVERIFY(known);
    QVERIFY(known->contact == m_contact);
    QCOMPARE(known->head, qint64(1));
}

void TestRegistry::laterMessageDoesNotChangeIt()
{
    Registry registry;
    registry.enter(m_key, 0);
    registry.learn(m_key, { m_contact, false, 4 });
    registry.route(m_key, 5, m_other);
    QVERIFY(registry.enter(m_key, 1)->contact == m_contact);
}

void TestRegistry::unknownSessionIsNotLearned()
{
    Registry registry;
    QCOMPARE(registry.route(m_key, 1, m_contact), quint64(0));
    registry.enter(m_key, 0);
    registry.route(m_key, 2, m_contact);
    QVERIFY(!registry.enter(m_key, 1));
}

void TestRegistry::earlyMarkIsNotLost()
{
    Registry registry;
    const UserId user{ Uuid::random() };
    QCOMPARE(registry.raise(m_key, { user, Role::Agent, 9, 9 }), quint64(0));
    QVERIFY(!registry.enter(m_key, 3));
    QCOMPARE(registry.raise(m_key, { user, Role::Agent, 5, 0 }), quint64(8));
    QVERIFY(!registry.enter(m_key, 3));
    const auto learned = registry.learn(m_key, { m_contact, false, 7, { { user, Role::Agent, 4, 3 } } });
    QCOMPARE(learned.head, qint64(7));
    QCOMPARE(learned.watermarks, (std::vector<Watermark>{ { user, Role::Agent, 5, 3 } }));
    QCOMPARE(registry.enter(m_key, 1)->watermarks, learned.watermarks);
}

void TestRegistry::marksOnlyRise()
{
    Registry registry;
    const UserId user{ Uuid::random() };
    registry.enter(m_key, 0);
    registry.learn(m_key, { m_contact, false, 7 });
    registry.raise(m_key, { user, Role::Agent, 5, 5 });
    registry.raise(m_key, { user, Role::Agent, 4, 2 });
    registry.raise(m_key, { user, Role::Agent, 0, 6 });
    QCOMPARE(registry.enter(m_key, 0)->watermarks, (std::vector<Watermark>{ { user, Role::Agent, 6, 6 } }));
}

void TestRegistry::marksAreBounded()
{
    Registry registry;
    registry.enter(m_key, 0);
    registry.learn(m_key, {});
    for (size_t i = 0; i < 2 * Registry::maxWatermarks; ++i)
        registry.raise(m_key, { UserId{ Uuid::random() }, Role::Agent, 1, 0 });
    QCOMPARE(registry.enter(m_key, 0)->watermarks.size(), Registry::maxWatermarks);
}

// Heard again, or late, they are told to nobody.
void TestRegistry::changesComeInOrder()
{
    Registry registry;
    QCOMPARE(registry.change(m_key, true, 5), quint64(0));
    registry.enter(m_key, 0);
    QCOMPARE(registry.change(m_key, true, 5), quint64(1));
    QCOMPARE(registry.change(m_key, true, 5), quint64(0));
    QCOMPARE(registry.change(m_key, false, 7), quint64(1));
    QCOMPARE(registry.change(m_key, true, 6), quint64(0));
}

// Who reads the store and who is told may come in any order: what was told last stays, and nobody hears what he knows.
void TestRegistry::closingsAreKnown()
{
    Registry registry;
    registry.enter(m_key, 0);
    registry.change(m_key, true, 5);
    registry.learn(m_key, {});
    QVERIFY(registry.enter(m_key, 1)->closed);
    QCOMPARE(registry.change(m_key, true, 6), quint64(0));
    QCOMPARE(registry.change(m_key, false, 7), quint64(3));
    KnownSession read;
    read.closed = true;
    registry.learn(m_key, read);
    QVERIFY(!registry.enter(m_key, 1)->closed);
    QVERIFY(!registry.liveSessions().front().closed);
}

QTEST_GUILESS_MAIN(TestRegistry)
#include "tst_registry.moc"
