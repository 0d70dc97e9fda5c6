// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/refusal.h"
#include "http/requesthead.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <variant>

namespace conversa {

// Reads the body of one request in bytes cut anywhere: by its length, or chunked (RFC 9112 sections 6 and 7). Never keeps
// more than the limit. Any thread; owned by the gate while the body comes.
class BodyReader
{
public:
    // monostate: more bytes are needed.
    using Outcome = std::variant<std::monostate, QByteArray, Refusal>;

    // `limit`: bytes of the body, 1 or more.
    BodyReader(const RequestHead &head, qint64 limit);

    // What the head says already: 413 for a length over the limit, before a byte of the body is read.
    std::optional<Refusal> refusal() const;
    // Reads from the front of `input` and moves the view past what it read: never past the end of the body. Of no further
    // use after an outcome.
    Outcome feed(QByteArrayView &input);

private:
    enum class Part : quint8 { Size, Extension, SizeEnd, Data, DataEnd, Trailers, End };
    using Verdict = std::optional<Refusal>;

    Verdict feedChunked(QByteArrayView &input);
    Verdict takeSizeDigit(char next);
    Verdict takeLineEnd(char next);
    Verdict endSize();
    Verdict takeTrailer(char next);
    void takeData(QByteArrayView &input);

    const qint64 m_limit;
    const bool m_chunked;
    QByteArray m_body;
    qint64 m_left; // bytes of the body, or of the chunk, that are still to come
    qint64 m_overhead = 0; // bytes of extensions and trailers
    int m_digits = 0; // of the chunk's size
    bool m_carriageReturn = false; // was read, its line feed was not
    bool m_lineHasBytes = false; // of the trailer under way
    Part m_part = Part::Size;
};

} // namespace conversa
