// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/auditrow.h"

#include <optional>
#include <vector>

namespace conversa {

// The link before the first row of a chain: 64 zeros.
QByteArray firstAuditLink();
// The hash of a row: SHA-256 in hex over `link`, the hash of the row before, and all that the row says, each field as
// "<bytes>:<text>" (docs/operations.md, "Audit log").
QByteArray auditHash(const QByteArray &link, const AuditRow &row);

// How far a chain was at some time, as another chain has noted it.
struct AuditAnchor
{
    Uuid chain;
    qint64 seq = 0;
    QByteArray hash;

    bool operator==(const AuditAnchor &) const = default;
};

// The action of a row that notes where other chains are; its detail is this text.
QByteArray anchorAction();
QByteArray anchorText(const std::vector<AuditAnchor> &anchors);
std::vector<AuditAnchor> anchorsIn(const QByteArray &text);

} // namespace conversa
