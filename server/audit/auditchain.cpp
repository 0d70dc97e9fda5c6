// SPDX-License-Identifier: Apache-2.0
#include "audit/auditchain.h"

#include <QCryptographicHash>

namespace conversa {

namespace {

constexpr qsizetype hashSize = 64;

} // namespace

QByteArray firstAuditLink()
{
    return QByteArray(hashSize, '0');
}

QByteArray auditHash(const QByteArray &link, const AuditRow &row)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const AuditEvent &event = row.event;
    for (const QByteArray &field : {link, row.chain.toByteArray(), QByteArray::number(row.seq), QByteArray::number(event.atMs),
                                    event.action, event.result, event.tenant, event.keyId, event.userId, event.role,
                                    event.address, event.target, event.requestId, event.detail}) {
        hash.addData(QByteArray::number(field.size()) + ':');
        hash.addData(field);
    }
    return hash.result().toHex();
}

QByteArray anchorAction()
{
    return QByteArrayLiteral("anchor");
}

QByteArray anchorText(const std::vector<AuditAnchor> &anchors)
{
    QByteArrayList texts;
    for (const AuditAnchor &anchor : anchors)
        texts.append(anchor.chain.toByteArray() + ' ' + QByteArray::number(anchor.seq) + ' ' + anchor.hash);
    return texts.join(' ');
}

std::vector<AuditAnchor> anchorsIn(const QByteArray &text)
{
    const QByteArrayList words = text.split(' ');
    std::vector<AuditAnchor> anchors;
    for (qsizetype i = 0; i + 2 < words.size(); i += 3) {
        const auto chain = Uuid::parse({words[i].constData(), size_t(words[i].size())});
        if (chain && words[i + 2].size() == hashSize)
            anchors.push_back({*chain, words[i + 1].toLongLong(), words[i + 2]});
    }
    return anchors;
}

} // namespace conversa
