// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/headparser.h"

#include <QByteArray>

#include <algorithm>
#include <variant>

// Request heads for tests and what a HeadParser makes of them.
namespace conversa::test {

struct Parsed
{
    HeadParser::Outcome outcome;
    qsizetype consumed = 0;

    const RequestHead *head() const { return std::get_if<RequestHead>(&outcome); }
    const Refusal *refusal() const { return std::get_if<Refusal>(&outcome); }
    // 200 for a good head, 0 while bytes are missing.
    int status() const { return head() ? 200 : refusal() ? refusal()->status : 0; }
};

// Feeds `bytes` in pieces as `pieceSize` tells them (1 or more each) until the parser has an outcome.
template <typename PieceSize>
Parsed parsed(QByteArrayView bytes, PieceSize pieceSize, HeadLimits limits = {})
{
    HeadParser parser(limits);
    Parsed result;
    while (result.status() == 0 && result.consumed < bytes.size()) {
        const QByteArrayView rest = bytes.sliced(result.consumed);
        // A copy of its own, so that a sanitizer sees every read beyond the piece.
        const QByteArray piece = rest.first(std::clamp<qsizetype>(pieceSize(), 1, rest.size())).toByteArray();
        QByteArrayView input(piece);
        result.outcome = parser.feed(input);
        result.consumed += piece.size() - input.size();
    }
    return result;
}

inline Parsed parsed(QByteArrayView bytes)
{
    return parsed(bytes, [size = bytes.size()] { return size; });
}

} // namespace conversa::test
