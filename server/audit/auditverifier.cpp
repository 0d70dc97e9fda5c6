// SPDX-License-Identifier: Apache-2.0
#include "audit/auditverifier.h"

#include <algorithm>
#include <iterator>

namespace conversa {

namespace {

constexpr int pageRows = 1'000;

// One run, from page to page.
class Run : public std::enable_shared_from_this<Run>
{
public:
    Run(Storage &storage, std::function<void(Result<AuditReport>)> then)
        : m_storage(storage)
        , m_then(std::move(then))
    {
    }

    void next()
    {
        m_storage.read([self = shared_from_this()](const Result<MessageStore *> &store) { self->step(store); });
    }

private:
    void step(const Result<MessageStore *> &store)
    {
        const auto more = store ? (m_chains ? readPage(**store) : readChains(**store)) : store.error();
        if (!more)
            m_then(more.error());
        else if (*more)
            next();
        else
            m_then(std::move(m_report));
    }

    Result<bool> readChains(MessageStore &store)
    {
        auto chains = store.auditChains();
        if (!chains)
            return chains.error();
        m_report.chains = qint64(chains->size());
        m_chains = *std::move(chains);
        return true;
    }

    Result<bool> readPage(MessageStore &store)
    {
        if (m_at == m_chains->size())
            return checkAnchors(store);
        const AuditChain &chain = (*m_chains)[m_at];
        if (!m_checker) {
            m_checker.emplace(chain);
            m_seq = chain.firstSeq - 1;
        }
        const auto rows = store.auditRows(chain.id, m_seq, pageRows);
        if (!rows)
            return rows.error();
        for (const AuditRow &row : *rows) {
            // What is written while this runs is for the next run.
            if (row.seq <= chain.lastSeq)
                take(row);
        }
        if (int(rows->size()) == pageRows && m_seq < chain.lastSeq)
            return true;
        put(m_checker->finish());
        m_checker.reset();
        ++m_at;
        return true;
    }

    void take(const AuditRow &row)
    {
        m_checker->add(row);
        m_seq = row.seq;
        ++m_report.rows;
        if (row.event.action == anchorAction())
            std::ranges::copy(anchorsIn(row.event.detail), std::back_inserter(m_anchors));
    }

    // What chains have noted of each other shows a chain that was cut together with its record.
    Result<bool> checkAnchors(MessageStore &store)
    {
        for (const AuditAnchor &anchor : m_anchors) {
            const auto chain = std::find_if(m_chains->begin(), m_chains->end(), [&](const AuditChain &each) { return each.id == anchor.chain; });
            if (chain == m_chains->end()) {
                put({{AuditFinding::Kind::Truncated, anchor.chain, {}, 1, anchor.seq}});
            } else if (chain->lastSeq < anchor.seq) {
                put({{AuditFinding::Kind::Truncated, chain->id, chain->node, chain->lastSeq + 1, anchor.seq}});
            } else if (chain->firstSeq <= anchor.seq) {
                const auto row = store.auditRows(chain->id, anchor.seq - 1, 1);
                if (!row)
                    return row.error();
                if (!row->empty() && row->front().seq == anchor.seq && row->front().hash != anchor.hash)
                    put({{AuditFinding::Kind::Unknown, chain->id, chain->node, anchor.seq, anchor.seq}});
            }
        }
        return false;
    }

    void put(const std::vector<AuditFinding> &findings)
    {
        for (const AuditFinding &finding : findings) {
            if (m_report.findings.size() < AuditVerifier::mostFindings && std::ranges::find(m_report.findings, finding) == m_report.findings.end())
                m_report.findings.push_back(finding);
        }
    }

    Storage &m_storage;
    const std::function<void(Result<AuditReport>)> m_then;
    std::optional<std::vector<AuditChain>> m_chains;
    size_t m_at = 0; // chain
    std::optional<ChainChecker> m_checker; // of it
    qint64 m_seq = 0; // of its last row read
    std::vector<AuditAnchor> m_anchors;
    AuditReport m_report;
};

} // namespace

void AuditVerifier::run(Storage &storage, std::function<void(Result<AuditReport>)> then)
{
    std::make_shared<Run>(storage, std::move(then))->next();
}

} // namespace conversa
