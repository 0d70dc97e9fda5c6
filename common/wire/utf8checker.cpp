// SPDX-License-Identifier: Apache-2.0
#include "wire/utf8checker.h"

#include <cstring>

namespace conversa {

namespace {

bool isAscii(const char *eight)
{
    quint64 word;
    std::memcpy(&word, eight, sizeof word);
    return (word & 0x8080808080808080ull) == 0;
}

} // namespace

bool Utf8Checker::feed(QByteArrayView bytes)
{
    const char *at = bytes.begin();
    const char *const end = bytes.end();
    while (at != end) {
        const auto byte = static_cast<uchar>(*at);
        if (m_left == 0 && byte < 0x80) {
            while (end - at >= 8 && isAscii(at))
                at += 8;
            while (at != end && static_cast<uchar>(*at) < 0x80)
                ++at;
            continue;
        }
        if (m_left == 0) {
            if (!lead(byte))
                return false;
        } else {
            if (byte < m_low || byte > m_high)
                return false;
            m_low = 0x80;
            m_high = 0xBF;
            --m_left;
        }
        ++at;
    }
    return true;
}

// The ranges of the second byte are those of the table in RFC 3629 section 4.
bool Utf8Checker::lead(uchar byte)
{
    if (byte < 0xC2 || byte > 0xF4)
        return false;
    m_left = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
    m_low = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
    m_high = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
    return true;
}

} // namespace conversa
