// SPDX-License-Identifier: Apache-2.0
#include "protocol/envelope.h"

namespace conversa {

Envelope::Envelope(QByteArray &out, std::string_view type, Audience audience, qsizetype expected)
    : m_json(out, audience)
{
    m_json.expect(expected);
    m_json.beginObject();
    m_json.word("type", type);
}

JsonWriter &Envelope::openPayload()
{
    m_json.beginObject("payload");
    return m_json;
}

void Envelope::close(const EnvelopeInfo &info, std::string_view error)
{
    m_json.time("timestamp", info.timestampMs);
    m_json.id("message_id", info.id);
    if (!error.empty())
        m_json.word("error", error);
    if (!info.requestId.isEmpty())
        m_json.string("request_id", info.requestId);
    m_json.endObject();
}

} // namespace conversa
