// SPDX-License-Identifier: Apache-2.0
#include "admin/topiclook.h"

#include "admin/tablekind.h"

#include <QHash>

namespace conversa {

namespace {

// A view names each row once.
TablePage<SessionRow> folded(const TablePage<SessionRow> &page)
{
    TablePage<SessionRow> all{{}, page.total};
    QHash<SessionId, size_t> places;
    for (const SessionRow &row : page.rows) {
        const auto place = places.constFind(row.id);
        if (place != places.constEnd()) {
            all.rows[*place] = merged(all.rows[*place], row);
            continue;
        }
        places.insert(row.id, all.rows.size());
        all.rows.push_back(row);
    }
    return all;
}

template <typename Row>
const TablePage<Row> &folded(const TablePage<Row> &page)
{
    return page;
}

template <typename Row>
TableView<EncodedRow> encoded(const TablePage<Row> &page, const Columns &columns)
{
    const auto fields = TableKind<Row>::fields();
    TableView<EncodedRow> view;
    view.total = page.total;
    for (const Row &row : page.rows) {
        EncodedRow made{idOf(row), {}};
        {
            JsonWriter json(made.json, Audience::Plain);
            writeRow(json, {}, fields, columns, [&](size_t field) { return row.value(field); });
        }
        view.rows.push_back(std::move(made));
    }
    return view;
}

QByteArray nodesJson(const ClusterDesk::Answers &nodes)
{
    QByteArray out;
    {
        JsonWriter json(out, Audience::Plain);
        writeNodes(json, {}, nodes);
    }
    return out;
}

template <typename Row>
void lookAtTable(ClusterDesk &cluster, const ClusterDesk::Scope &scope, const TopicQuestion &question,
    const std::function<void(Result<TopicLook>)> &then)
{
    using Page = ClusterDesk::Gathered<TablePage<Row>>;
    cluster.page<Row>(scope, question.text, question.query, [columns = question.query.columns, then](const Result<Page> &page) {
        if (page)
            then(TopicLook{encoded(folded(page->all), columns), nodesJson(page->nodes)});
        else
            then(page.error());
    });
}

} // namespace

void lookAt(ClusterDesk &cluster, const ClusterDesk::Scope &scope, const TopicQuestion &question,
    const std::function<void(Result<TopicLook>)> &then)
{
    switch (question.topic) {
    case AdminTopic::Connections:
        return lookAtTable<ConnectionRow>(cluster, scope, question, then);
    case AdminTopic::Closed:
        return lookAtTable<ClosedRow>(cluster, scope, question, then);
    case AdminTopic::Sessions:
        return lookAtTable<SessionRow>(cluster, scope, question, then);
    default:
        break;
    }
    cluster.stats(scope, [then](const Result<ClusterDesk::Gathered<NodeStats>> &stats) {
        if (stats)
            then(TopicLook{{}, nodesJson(stats->nodes), *stats});
        else
            then(stats.error());
    });
}

} // namespace conversa
