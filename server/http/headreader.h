// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/refusal.h"
#include "http/requesthead.h"

#include <optional>
#include <utility>

namespace conversa {

// Judges one whole request head and takes it apart (RFC 9112 sections 2 to 6, RFC 3986). Used by HeadParser, once a
// head.
class HeadReader
{
public:
    using Verdict = std::optional<Refusal>;

    // `block` ends with its empty line, and every line in it with CR LF.
    explicit HeadReader(QByteArray block);

    // 400, 505, or 404 for a path that no server has: in this order.
    Verdict read();
    // After a read() without refusal.
    RequestHead takeHead() { return std::move(m_head); }

private:
    using Span = RequestHead::Span;

    Verdict requestLine(Span line);
    Verdict headerLine(Span line);
    Verdict onceOnly() const;
    Verdict body();
    Verdict host() const;
    Verdict target();
    Verdict originForm(Span target);
    Verdict query(Span raw);
    std::optional<Span> decoded(Span raw, bool plusIsBlank);
    Span appended(QByteArrayView text);
    std::optional<char> decodedByte(qsizetype at, qsizetype end) const;
    Span nextLine();
    Span split(Span &rest, char separator) const;

    RequestHead m_head;
    qsizetype m_at = 0;
    bool m_versionKnown = true;
};

} // namespace conversa
