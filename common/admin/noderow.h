// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/field.h"
#include "core/ids.h"
#include "core/result.h"

#include <QByteArray>

#include <simdjson.h>

namespace conversa {

// The columns of the table of servers, in the order of nodeFields().
enum class NodeField : quint8 { Id, Name, State, Version, Bus, Age, Clients };
std::span<const Field> nodeFields();

// Self answers the question, Up has a lease, Silent had one until lately.
enum class NodeState : quint8 { Self, Up, Silent };

// One server of a cluster.
struct NodeRow
{
    NodeId id; // of this run
    QByteArray name;
    NodeState state = NodeState::Self;
    QByteArray version;
    QByteArray bus; // "up", "degraded", "off"
    qint64 startedMs = 0; // Unix time
    qint64 clients = 0;

    FieldValue value(size_t field) const;
    Uuid placeId() const { return id.uuid; }
    bool operator==(const NodeRow &) const = default;
};

Result<NodeRow> readNodeRow(simdjson::dom::object json);

} // namespace conversa
