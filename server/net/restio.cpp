// SPDX-License-Identifier: Apache-2.0
#include "net/restio.h"

#include <algorithm>

namespace conversa {

std::optional<QByteArray> RestRequest::parameter(QByteArrayView name) const
{
    const auto found = std::find_if(query.begin(), query.end(), [&](const auto &pair) { return pair.first == name; });
    return found == query.end() ? std::nullopt : std::optional(found->second);
}

Result<std::optional<qint64>> numberIn(const RestRequest &request, const char *name, qint64 low, qint64 high)
{
    const auto text = request.parameter(name);
    if (!text)
        return std::optional<qint64>{};
    bool isNumber = false;
    const qint64 value = text->toLongLong(&isNumber);
    if (!isNumber || value < low || value > high)
        return invalidField(name, QStringLiteral("must be a whole number from %1 to %2.").arg(low).arg(high).toStdString());
    return std::optional(value);
}

} // namespace conversa
