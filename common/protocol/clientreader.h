// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/clientmessages.h"

#include <QByteArrayView>

#include <memory>

namespace conversa {

// Reads one client envelope: strict JSON (RFC 8259, RFC 7493; depth 16, 64 keys an object), then type, then fields.
// Keeps its parser and padded buffer, so one lives in each network thread and is not shared.
class ClientReader
{
public:
    ClientReader();
    ~ClientReader();

    // `json`: valid UTF-8 of at most 65,536 bytes, the payload of one text message.
    ClientEnvelope read(QByteArrayView json);

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace conversa
