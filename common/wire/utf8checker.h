// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

namespace conversa {

// Checks UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF) piece by piece; a character may be
// split between pieces anywhere. Three bytes of state.
class Utf8Checker
{
public:
    // False as soon as the bytes so far cannot begin any valid text; then the checker is of no further use.
    bool feed(QByteArrayView bytes);
    // Whether the text so far may end here.
    bool isComplete() const { return m_left == 0; }

private:
    bool lead(uchar byte);

    quint8 m_left = 0; // continuation bytes still to come
    quint8 m_low = 0x80; // the next of them lies from m_low
    quint8 m_high = 0xBF; // to m_high
};

} // namespace conversa
