// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/restpage.h"

namespace conversa::console {

namespace {

QStringList silentAmong(simdjson::dom::object answer)
{
    QStringList silent;
    simdjson::dom::array nodes;
    if (answer.at_key("nodes").get(nodes) != simdjson::SUCCESS)
        return silent;
    for (const simdjson::dom::element each : nodes) {
        simdjson::dom::object node;
        if (each.get(node) == simdjson::SUCCESS && stringIn(node, "state") == "silent") {
            const std::string_view name = stringIn(node, "node");
            silent << QString::fromUtf8(name.data(), qsizetype(name.size()));
        }
    }
    return silent;
}

} // namespace

Result<PageEnd> visitRows(QByteArrayView body, const QByteArray &member, const std::function<Result<void>(simdjson::dom::object)> &visit)
{
    JsonParser parser;
    const auto document = parser.parse(body);
    simdjson::dom::object json;
    simdjson::dom::array array;
    if (!document || document->get(json) != simdjson::SUCCESS || json.at_key(member.toStdString()).get(array) != simdjson::SUCCESS)
        return Error{ ErrorCode::InvalidMessage, "The answer has no rows." };
    for (const simdjson::dom::element element : array) {
        simdjson::dom::object object;
        const auto visited = element.get(object) == simdjson::SUCCESS ? visit(object) : Result<void>(invalidField(member.toStdString(), "must be objects"));
        if (!visited)
            return visited.error();
    }
    PageEnd end;
    int64_t total = 0;
    if (json.at_key("total").get(total) == simdjson::SUCCESS)
        end.total = total;
    const std::string_view cursor = stringIn(json, "next_cursor");
    end.nextCursor = QString::fromLatin1(cursor.data(), qsizetype(cursor.size()));
    if (member != "nodes") // of the servers' own table those are the rows
        end.silentNodes = silentAmong(json);
    return end;
}

} // namespace conversa::console
