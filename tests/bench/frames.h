// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace wsload {

// A masked client frame.
inline std::string frame(const std::string &payload, int opcode)
{
    const size_t size = payload.size();
    std::string out{ char(0x80 | opcode) };
    if (size < 126) {
        out += char(0x80 | size);
    } else {
        const int bytes = size < 65536 ? 2 : 8;
        out += char(0x80 | (bytes == 2 ? 126 : 127));
        for (int i = bytes - 1; i >= 0; --i)
            out += char(uint64_t(size) >> (8 * i));
    }
    const char mask[4] = { 0x12, 0x34, 0x56, 0x78 };
    out.append(mask, 4);
    for (size_t i = 0; i < size; ++i)
        out += char(payload[i] ^ mask[i & 3]);
    return out;
}

// The header of a server's frame; complete is false while bytes are missing.
struct Header
{
    bool complete = false;
    int opcode = 0;
    size_t header = 2;
    uint64_t payload = 0;
};

inline Header readHeader(const unsigned char *data, size_t size)
{
    if (size < 2)
        return {};
    Header head{ false, data[0] & 15, 2, uint64_t(data[1] & 127) };
    const size_t extra = head.payload == 126 ? 2 : head.payload == 127 ? 8 : 0;
    head.header += extra;
    if (size < head.header)
        return head;
    if (extra > 0)
        head.payload = 0;
    for (size_t i = 0; i < extra; ++i)
        head.payload = head.payload << 8 | data[2 + i];
    head.complete = size >= head.header + head.payload;
    return head;
}

} // namespace wsload
