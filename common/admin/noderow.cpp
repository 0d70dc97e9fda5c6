// SPDX-License-Identifier: Apache-2.0
#include "admin/noderow.h"

#include "admin/rowreader.h"

#include <array>

namespace conversa {

namespace {

constexpr std::string_view nodeStates[] = {"self", "up", "silent"};

constexpr auto nodeColumns = std::to_array<Field>({
    {"id", "id", FieldKind::Id, true},
    {"node", "node", FieldKind::Text, true},
    {"state", "state", FieldKind::Word, false, nodeStates},
    {"version", "version", FieldKind::Text, true},
    {"bus", "bus", FieldKind::Text},
    {"age", "started_at", FieldKind::Since},
    {"clients", "clients", FieldKind::Count},
});
static_assert(nodeColumns.size() == size_t(NodeField::Clients) + 1);

} // namespace

std::span<const Field> nodeFields()
{
    return nodeColumns;
}

FieldValue NodeRow::value(size_t field) const
{
    switch (NodeField(field)) {
    case NodeField::Id: return id.uuid;
    case NodeField::Name: return QByteArrayView(name);
    case NodeField::State: return view(nodeStates[size_t(state)]);
    case NodeField::Version: return QByteArrayView(version);
    case NodeField::Bus: return QByteArrayView(bus);
    case NodeField::Age: return startedMs;
    case NodeField::Clients: return clients;
    }
    return {};
}

Result<NodeRow> readNodeRow(simdjson::dom::object json)
{
    RowReader fields(json);
    NodeRow row;
    row.id = fields.id<NodeId>("id");
    row.name = fields.text("node");
    row.state = NodeState(fields.word("state", nodeStates));
    row.version = fields.text("version");
    row.bus = fields.text("bus");
    row.startedMs = fields.moment("started_at");
    row.clients = fields.count("clients");
    return fields.finish(std::move(row));
}

} // namespace conversa
