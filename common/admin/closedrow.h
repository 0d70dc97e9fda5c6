// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/connectionrow.h"

namespace conversa {

// The columns of the table of recently closed connections, in the order of closedFields().
enum class ClosedField : quint8 {
    Id, Node, Tenant, User, Name, Role, Key, Ip, Origin, Client, Code, Side, Reason, Ago, Duration, In, Out, InBytes, OutBytes
};
std::span<const Field> closedFields();
// The column of a connection that a closed one shows too; Id for what is of its end.
ConnectionField connectionField(ClosedField field);
std::string_view closingSideName(bool byClient);

// A connection that is no more, and how it ended.
struct ClosedRow
{
    ConnectionRow connection; // as it was last
    quint16 code = 0; // RFC 6455
    bool byClient = false; // who began it
    QByteArray reason = {};
    qint64 closedMs = 0; // Unix time
    qint64 durationMs = 0;

    FieldValue value(size_t field) const;
    Uuid placeId() const { return connection.placeId(); }
    bool operator==(const ClosedRow &) const = default;
};

Result<ClosedRow> readClosedRow(simdjson::dom::object json);

} // namespace conversa
