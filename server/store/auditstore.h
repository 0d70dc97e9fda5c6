// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "store/auditrow.h"

#include <span>
#include <vector>

namespace conversa {

// The audit log as a store keeps it. What MessageStore says of all its functions goes for these.
class AuditStore
{
public:
    virtual ~AuditStore() = default;

    // Adds rows of one chain, in order, and moves its record on, in one transaction. Rows that are there already are left as
    // they are, so that a batch whose end is unknown is added again.
    virtual Result<void> appendAudit(const AuditChain &chain, std::span<const AuditRow> rows) = 0;
    virtual Result<std::vector<AuditChain>> auditChains() = 0;
    // Up to `most` rows of a chain behind `afterSeq`, ascending.
    virtual Result<std::vector<AuditRow>> auditRows(const Uuid &chain, qint64 afterSeq, int most) = 0;
    // The newest first.
    virtual Result<std::vector<AuditRow>> auditPage(const AuditQuery &query) = 0;
    // Forgets what is older: the beginnings of chains.
    virtual Result<void> forgetAudit(qint64 beforeMs) = 0;
};

} // namespace conversa
