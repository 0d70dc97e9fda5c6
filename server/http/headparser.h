// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/refusal.h"
#include "http/requesthead.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <variant>

namespace conversa {

// Bytes; what is longer is refused before anything inside it is judged.
struct HeadLimits
{
    qint64 block = 16'384; // request line, headers and the empty line: 431
    qint64 uri = 8'192; // 414
    int headers = 100; // 431
};

// Finds the end of a request head in bytes cut anywhere (RFC 9112 section 2.2) and keeps its sizes; HeadReader judges
// what is inside. Any thread; owned by the gate while it waits for a request.
class HeadParser
{
public:
    // monostate: more bytes are needed.
    using Outcome = std::variant<std::monostate, RequestHead, Refusal>;

    explicit HeadParser(HeadLimits limits = {});

    // Reads from the front of `input` and moves the view past what it read: never past the end of a head. After a head
    // the parser is ready for the next one, after a refusal it is of no further use. Bytes that begin no HTTP method,
    // and bare LF, are refused at once. No byte is looked at twice.
    Outcome feed(QByteArrayView &input);
    // Whether no byte of a head has come yet.
    bool isEmpty() const { return m_block.isEmpty(); }

private:
    enum class Part : quint8 { Method, Target, Lines, End };
    using Verdict = std::optional<Refusal>;

    Verdict scan();
    Verdict scanMethod();
    Verdict scanTarget();
    Verdict scanLine();

    HeadLimits m_limits;
    QByteArray m_block;
    qsizetype m_at = 0; // scanned so far
    qsizetype m_begin = 0; // of the target, then of the line under way
    int m_lines = 0;
    Part m_part = Part::Method;
};

} // namespace conversa
