// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/restapi.h"
#include "protocol/jsonwriter.h"

#include <string_view>
#include <utility>

namespace conversa {

// What the handlers of RestApi read requests and write answers with.

inline std::string_view textView(QByteArrayView bytes)
{
    return {bytes.data(), size_t(bytes.size())};
}

// A whole number from `low` to `high`; nullopt when the parameter is absent.
Result<std::optional<qint64>> numberIn(const RestRequest &request, const char *name, qint64 low, qint64 high);

// The id that stands in the path for `name`.
template <typename Id>
Result<Id> idIn(const RestRequest &request, const char *name)
{
    const auto id = Id::parse(textView(request.ids.first()));
    return id ? Result<Id>(*id) : invalidField(name, "must be a UUID.");
}

// An answer with the members that `write(json)` appends to its object.
template <typename Write>
Response jsonResponse(int status, Write &&write)
{
    Response response{status};
    {
        JsonWriter json(response.body, Audience::Escaped);
        json.beginObject();
        std::forward<Write>(write)(json);
        json.endObject();
    }
    return response;
}

} // namespace conversa
