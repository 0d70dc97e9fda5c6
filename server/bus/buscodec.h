// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bus/busevent.h"
#include "core/result.h"
#include "protocol/jsonparser.h"

#include <QByteArray>
#include <QByteArrayView>

namespace conversa {

// Writes and reads what travels between servers: 64 hexadecimal digits of HMAC-SHA256 (RFC 2104) over the channel's name and
// what follows, then one JSON object {version, node, kind, tenant?, session?, seq?, body?}. Unknown fields are ignored.
// Keeps a parser, so one lives in one thread.
class BusCodec
{
public:
    static constexpr qsizetype maxSize = 1024 * 1024; // of an envelope

    // An empty secret protects from accidents, not from forgery.
    BusCodec(NodeId self, QByteArray secret);

    QByteArray encode(const BusEvent &event, QByteArrayView channel) const;
    // InvalidMessage: not ours, or not what it says it is. UnknownType: genuine, of a kind that this version does not know.
    Result<BusEnvelope> decode(QByteArrayView bytes, QByteArrayView channel);
    // Whether it says that this node sent it: to be dropped, true or not, before anything is spent on it.
    bool isEcho(QByteArrayView bytes) const;

private:
    QByteArray digest(QByteArrayView json, QByteArrayView channel) const;

    const NodeId m_self;
    const QByteArray m_secret;
    const QByteArray m_start; // of every envelope of this node, after the digest
    JsonParser m_parser;
};

} // namespace conversa
