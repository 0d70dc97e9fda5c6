// SPDX-License-Identifier: Apache-2.0
// The audit log as the console has it, where a request for it fails.
// Seen red: the newest row taken for known after half a reading (headIsReadToItsEnd), a gap asked for once only (isRepairedOnceItCan).
#include "model/audittable.h"
#include "model/livestate.h"
#include "support/fakeadmin.h"

#include <QTest>

using namespace conversa;
using namespace conversa::console;
using conversa::test::FakeAdmin;

namespace {

// The newest first.
std::vector<AuditEntry> auditLog(qint64 count)
{
    static const Uuid chain = Uuid::random();
    std::vector<AuditEntry> log;
    for (qint64 seq = count; seq > 0; --seq) {
        AuditEntry entry;
        entry.atMs = 1'760'000'000'000 + seq * 1'000;
        entry.action = "tested";
        entry.result = "ok";
        entry.chain = chain;
        entry.seq = seq;
        log.push_back(entry);
    }
    return log;
}

} // namespace

class TestAuditTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headIsReadToItsEnd();
    void isRepairedOnceItCan();

private:
    static Endpoint endpointOf(const FakeAdmin &server) { return { QUrl(QStringLiteral("http://127.0.0.1:%1").arg(server.port())), "key" }; }
};

void TestAuditTable::headIsReadToItsEnd()
{
    FakeAdmin server({ .connections = 1 });
    server.setAudit(auditLog(600));
    QVERIFY(server.listen());
    LiveState live;
    AuditTable table(live.rest(), live.audit());
    live.open(endpointOf(server));
    table.setWatched(true);
    QTRY_COMPARE(table.rowCount(), AuditTable::pageRows);
    // More than a page of them come, and the reading breaks off behind its first page.
    server.setAudit(auditLog(1'800), 1);
    table.refresh();
    QTRY_COMPARE(table.freshness(), Freshness::Stale);
    QCOMPARE(table.rowCount(), 2 * AuditTable::pageRows);
    server.setAudit(auditLog(1'800));
    table.refresh();
    QTRY_COMPARE(table.rowCount(), AuditTable::pageRows + 1'200);
    QTRY_COMPARE(table.freshness(), Freshness::Live);
}

void TestAuditTable::isRepairedOnceItCan()
{
    FakeAdmin server({ .connections = 1 });
    server.setAudit(auditLog(100), 1, { 40, 41 });
    QVERIFY(server.listen());
    LiveState live;
    AuditTable table(live.rest(), live.audit());
    table.setSeesAll(true);
    live.open(endpointOf(server));
    table.setWatched(true);
    QTRY_COMPARE(table.freshness(), Freshness::Stale);
    QCOMPARE(table.proof().missing, 2);
    server.setAudit(auditLog(100), std::numeric_limits<int>::max(), { 40, 41 });
    table.refresh();
    QTRY_COMPARE(table.proof().missing, 0);
    QCOMPARE(table.rowCount(), 100);
}

QTEST_GUILESS_MAIN(TestAuditTable)
#include "tst_audittable.moc"
