// SPDX-License-Identifier: Apache-2.0
#include "net/resttable.h"

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

Result<TableForm> formOf(const RestRequest &request, std::string_view name, std::span<const Field> fields)
{
    const auto text = [&](const char *parameter) { return request.parameter(parameter).value_or(QByteArray()); };
    const QByteArray format = text("format");
    if (!format.isEmpty() && format != "json" && format != "csv")
        return invalidField("format", "must be json or csv.");
    const TableQueryText asked{text("filter"), text("sort"), text("fields"), text("cursor"), text("limit")};
    auto query = readTableQuery(asked, fields);
    if (!query)
        return query.error();
    return TableForm{name, fields, asked, *std::move(query), format == "csv"};
}

} // namespace conversa
