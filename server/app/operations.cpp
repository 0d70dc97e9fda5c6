// SPDX-License-Identifier: Apache-2.0
#include "app/operations.h"

#include "admin/orderbodies.h"
#include "core/log.h"
#include "protocol/jsonwriter.h"

namespace conversa {

namespace {

void writeNames(JsonWriter &json, std::string_view name, const QByteArrayList &names)
{
    json.beginArray(name);
    for (const QByteArray &each : names)
        json.string({}, each);
    json.endArray();
}

QByteArray countText(std::string_view name, qint64 count)
{
    return jsonObject([&](JsonWriter &json) { json.number(name, count); });
}

} // namespace

Operations::Operations(Environment environment)
    : m_env(std::move(environment))
{
    using Respond = NodeCalls::Respond;
    m_env.calls.handle("reload", [this](const QByteArray &, const Respond &respond) { reload(respond); });
    m_env.calls.handle("drain", [this](const QByteArray &, const Respond &respond) { drain(respond); });
    m_env.calls.handle("log_level", [this](const QByteArray &order, const Respond &respond) { setLogLevel(order, respond); });
    m_env.calls.handle("restrictions", [this](const QByteArray &, const Respond &respond) { obey(respond); });
    m_env.calls.handle("notice", [this](const QByteArray &order, const Respond &respond) { tell(order, respond); });
}

void Operations::reload(const NodeCalls::Respond &respond) const
{
    m_env.restrictions.refresh([](auto) {});
    const auto report = m_env.reload();
    respond(jsonObject([&](JsonWriter &json) {
        json.boolean("ok", bool(report));
        if (!report) {
            json.text("message", report.error().message);
            return;
        }
        writeNames(json, "changed", report->changed);
        writeNames(json, "restart_needed", report->waiting);
    }));
}

void Operations::drain(const NodeCalls::Respond &respond) const
{
    respond(jsonObject([](JsonWriter &json) { json.boolean("draining", true); }));
    m_env.drain();
}

void Operations::setLogLevel(const QByteArray &order, const NodeCalls::Respond &respond) const
{
    const auto body = readLogLevelBody(order, m_env.limits);
    if (!body) {
        respond({});
        return;
    }
    const std::chrono::milliseconds time(body->forMs);
    m_env.logLevel.lend(body->level, time);
    logEvent(logApp(), "log_level_lent", {{"level", body->level}, {"for_ms", QByteArray::number(body->forMs)}});
    respond(jsonObject([&](JsonWriter &json) { json.string("level", body->level); }));
}

void Operations::obey(const NodeCalls::Respond &respond) const
{
    m_env.restrictions.refresh([respond](std::optional<qint64> count) { respond(count ? countText("affected", *count) : QByteArray()); });
}

void Operations::tell(const QByteArray &order, const NodeCalls::Respond &respond) const
{
    const auto body = readNoticeBody(order, m_env.limits);
    if (!body) {
        respond({});
        return;
    }
    m_env.everywhere([said = Announcement{body->tenant, body->session, body->text}](Worker &worker) { return worker.tell(said); },
                     [respond](qint64 count) { respond(countText("told", count)); });
}

} // namespace conversa
