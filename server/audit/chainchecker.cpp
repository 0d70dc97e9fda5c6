// SPDX-License-Identifier: Apache-2.0
#include "audit/auditverifier.h"

#include <algorithm>

namespace conversa {

namespace {

constexpr size_t mostSuspects = 200; // of a chain, of which every pair is looked at

AuditRow at(AuditRow row, qint64 seq)
{
    row.seq = seq;
    return row;
}

} // namespace

QByteArray findingName(AuditFinding::Kind kind)
{
    switch (kind) {
    case AuditFinding::Kind::Edited:
        return QByteArrayLiteral("edited");
    case AuditFinding::Kind::Deleted:
        return QByteArrayLiteral("deleted");
    case AuditFinding::Kind::Swapped:
        return QByteArrayLiteral("swapped");
    case AuditFinding::Kind::Truncated:
        return QByteArrayLiteral("truncated");
    case AuditFinding::Kind::Unknown:
        break;
    }
    return QByteArrayLiteral("unknown");
}

ChainChecker::ChainChecker(AuditChain chain)
    : m_chain(std::move(chain))
    , m_expected(m_chain.firstSeq)
    , m_link(m_chain.link)
{
}

void ChainChecker::add(const AuditRow &row)
{
    if (row.seq > m_expected) {
        put(AuditFinding::Kind::Deleted, m_expected, row.seq - 1);
        m_linkKnown = false; // what this row hangs on is gone; the next one hangs on it
    }
    if (m_linkKnown && auditHash(m_link, row) != row.hash)
        m_suspects.insert({row.seq, {row, m_link}});
    m_link = row.hash;
    m_linkKnown = true;
    m_expected = row.seq + 1;
}

std::vector<AuditFinding> ChainChecker::finish()
{
    if (m_expected <= m_chain.lastSeq)
        put(AuditFinding::Kind::Truncated, m_expected, m_chain.lastSeq);
    else if (m_chain.lastSeq >= m_chain.firstSeq && m_link != m_chain.head && !m_suspects.contains(m_chain.lastSeq))
        put(AuditFinding::Kind::Unknown, m_chain.lastSeq, m_chain.lastSeq);
    explainSwaps();
    for (const auto &[seq, suspect] : m_suspects)
        put(AuditFinding::Kind::Edited, seq, seq);
    std::sort(m_findings.begin(), m_findings.end(), [](const AuditFinding &a, const AuditFinding &b) { return a.fromSeq < b.fromSeq; });
    return std::move(m_findings);
}

// Both rows fit where the other one stands. Of neighbours the second hangs on the first.
bool ChainChecker::areSwapped(const Suspect &one, const Suspect &other) const
{
    const AuditRow first = at(other.row, one.row.seq);
    const AuditRow second = at(one.row, other.row.seq);
    const bool areNeighbours = second.seq == first.seq + 1;
    return auditHash(one.link, first) == first.hash && auditHash(areNeighbours ? first.hash : other.link, second) == second.hash;
}

void ChainChecker::explainSwaps()
{
    if (m_suspects.size() > mostSuspects)
        return;
    for (auto one = m_suspects.begin(); one != m_suspects.end();) {
        const auto other = std::find_if(std::next(one), m_suspects.end(), [&](const auto &each) { return areSwapped(one->second, each.second); });
        if (other == m_suspects.end()) {
            ++one;
            continue;
        }
        explain(Suspect(one->second), Suspect(other->second));
        one = m_suspects.begin();
    }
}

void ChainChecker::explain(const Suspect &one, const Suspect &other)
{
    put(AuditFinding::Kind::Swapped, one.row.seq, other.row.seq);
    m_suspects.erase(one.row.seq);
    m_suspects.erase(other.row.seq);
    // Who stands behind one of them hangs on the other, and is as it was.
    const auto forgive = [&](qint64 seq, const QByteArray &link) {
        const auto next = m_suspects.find(seq);
        if (next != m_suspects.end() && auditHash(link, next->second.row) == next->second.row.hash)
            m_suspects.erase(next);
    };
    forgive(one.row.seq + 1, other.row.hash);
    forgive(other.row.seq + 1, one.row.hash);
}

void ChainChecker::put(AuditFinding::Kind kind, qint64 from, qint64 to)
{
    if (m_findings.size() < AuditVerifier::mostFindings)
        m_findings.push_back({kind, m_chain.id, m_chain.node, from, to});
}

} // namespace conversa
