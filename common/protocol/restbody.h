// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/fieldreader.h"
#include "protocol/jsonchecks.h"
#include "protocol/jsonparser.h"

namespace conversa {

// The fields of a REST body, given to `read`.
template <typename Body>
Result<Body> readBody(QByteArrayView json, const Limits &limits, Result<Body> (*read)(FieldReader &))
{
    JsonParser parser;
    const auto document = parser.parse(json);
    if (!document)
        return document.error();
    if (const auto checked = ShapeChecker(limits).check(*document); !checked)
        return checked.error();
    simdjson::dom::object object;
    if (document->get(object) != simdjson::SUCCESS)
        return Error{ ErrorCode::InvalidMessage, "the body must be a JSON object" };
    FieldReader fields(object, limits);
    return read(fields);
}

// An optional name for people, cleaned, up to 256 bytes as it came; empty: absent.
QByteArray nameIn(FieldReader &fields, std::string_view name);

} // namespace conversa
