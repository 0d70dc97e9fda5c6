// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/auditline.h"

#include <QString>

#include <tuple>

namespace conversa::console {

bool AuditSpot::operator<(const AuditSpot &other) const
{
    return std::tie(other.atMs, other.chain, other.seq) < std::tie(atMs, chain, seq);
}

QString AuditSpot::cursor() const
{
    return QStringLiteral("%1.%2.%3").arg(atMs).arg(seq).arg(QString::fromLatin1(chain.toByteArray()));
}

AuditSpot spotOf(const AuditEntry &entry)
{
    return { entry.atMs, entry.chain, entry.seq };
}

// The chain's id with the number worked into it; a gap is told from its entry by the highest bit.
Uuid idOf(const AuditLine &line)
{
    auto bytes = line.entry.chain.bytes();
    auto number = quint64(line.entry.seq) | (line.missing > 0 ? quint64(1) << 63 : 0);
    for (size_t i = bytes.size(); i > bytes.size() - sizeof number; number >>= 8)
        bytes[--i] ^= quint8(number & 0xff);
    return Uuid::fromBytes(bytes);
}

} // namespace conversa::console
