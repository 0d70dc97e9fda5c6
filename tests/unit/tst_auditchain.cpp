// SPDX-License-Identifier: Apache-2.0
// Where a chain of audit rows is not as it was written, each way it can be changed.
// Seen red: swaps not looked for (changes).
#include "audit/auditverifier.h"

#include <QTest>

using namespace conversa;
using Kind = AuditFinding::Kind;
using Change = std::function<void(std::vector<AuditRow> &)>;

Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(std::vector<AuditFinding>)

class TestAuditChain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void changes_data();
    void changes();
    void everyFieldCounts();
    void forgottenBeginning();
    void anchors();

private:
    std::vector<AuditFinding> check(const std::vector<AuditRow> &rows) const
    {
        ChainChecker checker(m_chain);
        for (const AuditRow &row : rows)
            checker.add(row);
        return checker.finish();
    }

    AuditChain m_chain;
    std::vector<AuditRow> m_rows; // 20
};

void TestAuditChain::init()
{
    m_chain = {*Uuid::parse("550e8400-e29b-41d4-a716-446655440000"), "node", 1, firstAuditLink(), 0, firstAuditLink()};
    m_rows.clear();
    for (qint64 seq = 1; seq <= 20; ++seq) {
        AuditRow row{m_chain.id, seq, {1'000 + seq, "connection_opened", "ok", "shop", "k", "u", "agent", "::1", QByteArray::number(seq), "r", "d"}, {}};
        row.hash = auditHash(m_chain.head, row);
        m_chain.head = row.hash;
        m_chain.lastSeq = seq;
        m_rows.push_back(row);
    }
}

void TestAuditChain::changes_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<std::vector<AuditFinding>>("found");
    const auto row = [](const char *name, Change change, std::vector<std::tuple<Kind, qint64, qint64>> found) {
        std::vector<AuditFinding> findings;
        for (const auto &[kind, from, to] : found)
            findings.push_back({kind, *Uuid::parse("550e8400-e29b-41d4-a716-446655440000"), "node", from, to});
        QTest::newRow(name) << std::move(change) << findings;
    };
    // As UPDATE ... SET seq does it: everything else of the rows moves.
    const auto swap = [](size_t one, size_t other) {
        return [=](std::vector<AuditRow> &rows) {
            std::swap(rows[one - 1], rows[other - 1]);
            std::swap(rows[one - 1].seq, rows[other - 1].seq);
        };
    };
    const auto erase = [](size_t from, size_t to) {
        return [=](std::vector<AuditRow> &rows) { rows.erase(rows.begin() + int(from) - 1, rows.begin() + int(to)); };
    };
    row("untouched", [](auto &) {}, {});
    row("edited", [](auto &rows) { rows[4].event.target = "x"; }, {{Kind::Edited, 5, 5}});
    row("edited first and last", [](auto &rows) { rows[0].event.result = rows[19].event.result = "x"; }, {{Kind::Edited, 1, 1}, {Kind::Edited, 20, 20}});
    row("edited with its hash", [](auto &rows) {
        rows[4].event.target = "x";
        rows[4].hash = auditHash(rows[3].hash, rows[4]);
    }, {{Kind::Edited, 6, 6}}); // the next one tells
    row("deleted", erase(5, 5), {{Kind::Deleted, 5, 5}});
    row("deleted several", erase(5, 9), {{Kind::Deleted, 5, 9}});
    row("deleted first", erase(1, 2), {{Kind::Deleted, 1, 2}});
    row("truncated", erase(18, 20), {{Kind::Truncated, 18, 20}});
    row("nothing left", erase(1, 20), {{Kind::Truncated, 1, 20}});
    row("swapped", swap(5, 12), {{Kind::Swapped, 5, 12}});
    row("swapped neighbours", swap(5, 6), {{Kind::Swapped, 5, 6}});
    row("swapped one apart", swap(5, 7), {{Kind::Swapped, 5, 7}});
    row("swapped the ends", swap(1, 20), {{Kind::Swapped, 1, 20}});
    row("several", [=](auto &rows) {
        rows[1].event.detail = "x";
        swap(8, 11)(rows);
        erase(14, 15)(rows);
        rows.pop_back();
    }, {{Kind::Edited, 2, 2}, {Kind::Swapped, 8, 11}, {Kind::Deleted, 14, 15}, {Kind::Truncated, 20, 20}});
}

void TestAuditChain::changes()
{
    QFETCH(const Change, change);
    QFETCH(const std::vector<AuditFinding>, found);
    change(m_rows);
    const auto findings = check(m_rows);
    for (const AuditFinding &finding : findings)
        qInfo() << findingName(finding.kind) << finding.fromSeq << finding.toSeq;
    QVERIFY(findings == found);
}

// Bytes cannot move from one field to the next without being noticed.
void TestAuditChain::everyFieldCounts()
{
    QByteArray AuditEvent::*const texts[] = {&AuditEvent::action, &AuditEvent::result, &AuditEvent::tenant, &AuditEvent::keyId, &AuditEvent::userId,
                                             &AuditEvent::role, &AuditEvent::address, &AuditEvent::target, &AuditEvent::requestId, &AuditEvent::detail};
    const AuditRow &row = m_rows[3];
    for (const auto text : texts) {
        AuditRow changed = row;
        (changed.event.*text) += 'x';
        QVERIFY(auditHash(m_rows[2].hash, changed) != row.hash);
    }
    AuditRow moved = row;
    moved.event.keyId = "ku";
    moved.event.userId = "";
    QVERIFY(auditHash(m_rows[2].hash, moved) != row.hash);
    AuditRow later = row;
    ++later.event.atMs;
    QVERIFY(auditHash(m_rows[2].hash, later) != row.hash);
    QCOMPARE(auditHash(m_rows[2].hash, row), row.hash);
}

void TestAuditChain::forgottenBeginning()
{
    m_chain.firstSeq = 8;
    m_chain.link = m_rows[6].hash;
    QVERIFY(check({m_rows.begin() + 7, m_rows.end()}).empty());
    m_chain.firstSeq = 21;
    m_chain.link = m_rows[19].hash;
    QVERIFY(check({}).empty());
}

void TestAuditChain::anchors()
{
    const std::vector<AuditAnchor> some{{m_chain.id, 20, m_chain.head}, {Uuid::random(), 1, m_rows[0].hash}};
    QVERIFY(anchorsIn(anchorText(some)) == some);
    QVERIFY(anchorsIn({}).empty() && anchorsIn("x 1 y").empty());
}

QTEST_GUILESS_MAIN(TestAuditChain)
#include "tst_auditchain.moc"
