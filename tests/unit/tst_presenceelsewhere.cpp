// SPDX-License-Identifier: Apache-2.0
// Users at other servers: who is told of whom, once. Seen red: every arrival news, a lost server taking
// the users of the others along.
#include "chat/presencetable.h"
#include "chat/typingtable.h"

#include <QTest>

using namespace conversa;

namespace {

UserInfo user(int n)
{
    const QByteArray text = "00000000-0000-4000-8000-" + QByteArray::number(n).rightJustified(12, '0');
    return {*UserId::parse({text.data(), size_t(text.size())}), "user " + QByteArray::number(n), Role::Agent};
}

std::vector<UserId> ids(const std::vector<UserInfo> &users)
{
    std::vector<UserId> all;
    for (const UserInfo &each : users)
        all.push_back(each.user);
    return all;
}

} // namespace

class TestPresenceElsewhere : public QObject
{
    Q_OBJECT

    const SessionKey m_key{"t", SessionId{Uuid::random()}};
    const NodeId m_one{Uuid::random()};
    const NodeId m_two{Uuid::random()};
    const UserInfo m_maria = user(1);
    const UserInfo m_joana = user(2);

private Q_SLOTS:
    void hereAndThere()
    {
        const Limits limits;
        PresenceTable table(limits);
        QVERIFY(table.comeElsewhere(m_key, m_one, m_maria));
        QVERIFY(!table.comeElsewhere(m_key, m_one, m_maria));
        const PresenceNews here = table.arrive(m_key, m_maria);
        QVERIFY(!here.members && here.servers);
        QVERIFY(!table.arrive(m_key, m_maria).servers); // another tab
        QCOMPARE(table.attendees(m_key).count, qint64(1));
        QVERIFY(!table.goElsewhere(m_key, m_one, m_maria.user));
        QCOMPARE(ids(table.usersHere(m_key)), std::vector{m_maria.user});
    }

    void twoServers()
    {
        const Limits limits;
        PresenceTable table(limits);
        QVERIFY(table.comeElsewhere(m_key, m_one, m_maria));
        QVERIFY(!table.comeElsewhere(m_key, m_two, m_maria));
        QVERIFY(!table.goElsewhere(m_key, m_one, m_maria.user));
        QVERIFY(table.goElsewhere(m_key, m_two, m_maria.user));
        QVERIFY(!table.goElsewhere(m_key, m_two, m_maria.user));
        QCOMPARE(table.attendees(m_key).count, qint64(0));
        QVERIFY(table.usersHere(m_key).empty());
    }

    // From one server to the other within the grace: nobody hears of it, wherever it is seen from.
    void grace()
    {
        const Limits limits;
        PresenceTable table(limits);
        QVERIFY(table.arrive(m_key, m_maria).members);
        QVERIFY(table.depart(m_key, m_maria.user, 1'000));
        QCOMPARE(ids(table.usersHere(m_key)), std::vector{m_maria.user});
        QVERIFY(!table.comeElsewhere(m_key, m_one, m_maria));
        QVERIFY(!table.goElsewhere(m_key, m_one, m_maria.user));
        QVERIFY(!table.comeElsewhere(m_key, m_one, m_maria));
        const auto gone = table.expire(m_key, m_maria.user, 6'000);
        QVERIFY(gone && !gone->second.members && gone->second.servers);
        QVERIFY(!table.expire(m_key, m_maria.user, 20'000));
        QVERIFY(table.goElsewhere(m_key, m_one, m_maria.user));
    }

    void lists()
    {
        const Limits limits;
        PresenceTable table(limits);
        const auto first = table.beElsewhere(m_key, m_one, {m_maria, m_joana});
        QCOMPARE(ids(first.came), (std::vector{m_maria.user, m_joana.user}));
        QVERIFY(first.gone.empty());
        QVERIFY(table.comeElsewhere(m_key, m_two, user(3)));
        const auto second = table.beElsewhere(m_key, m_one, {m_joana, user(3)});
        QVERIFY(second.came.empty());
        QCOMPARE(ids(second.gone), std::vector{m_maria.user});
        QCOMPARE(ids(table.keepElsewhere(m_key, {m_two})), std::vector{m_joana.user}); // user 3 is at two as well
        QCOMPARE(ids(table.keepElsewhere(m_key, {})), std::vector{user(3).user});
    }

    void lost()
    {
        const Limits limits;
        PresenceTable table(limits);
        const SessionKey other{"t", SessionId{Uuid::random()}};
        table.comeElsewhere(m_key, m_one, m_maria);
        table.comeElsewhere(m_key, m_two, m_joana);
        table.comeElsewhere(other, m_one, m_joana);
        table.arrive(other, m_maria);
        table.comeElsewhere(other, m_one, m_maria);
        auto gone = table.dropNode(m_one);
        QCOMPARE(gone.size(), size_t(2));
        if (gone[0].first == other)
            std::swap(gone[0], gone[1]);
        QVERIFY(gone[0].first == m_key && gone[0].second.user == m_maria.user);
        QVERIFY(gone[1].first == other && gone[1].second.user == m_joana.user);
        QVERIFY(table.dropNode(m_one).empty());
    }

    // Users elsewhere make a session crowded too, and make none one of this server's.
    void counts()
    {
        Limits limits;
        limits.presenceUsers = 2;
        PresenceTable table(limits);
        table.comeElsewhere(m_key, m_one, m_maria);
        QVERIFY(table.sessions().empty());
        QCOMPARE(table.sessionCount("*"), qint64(0));
        table.comeElsewhere(m_key, m_one, m_joana);
        QVERIFY(!table.isCrowded(m_key));
        const PresenceNews third = table.arrive(m_key, user(3));
        QVERIFY(!third.members && third.servers);
        QVERIFY(table.isCrowded(m_key));
        QVERIFY(!table.goElsewhere(m_key, m_one, m_joana.user)); // nobody is told in a crowd
        QVERIFY(!table.isCrowded(m_key));
    }

    // What another server has weighed is not weighed again.
    void typing()
    {
        const Limits limits;
        TypingTable table(limits);
        const UserTyping starts{m_key.session, {}, m_maria, true};
        const UserTyping ends{m_key.session, {}, m_maria, false};
        QVERIFY(table.hear(m_key, starts, 0).changed);
        QCOMPARE(table.typing(m_key), std::vector{m_maria.user});
        const auto again = table.hear(m_key, starts, 10);
        QVERIFY(again.pass && !again.changed);
        QVERIFY(table.hear(m_key, ends, 20).pass);
        QVERIFY(table.typing(m_key).empty());
        QVERIFY(!table.hear(m_key, ends, 30).pass);
        QVERIFY(table.hear(m_key, starts, 40).changed);
        QVERIFY(table.expire(m_key, m_maria.user, 40, 40 + Limits().typingExpiry).ended);
    }
};

QTEST_GUILESS_MAIN(TestPresenceElsewhere)
#include "tst_presenceelsewhere.moc"
