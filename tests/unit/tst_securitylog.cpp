// SPDX-License-Identifier: Apache-2.0
// What counts as a security event, and the log of them: one who storms is one entry, all are counted, the worst are named, and
// it holds what it may.
// Seen red: the same taken for another (oneWhoStorms), the oldest kept by its number when it is gone (itIsBounded), addresses
// ranked one by one (offenders).
#include "admin/securityreport.h"
#include "audit/connectionevents.h"
#include "audit/eventjournal.h"

#include <QTest>

using namespace conversa;

namespace {

Principal agent(const QByteArray &tenant)
{
    Principal principal;
    principal.tenant = tenant;
    principal.role = Role::Agent;
    principal.user = UserId{Uuid::random()};
    principal.key = KeyId{Uuid::random()};
    return principal;
}

JournalEntry refusal(const QByteArray &address, const QByteArray &reason, qint64 atMs, const Principal *principal = nullptr)
{
    AuditEvent event = connectionRefused(principal, address, "/api/v1/ws/messages", 401, reason, {});
    event.atMs = atMs;
    return {EventId{Uuid::random()}, securityKindOf(event), event};
}

SecurityReport reportOf(const SecurityLog &log, const QByteArray &tenant = "*", const TableQueryText &text = {})
{
    return securityReport(log, *readTableQuery(text, eventFields()), agent(tenant), 1'000'000);
}

} // namespace

class TestSecurityLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kinds();
    void oneWhoStorms();
    void itIsBounded();
    void offenders();
    void tenantsAreApart();
    void theJournalFeedsIt();
};

void TestSecurityLog::kinds()
{
    const auto refused = [](const QByteArray &reason) { return securityKindOf(connectionRefused(nullptr, {}, {}, 400, reason, {})); };
    QCOMPARE(refused("forbidden_origin"), SecurityKind::Origin);
    QCOMPARE(refused("unauthorized"), SecurityKind::Token);
    QCOMPARE(refused("rate_limited"), SecurityKind::Limit);
    QCOMPARE(refused("body_too_large"), SecurityKind::Oversize);
    QCOMPARE(refused("bad_request"), SecurityKind::Malformed);
    QCOMPARE(refused("request_timeout"), SecurityKind::Handshake);
    QCOMPARE(refused("banned"), SecurityKind::Banned);
    QCOMPARE(refused("not_found"), SecurityKind::None);
    QCOMPARE(refused("overloaded"), SecurityKind::None);
    const auto closed = [](quint16 code, const QByteArray &reason, const QByteArray &side) {
        return securityKindOf(connectionClosed({}, agent("a"), {}, code, reason, side, 1));
    };
    QCOMPARE(closed(1009, "", "server"), SecurityKind::Oversize);
    QCOMPARE(closed(1007, "", "server"), SecurityKind::Malformed);
    QCOMPARE(closed(1008, "too many unreadable messages", "server"), SecurityKind::Malformed);
    QCOMPARE(closed(1008, "too many pings", "server"), SecurityKind::Limit);
    QCOMPARE(closed(4029, "", "server"), SecurityKind::Limit);
    QCOMPARE(closed(1009, "", "client"), SecurityKind::None);
    QCOMPARE(closed(1000, "", "server"), SecurityKind::None);
    QCOMPARE(securityKindOf(connectionOpened({}, agent("a"), {})), SecurityKind::None);
}

void TestSecurityLog::oneWhoStorms()
{
    SecurityLog log;
    for (int i = 0; i < 1'000; ++i)
        log.note(refusal("10.0.0.1", "unauthorized", 5));
    log.note(refusal("10.0.0.2", "unauthorized", 6));
    log.note(refusal("10.0.0.1", "forbidden_origin", 7));
    log.note(refusal("10.0.0.1", "unauthorized", 5 + SecurityLog::samenessMs));
    const auto entries = log.entries();
    QCOMPARE(entries.size(), size_t(4));
    QCOMPARE(entries[0].times, qint64(1'000));
    QCOMPARE(entries[3].times, qint64(1));
    QCOMPARE(log.counts()[size_t(SecurityKind::Token)], qint64(1'002));
    QCOMPARE(log.counts()[size_t(SecurityKind::Origin)], qint64(1));
}

void TestSecurityLog::itIsBounded()
{
    SecurityLog log;
    constexpr int more = 100;
    const auto address = [](int i) { return "10." + QByteArray::number(i / 250) + ".0." + QByteArray::number(i % 250); };
    for (int i = 0; i < int(SecurityLog::mostEntries) + more; ++i)
        log.note(refusal(address(i), "unauthorized", 5));
    QCOMPARE(log.entries().size(), SecurityLog::mostEntries);
    QCOMPARE(log.entries().front().event.address, address(more));
    // One that was pushed out is new again, one that was not is the same.
    log.note(refusal(address(0), "unauthorized", 6));
    log.note(refusal(address(more + 1), "unauthorized", 6));
    const auto entries = log.entries();
    QCOMPARE(entries.size(), SecurityLog::mostEntries);
    QCOMPARE(entries.back().event.address, address(0));
    QCOMPARE(entries.front().event.address, address(more + 1));
    QCOMPARE(entries.front().times, qint64(2));
}

void TestSecurityLog::offenders()
{
    SecurityLog log;
    const Principal one = agent("shop");
    for (int i = 1; i <= 30; ++i)
        log.note(refusal("203.0.113." + QByteArray::number(i), "unauthorized", 5));
    for (int i = 1; i <= 9; ++i)
        log.note(refusal("2001:db8:7:" + QByteArray::number(i) + "::1", "unauthorized", 5));
    for (int i = 1; i <= 20; ++i)
        log.note(refusal("198.51." + QByteArray::number(i) + ".1", "rate_limited", 5, &one));
    const SecurityReport all = reportOf(log);
    QCOMPARE(all.page.total, qint64(59));
    QCOMPARE(all.networks.size(), SecurityReport::mostOffenders);
    QCOMPARE(all.networks[0].name, QByteArray("203.0.113.0/24"));
    QCOMPARE(all.networks[0].times, qint64(30));
    QCOMPARE(all.networks[1].name, QByteArray("2001:db8:7::/48"));
    QCOMPARE(all.networks[1].times, qint64(9));
    QCOMPARE(all.users.size(), size_t(1));
    QCOMPARE(all.users[0].name, one.user.toByteArray());
    QCOMPARE(all.users[0].times, qint64(20));
    QCOMPARE(all.keys[0].name, one.key.toByteArray());
    QCOMPARE(all.counts[size_t(SecurityKind::Limit)], qint64(20));
    // All of it is of what the filter finds.
    const SecurityReport some = reportOf(log, "*", {"ip:203.0.113.0/28 security:token", "-ip", {}, {}, "5"});
    QCOMPARE(some.page.total, qint64(15));
    QCOMPARE(some.page.rows.size(), size_t(5));
    QCOMPARE(some.page.rows[0].address->toByteArray(), QByteArray("203.0.113.15"));
    QVERIFY(!some.page.cursor.isEmpty());
    QCOMPARE(some.networks[0].times, qint64(15));
    QVERIFY(some.users.empty());
}

void TestSecurityLog::tenantsAreApart()
{
    SecurityLog log;
    const Principal shop = agent("shop");
    log.note(refusal("10.0.0.1", "unauthorized", 5));
    log.note(refusal("10.0.0.1", "rate_limited", 5, &shop));
    QCOMPARE(reportOf(log, "shop").page.total, qint64(1));
    QCOMPARE(reportOf(log, "shop").networks[0].times, qint64(1));
    QCOMPARE(reportOf(log, "dev").page.total, qint64(0));
    QVERIFY(reportOf(log, "dev").networks.empty());
    QCOMPARE(reportOf(log, "*").page.total, qint64(2));
}

void TestSecurityLog::theJournalFeedsIt()
{
    EventJournal journal;
    journal.note(refusal("10.0.0.1", "unauthorized", 5).event);
    journal.note(connectionOpened({}, agent("a"), "10.0.0.1"));
    QCOMPARE(journal.security().entries().size(), size_t(1));
    // What is no security event is kept for watchers alone.
    QCOMPARE(journal.events().kept(), quint64(0));
    const EntryRing<JournalEntry>::Watch watch(journal.events());
    journal.note(refusal("10.0.0.2", "unauthorized", 5).event);
    journal.note(connectionOpened({}, agent("a"), "10.0.0.1"));
    QCOMPARE(journal.events().kept(), quint64(2));
    QCOMPARE(journal.security().entries().size(), size_t(2));
}

QTEST_GUILESS_MAIN(TestSecurityLog)
#include "tst_securitylog.moc"
