// SPDX-License-Identifier: Apache-2.0
#include "http/requesthead.h"

#include "http/grammar.h"

namespace conversa {

std::optional<QByteArrayView> RequestHead::header(QByteArrayView name) const
{
    for (const Field &field : m_headers) {
        if (http::equalsIgnoringCase(view(field.name), name))
            return view(field.value);
    }
    return std::nullopt;
}

RequestHead::Views RequestHead::headers(QByteArrayView name) const
{
    Views values;
    for (const Field &field : m_headers) {
        if (http::equalsIgnoringCase(view(field.name), name))
            values.append(view(field.value));
    }
    return values;
}

RequestHead::Views RequestHead::query(QByteArrayView key) const
{
    Views values;
    for (const Field &field : m_query) {
        if (view(field.name) == key)
            values.append(view(field.value));
    }
    return values;
}

std::vector<RequestHead::Pair> RequestHead::queryPairs() const
{
    std::vector<Pair> pairs;
    pairs.reserve(m_query.size());
    for (const Field &field : m_query)
        pairs.push_back({ view(field.name), view(field.value) });
    return pairs;
}

} // namespace conversa
