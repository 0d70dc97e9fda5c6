// SPDX-License-Identifier: Apache-2.0
//
// Any UTF-8: cleaning is a fixed point that leaves no control character and no script element, and grows a text only by
// the isolates it closes; escaping leaves nothing that HTML reads.
#include "protocol/text.h"

#include <QString>

#include <cstdint>
#include <cstdlib>

using namespace conversa;

namespace {

void expect(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const QByteArray input = QString::fromUtf8(bytes).toUtf8(); // what is no UTF-8 becomes U+FFFD
    const QByteArray text = cleanText(input);
    expect(cleanText(text) == text);
    expect(text.size() <= 2 * input.size());
    expect(QString::fromUtf8(text).toUtf8() == text);
    for (const char c : text)
        expect(static_cast<uint8_t>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r');
    const QByteArray name = cleanName(input);
    expect(cleanName(name) == name && !name.contains('\n'));
    const QByteArray escaped = escapeHtml(text);
    expect(!escaped.contains('<') && !escaped.contains('>') && !escaped.contains('"') && !escaped.contains('\''));
    cleanText(bytes); // no promise but to end and stay in bounds
    isBlank(bytes);
    return 0;
}
