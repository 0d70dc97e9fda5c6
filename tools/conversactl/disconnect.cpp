// SPDX-License-Identifier: Apache-2.0
#include "admin/connectionrow.h"
#include "admin/filter.h"
#include "conversactl/actions.h"
#include "conversactl/arguments.h"
#include "conversactl/confirm.h"
#include "conversactl/listing.h"
#include "conversactl/output.h"
#include "conversactl/source.h"
#include "conversactl/texttable.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

Result<QJsonObject> orderOf(const Arguments &arguments)
{
    const bool byFilter = arguments.has("filter");
    if (byFilter != arguments.words().isEmpty())
        return Error{ErrorCode::InvalidField, "Whom? Give connection ids, or --filter, one of the two."};
    QJsonObject order;
    if (byFilter) {
        const auto filter = Filter::parse(arguments.value("filter").toUtf8(), connectionFields());
        if (!filter)
            return filter.error();
        order.insert("filter"_L1, arguments.value("filter"));
    } else {
        order.insert("ids"_L1, QJsonArray::fromStringList(arguments.words()));
    }
    const auto code = arguments.number("code", 4503, 4'000, 4'999);
    if (!code)
        return code.error();
    order.insert("code"_L1, *code);
    if (arguments.has("reason"))
        order.insert("reason"_L1, arguments.value("reason"));
    return order;
}

Result<QJsonObject> send(Call &call, QJsonObject order, bool isDryRun)
{
    order.insert("dry_run"_L1, isDryRun);
    return call.server.askJson({.path = "/api/v1/admin/connections/disconnect", .query = {{"node", call.arguments.value("node").toUtf8()}}, .method = "POST",
                           .body = QJsonDocument(order).toJson(QJsonDocument::Compact)});
}

QByteArray countText(qint64 count)
{
    return numberText(count) + (count == 1 ? " connection" : " connections");
}

} // namespace

Result<int> disconnect(Call &call)
{
    const auto order = orderOf(call.arguments);
    if (!order)
        return order.error();
    const bool isDryRun = call.arguments.has("dry-run");
    if (isDryRun || !call.arguments.has("yes")) {
        const auto found = send(call, *order, true);
        if (!found)
            return found.error();
        const QByteArray count = countText(found->value("matched"_L1).toInteger());
        if (isDryRun) {
            call.out.line(call.arguments.has("json") ? QJsonDocument(*found).toJson(QJsonDocument::Compact) : count + " would be closed.");
            return 0;
        }
        if (const auto agreed = confirm(call.out, "Close " + count + '?'); !agreed)
            return agreed.error();
    }
    const auto done = send(call, *order, false);
    if (!done)
        return done.error();
    call.out.line(call.arguments.has("json") ? QJsonDocument(*done).toJson(QJsonDocument::Compact)
                                             : countText(done->value("disconnected"_L1).toInteger()) + " closed.");
    nameSilentNodes(call.out, *done);
    return 0;
}

} // namespace conversa::ctl
