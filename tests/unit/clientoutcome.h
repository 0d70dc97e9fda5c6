// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/clientmessages.h"

namespace conversa {

// "ok", or the wire code of the refusal and the field it names.
inline QByteArray outcome(const ClientEnvelope &envelope)
{
    if (envelope.body)
        return "ok";
    const Error &error = envelope.body.error();
    const std::string_view code = traits(error.code).wire;
    const QByteArray wire(code.data(), qsizetype(code.size()));
    return error.field.isEmpty() ? wire : wire + ' ' + error.field;
}

} // namespace conversa
