// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/jsonwriter.h"
#include "protocol/servermessages.h"

namespace conversa {

// One server envelope around a payload: the constructor writes what stands before it, close() what stands behind.
class Envelope
{
public:
    // `expected`: bytes the whole may take, a guess.
    Envelope(QByteArray &out, std::string_view type, Audience audience, qsizetype expected = 512);

    // The writer, inside a payload object that is now open.
    JsonWriter &openPayload();
    void closePayload() { m_json.endObject(); }
    // `error`: the code an error envelope repeats at its end; empty on all others.
    void close(const EnvelopeInfo &info, std::string_view error = {});

private:
    JsonWriter m_json;
};

} // namespace conversa
