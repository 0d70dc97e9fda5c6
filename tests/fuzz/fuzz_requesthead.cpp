// SPDX-License-Identifier: Apache-2.0
//
// Any bytes, cut in any way: the same answer as in one piece, a good head keeps its promises, the upgrade check
// survives it.
#include "../support/heads.h"
#include "http/upgrade.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace conversa;
using namespace conversa::test;

namespace {

void expect(bool holds)
{
    if (!holds)
        std::abort();
}

void expectSound(const RequestHead &head, QByteArrayView consumed, HeadLimits limits)
{
    expect(consumed.endsWith("\r\n\r\n") && consumed.indexOf("\r\n\r\n") == consumed.size() - 4);
    expect(consumed.size() <= limits.block && head.target().size() <= limits.uri);
    expect(head.path() == "*" || head.path().startsWith('/'));
    const auto isControl = [](char c) { return static_cast<uchar>(c) < 0x20; };
    expect(std::none_of(head.path().begin(), head.path().end(), isControl));
    for (const RequestHead::Pair &pair : head.queryPairs())
        expect(std::none_of(pair.value.begin(), pair.value.end(), isControl) && !head.query(pair.name).isEmpty());
    const auto answer = checkUpgrade(head);
    if (const auto *offer = std::get_if<UpgradeOffer>(&answer))
        expect(offer->key.size() == 24 && !head.hasBody());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    // Small limits, so that short inputs reach them.
    const HeadLimits limits{ 600, 100, 12 };
    const QByteArrayView bytes(data + 1, static_cast<qsizetype>(size - 1));
    const Parsed whole = parsed(
        bytes, [&bytes] { return bytes.size(); }, limits);
    uint32_t state = data[0];
    const Parsed pieces = parsed(
        bytes, [&state] { return (state = state * 1664525 + 1013904223) >> 27; }, limits);
    expect(whole.status() == pieces.status());
    if (whole.head()) {
        expect(whole.consumed == pieces.consumed && whole.head()->path() == pieces.head()->path());
        expectSound(*whole.head(), bytes.first(whole.consumed), limits);
    }
    return 0;
}
