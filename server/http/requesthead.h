// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QVarLengthArray>

#include <optional>
#include <vector>

namespace conversa {

class HeadReader;

// A checked HTTP/1.x request head (RFC 9112 sections 3 and 5). A value: one byte block and offsets into it; the views
// it gives live as long as it does and stay good when it is moved.
class RequestHead
{
public:
    using Views = QVarLengthArray<QByteArrayView, 4>;

    // Upper-case letters and hyphens.
    QByteArrayView method() const { return view(m_method); }
    // As it was sent; may hold a token, so never log it.
    QByteArrayView target() const { return view(m_target); }
    // Percent-decoded, without query; begins with "/", has no "." or ".." segments and no control characters. "*" for
    // the asterisk form of OPTIONS.
    QByteArrayView path() const { return view(m_path); }
    // Of HTTP/1.x: 0, or 1 for 1 and above.
    int minorVersion() const { return m_minorVersion; }

    // The first value of a field, without surrounding blanks; the name's case does not count. Fields that may stand
    // only once are there once: Host, Content-Length, Authorization, Origin, Sec-WebSocket-Key, Sec-WebSocket-Version.
    std::optional<QByteArrayView> header(QByteArrayView name) const;
    Views headers(QByteArrayView name) const;
    // All values of one query key, percent-decoded, "+" read as a blank; keys are compared exactly.
    Views query(QByteArrayView key) const;
    struct Pair
    {
        QByteArrayView name;
        QByteArrayView value;
    };
    std::vector<Pair> queryPairs() const;

    // The body that follows, in bytes; meaningless when it is chunked. (Both at once are refused: request smuggling.)
    qint64 contentLength() const { return m_contentLength; }
    bool isChunked() const { return m_chunked; }
    bool hasBody() const { return m_chunked || m_contentLength > 0; }

private:
    friend class HeadReader;

    struct Span
    {
        quint32 at = 0;
        quint32 size = 0;
    };
    struct Field
    {
        Span name;
        Span value;
    };

    QByteArrayView view(Span span) const { return QByteArrayView(m_block).sliced(span.at, span.size); }

    QByteArray m_block; // the head as received, then what had to be decoded
    Span m_method;
    Span m_target;
    Span m_path;
    std::vector<Field> m_headers;
    std::vector<Field> m_query;
    qint64 m_contentLength = 0;
    int m_minorVersion = 1;
    bool m_chunked = false;
};

} // namespace conversa
