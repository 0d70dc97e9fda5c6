// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/limits.h"
#include "protocol/clientmessages.h"

#include <QByteArrayList>
#include <QByteArrayView>

#include <memory>

namespace conversa {

// Reads one client envelope: strict JSON (RFC 8259, RFC 7493), then type, then fields.
// Keeps its parser and padded buffer, so one lives in each network thread and is not shared.
class ClientReader
{
public:
    // Of the limits it holds those of JSON, of a text and of a page's messages.
    // With the default limits.
    ClientReader();
    // `limits` outlive it, and may change.
    explicit ClientReader(const Limits &limits);
    explicit ClientReader(Limits &&limits) = delete;
    ~ClientReader();

    // `json`: the payload of one text message. Answers InvalidJson, InvalidMessage, UnknownType, InvalidField or
    // MessageTooLarge, in the order of these checks.
    ClientEnvelope read(QByteArrayView json);

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
};

// Every type a client may send.
QByteArrayList clientMessageTypes();

} // namespace conversa
