// SPDX-License-Identifier: Apache-2.0
#include "admin/clusterdesk.h"

#include "admin/nodequestions.h"
#include "admin/tablekind.h"

namespace conversa {

namespace {

const Limits answerLimits; // of what clients send; nothing in here is read under them

// What `read` makes of each answer, in their order; nothing for a silent server. What cannot be read is as good as silence.
template <typename T, typename Read>
std::vector<std::optional<T>> readAll(ClusterDesk::Answers &answers, Read &&read)
{
    std::vector<std::optional<T>> all;
    JsonParser parser;
    for (NodeAnswer &answer : answers) {
        std::optional<T> &one = all.emplace_back();
        if (!answer.bytes)
            continue;
        const auto document = parser.parse(*answer.bytes);
        simdjson::dom::object object;
        if (document && document->get(object) == simdjson::SUCCESS) {
            if (Result<T> made = read(object))
                one = *std::move(made);
        }
        if (!one)
            answer.bytes.reset();
    }
    return all;
}

// Of a thing that not every server has: those that have it.
template <typename T, typename Read>
std::vector<T> readThose(ClusterDesk::Answers &answers, Read &&read)
{
    std::vector<T> those;
    const auto all = readAll<std::optional<T>>(answers, [&](simdjson::dom::object json) -> Result<std::optional<T>> {
        if (json.size() == 0)
            return std::optional<T>();
        auto one = read(json);
        return one ? Result<std::optional<T>>(std::optional(*std::move(one))) : one.error();
    });
    for (const auto &each : all) {
        if (each && *each)
            those.push_back(**each);
    }
    return those;
}

void writeNode(JsonWriter &json, const NodeAnswer &node)
{
    json.string("node", node.name);
    json.id("id", node.node.uuid);
    json.word("state", node.bytes ? "answered" : "silent");
}

Result<ConnectionDetails> readConnection(simdjson::dom::object json)
{
    FieldReader fields(json, answerLimits);
    const auto object = fields.object("connection");
    if (!object)
        return invalidField("connection", "is missing");
    auto row = readConnectionRow(*object);
    if (!row)
        return row.error();
    ConnectionDetails details{*std::move(row)};
    if (const auto joined = fields.array("joined")) {
        for (const simdjson::dom::element element : *joined) {
            std::string_view text;
            const auto id = element.get(text) == simdjson::SUCCESS ? SessionId::parse(text) : std::nullopt;
            if (!id)
                return invalidField("joined", "must be UUIDs");
            details.joined.push_back(*id);
        }
    }
    return details;
}

Result<Closing> readClosing(simdjson::dom::object json)
{
    FieldReader fields(json, answerLimits);
    return fields.finish<Closing>(Closing{
        fields.number("matched", 0, maxSequence).value_or(0), fields.number("disconnected", 0, maxSequence).value_or(0)});
}

Result<QByteArray> readSamples(simdjson::dom::object json)
{
    simdjson::dom::array samples;
    if (json.at_key("samples").get(samples) != simdjson::SUCCESS)
        return invalidField("samples", "is missing");
    return QByteArray::fromStdString(simdjson::minify(samples));
}

} // namespace

void writeNodes(JsonWriter &json, std::string_view name, const ClusterDesk::Answers &nodes)
{
    json.beginArray(name);
    for (const NodeAnswer &node : nodes) {
        json.beginObject();
        writeNode(json, node);
        json.endObject();
    }
    json.endArray();
}

void writeStats(JsonWriter &json, const NodeStats &stats, const ClusterDesk::Answers &nodes)
{
    std::optional<StatsNow> sum;
    for (const auto &each : stats.all) {
        if (each)
            sum = sum ? merged(*sum, *each) : each;
    }
    json.string("node", stats.node);
    json.time("at", stats.atMs);
    writeStats(json, sum.value_or(StatsNow()));
    json.beginArray("nodes");
    for (size_t i = 0; i < nodes.size(); ++i) {
        json.beginObject();
        writeNode(json, nodes[i]);
        if (stats.all[i])
            writeStats(json, *stats.all[i]);
        json.endObject();
    }
    json.endArray();
}

ClusterDesk::ClusterDesk(AdminDesk &desk, NodeCalls &calls, const Limits &limits)
    : m_desk(desk)
    , m_calls(calls)
{
    answerQuestions(calls, desk, limits);
}

template <typename T, typename Write, typename Gather>
void ClusterDesk::ask(const char *question, const Scope &scope, Write &&write, Gather gather, const Then<T> &then)
{
    QByteArray argument;
    {
        JsonWriter json(argument, Audience::Plain);
        json.beginObject();
        json.string("tenant", scope.tenant);
        write(json);
        json.endObject();
    }
    const auto take = [gather, then](Result<Answers> answers) {
        if (!answers) {
            const bool isUnknown = answers.error().code == ErrorCode::NotFound;
            return then(isUnknown ? invalidField("node", "must be the name or the id of a server.") : answers.error());
        }
        T all = gather(*answers);
        then(Gathered<T>{std::move(all), *std::move(answers)});
    };
    m_calls.call(question, argument, [this, take](const Result<Answers> &answers) {
        m_desk.askLater({}, [take, answers](AdminDesk::Tables &) { take(answers); });
    }, scope.node);
}

template <typename Row>
void ClusterDesk::page(const Scope &scope, const TableQueryText &text, const TableQuery &query, const Then<TablePage<Row>> &then)
{
    using Kind = TableKind<Row>;
    const auto write = [&](JsonWriter &json) {
        json.string("filter", text.filter);
        json.string("sort", text.sort);
        json.string("cursor", text.cursor);
        json.string("limit", text.limit);
    };
    ask(Kind::question, scope, write, [query](Answers &answers) {
        std::vector<TablePage<Row>> pages;
        for (auto &page : readAll<TablePage<Row>>(answers, readPage<Row>)) {
            if (page)
                pages.push_back(*std::move(page));
        }
        return merged(pages, Kind::fields(), query);
    }, then);
}

template void ClusterDesk::page(const Scope &, const TableQueryText &, const TableQuery &, const Then<TablePage<ConnectionRow>> &);
template void ClusterDesk::page(const Scope &, const TableQueryText &, const TableQuery &, const Then<TablePage<ClosedRow>> &);
template void ClusterDesk::page(const Scope &, const TableQueryText &, const TableQuery &, const Then<TablePage<SessionRow>> &);

void ClusterDesk::stats(const Scope &scope, const Then<NodeStats> &then)
{
    ask("stats", scope, [](JsonWriter &) {}, [this](Answers &answers) {
        return NodeStats{m_desk.node(), m_desk.nowMs(), readAll<StatsNow>(answers, readStats)};
    }, then);
}

void ClusterDesk::history(const Scope &scope, const QByteArray &resolution, const Then<QByteArray> &then)
{
    ask("history", scope, [&](JsonWriter &json) { json.string("resolution", resolution); }, [](Answers &answers) {
        return readAll<QByteArray>(answers, readSamples).front().value_or(QByteArray());
    }, then);
}

void ClusterDesk::connection(const Scope &scope, ConnectionId id, const Then<std::optional<ConnectionDetails>> &then)
{
    ask("connection", scope, [id](JsonWriter &json) { json.id("id", id.uuid); }, [](Answers &answers) {
        const auto those = readThose<ConnectionDetails>(answers, readConnection);
        return those.empty() ? std::nullopt : std::optional(those.front());
    }, then);
}

void ClusterDesk::session(const Scope &scope, SessionId id, const Then<std::optional<SessionDetails>> &then)
{
    ask("session", scope, [id](JsonWriter &json) { json.id("id", id.uuid); }, [](Answers &answers) {
        std::optional<SessionDetails> all;
        for (const SessionDetails &each : readThose<SessionDetails>(answers, readSessionDetails))
            all = all ? merged(*std::move(all), each) : each;
        return all;
    }, then);
}

void ClusterDesk::disconnect(const Scope &scope, const QByteArray &body, const Then<Closing> &then)
{
    ask("disconnect", scope, [&](JsonWriter &json) { json.string("body", body); }, [](Answers &answers) {
        Closing all;
        for (const auto &each : readAll<Closing>(answers, readClosing)) {
            const Closing one = each.value_or(Closing());
            all.matched += one.matched;
            all.disconnected += one.disconnected;
        }
        return all;
    }, then);
}

} // namespace conversa
