// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a client's message: read within its bounds, and what is accepted keeps the promises of clientmessages.h.
#include "protocol/clientreader.h"
#include "protocol/text.h"

#include <cstdint>
#include <cstdlib>

using namespace conversa;

namespace {

void expect(bool holds)
{
    if (!holds)
        std::abort();
}

void expectSound(const SendMessage &message)
{
    expect(!message.session.isNull() && !message.contact.isNull());
    expect(!isBlank(message.text) && cleanText(message.text) == message.text);
    expect(message.clientMessageId.size() <= 64);
}

void expectSound(const GetHistory &request)
{
    expect(request.limit >= 1 && request.limit <= 100);
    expect(!request.beforeSeq || !request.afterSeq);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ClientReader reader;
    const ClientEnvelope envelope = reader.read(QByteArrayView(data, static_cast<qsizetype>(size)));
    expect(envelope.type.size() <= 64 && envelope.requestId.size() <= 64);
    if (!envelope.body) {
        expect(!envelope.body.error().message.isEmpty());
        return 0;
    }
    if (const auto *message = std::get_if<SendMessage>(&*envelope.body))
        expectSound(*message);
    if (const auto *request = std::get_if<GetHistory>(&*envelope.body))
        expectSound(*request);
    return 0;
}
