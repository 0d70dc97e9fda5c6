// SPDX-License-Identifier: Apache-2.0
#include "relay/piecebox.h"

#include <algorithm>

namespace conversa {

std::optional<QByteArray> PieceBox::add(const NodePiece &piece)
{
    if (m_parts.empty()) {
        m_parts.resize(size_t(piece.parts));
        m_missing = m_parts.size();
    }
    if (m_parts.size() != size_t(piece.parts) || m_parts[size_t(piece.part)])
        return std::nullopt;
    m_parts[size_t(piece.part)] = piece.bytes;
    if (--m_missing > 0)
        return std::nullopt;
    QByteArray all;
    for (const auto &part : m_parts)
        all += *part;
    return all;
}

std::vector<NodePiece> piecesOf(NodePiece piece, const QByteArray &bytes)
{
    const qsizetype parts = std::max<qsizetype>(1, (bytes.size() + NodePiece::maxBytes - 1) / NodePiece::maxBytes);
    if (parts > NodePiece::maxParts)
        return {};
    std::vector<NodePiece> pieces;
    piece.parts = int(parts);
    for (piece.part = 0; piece.part < piece.parts; ++piece.part) {
        piece.bytes = bytes.mid(piece.part * NodePiece::maxBytes, NodePiece::maxBytes);
        pieces.push_back(piece);
    }
    return pieces;
}

} // namespace conversa
