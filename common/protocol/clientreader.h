// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/limits.h"
#include "protocol/clientmessages.h"

#include <QByteArrayView>

#include <memory>

namespace conversa {

// Reads one client envelope: strict JSON (RFC 8259, RFC 7493; depth 16, 64 keys an object), then type, then fields.
// Keeps its parser and padded buffer, so one lives in each network thread and is not shared.
class ClientReader
{
public:
    // `textLimit`: bytes of received UTF-8 a message's text may have (Limits::text).
    explicit ClientReader(qint64 textLimit = Limits{}.text);
    ~ClientReader();

    // `json`: the payload of one text message. Answers InvalidJson, InvalidMessage, UnknownType, InvalidField or
    // MessageTooLarge, in the order of these checks.
    ClientEnvelope read(QByteArrayView json);

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace conversa
