// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/auditchain.h"
#include "store/storage.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace conversa {

// Where the log is not as it was written.
struct AuditFinding
{
    enum class Kind {
        Edited,    // the row says something else
        Deleted,   // rows fromSeq to toSeq are missing between others
        Swapped,   // the rows fromSeq and toSeq stand in each other's place
        Truncated, // rows fromSeq to toSeq are missing at the end
        Unknown,   // rows, or a whole chain, that no record tells of, or a record that another chain contradicts
    };

    Kind kind = Kind::Edited;
    Uuid chain;
    QByteArray node;
    qint64 fromSeq = 0;
    qint64 toSeq = 0;

    bool operator==(const AuditFinding &) const = default;
};

QByteArray findingName(AuditFinding::Kind kind);

struct AuditReport
{
    qint64 rows = 0;
    qint64 chains = 0;
    std::vector<AuditFinding> findings; // up to mostFindings
};

// Reads one chain, row by row, and says where it is not as it was written. A pure part; values.
class ChainChecker
{
public:
    explicit ChainChecker(AuditChain chain);

    void add(const AuditRow &row);
    // After the last row.
    std::vector<AuditFinding> finish();

private:
    struct Suspect
    {
        AuditRow row;
        QByteArray link; // as the row before has it
    };
    bool areSwapped(const Suspect &one, const Suspect &other) const;
    void explainSwaps();
    void explain(const Suspect &one, const Suspect &other);
    void put(AuditFinding::Kind kind, qint64 from, qint64 to);

    const AuditChain m_chain;
    qint64 m_expected;
    QByteArray m_link;
    bool m_linkKnown = true;
    std::map<qint64, Suspect> m_suspects; // by seq
    std::vector<AuditFinding> m_findings;
};

// Checks the whole log, a page at a time, so that nobody else waits long for a storage thread.
class AuditVerifier
{
public:
    static constexpr size_t mostFindings = 1'000;

    // `then` is called once, on a storage thread.
    static void run(Storage &storage, std::function<void(Result<AuditReport>)> then);
};

} // namespace conversa
