// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bus/busevent.h"

#include <optional>
#include <vector>

namespace conversa {

// Puts the pieces of one question or answer together, in whatever order and however often they come.
class PieceBox
{
public:
    // All of it, once: with the piece that was missing last. Pieces of another number of parts than the first are dropped.
    std::optional<QByteArray> add(const NodePiece &piece);

private:
    std::vector<std::optional<QByteArray>> m_parts;
    size_t m_missing = 0;
};

// `bytes` in pieces that are otherwise as `piece`; none: it is too much.
std::vector<NodePiece> piecesOf(NodePiece piece, const QByteArray &bytes);

} // namespace conversa
