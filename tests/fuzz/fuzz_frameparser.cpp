// SPDX-License-Identifier: Apache-2.0
//
// Any bytes, cut in any way: the same events as in one piece, every text UTF-8 and within the limits, nothing behind an
// end.
#include "../support/frames.h"

#include <QStringDecoder>

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

bool isEnd(const FrameEvent &event)
{
    return event.kind == FrameEvent::Kind::Close || event.kind == FrameEvent::Kind::Violation;
}

void expectSound(const QList<FrameEvent> &events, FrameLimits limits)
{
    for (qsizetype i = 0; i < events.size(); ++i) {
        expect(!isEnd(events[i]) || i + 1 == events.size());
        if (events[i].kind != FrameEvent::Kind::Text)
            continue;
        expect(events[i].payload.size() <= limits.message);
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString decoded = decoder(events[i].payload);
        expect(!decoder.hasError());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    // Small limits, so that short inputs reach them.
    const FrameLimits limits{ 300, 4 };
    const QByteArrayView bytes(data + 1, static_cast<qsizetype>(size - 1));
    const QList<FrameEvent> whole = eventsOf(bytes, limits);
    expectSound(whole, limits);

    FrameParser parser(limits);
    uint32_t state = data[0];
    const auto pieces = eventsOf(parser, bytes, [&state] { return (state = state * 1664525 + 1013904223) >> 29; });
    expect(described(whole) == described(pieces));
    return 0;
}
