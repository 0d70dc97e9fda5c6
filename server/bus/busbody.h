// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bus/busevent.h"
#include "protocol/fieldreader.h"
#include "protocol/jsonwriter.h"

#include <span>
#include <string_view>

namespace conversa {

// What an envelope says beside its body.
struct BusHead
{
    SessionKey key;
    qint64 seq = 0;
};

// How events of one kind are read.
struct BusKind
{
    std::string_view name;
    bool hasTenant;
    bool hasSession;
    bool hasSeq;
    BusEvent (*read)(const BusHead &head, FieldReader &body); // what it cannot read it refuses
};

// In the order of BusEvent.
std::span<const BusKind> busKinds();
// An event's seq and body, and its tenant and session where sessionOf() does not tell them.
void writeBody(JsonWriter &json, const BusEvent &event);

} // namespace conversa
