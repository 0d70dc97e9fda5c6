// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/field.h"
#include "protocol/serverevents.h"

#include <span>

namespace conversa::console {

// The columns of a session's history, in the order of messageFields().
enum class MessageField : quint8 { Place, Time, Author, Agent, Message, State, Id };
std::span<const Field> messageFields();

// A stored message. Its text is plain.
struct MessageRow
{
    ReceivedMessage message;

    FieldValue value(size_t field) const;
};

// The answer to GET /api/v1/sessions/{id}/messages.
Result<History> readHistoryPage(QByteArrayView body);

} // namespace conversa::console
