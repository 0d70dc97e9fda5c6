// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/messagerow.h"

#include "model/escaped.h"
#include "protocol/serverreader.h"

#include <array>

namespace conversa::console {

namespace {

constexpr std::string_view authors[] = { "contact", "agent" };
constexpr std::string_view receipts[] = { "sent", "delivered", "read" };

constexpr auto messageColumns = std::to_array<Field>({
    { "place", "seq", FieldKind::Count },
    { "time", "timestamp", FieldKind::Since },
    { "author", "author", FieldKind::Word, false, authors },
    { "agent", "agent_id", FieldKind::Id, true },
    { "message", "text", FieldKind::Text, true },
    { "state", "status", FieldKind::Word, false, receipts },
    { "id", "message_id", FieldKind::Id, true },
});
static_assert(messageColumns.size() == size_t(MessageField::Id) + 1);

} // namespace

std::span<const Field> messageFields()
{
    return messageColumns;
}

FieldValue MessageRow::value(size_t field) const
{
    switch (MessageField(field)) {
    case MessageField::Place: return message.seq;
    case MessageField::Time: return message.timestampMs;
    case MessageField::Author: return view(authors[message.fromBusiness ? 1 : 0]);
    case MessageField::Agent: return message.agent ? FieldValue(message.agent->uuid) : FieldValue();
    case MessageField::Message: return QByteArrayView(message.text);
    case MessageField::State: return view(receipts[size_t(message.status)]);
    case MessageField::Id: return message.id.uuid;
    }
    return {};
}

Result<History> readHistoryPage(QByteArrayView body)
{
    ServerReader reader;
    const auto envelope = reader.read(QByteArrayLiteral("{\"type\":\"history\",\"payload\":") + body.toByteArray() + '}');
    if (!envelope)
        return envelope.error();
    const History *history = std::get_if<History>(&envelope->event);
    if (!history)
        return Error{ ErrorCode::InvalidMessage, "The answer is no history." };
    History page = *history;
    for (ReceivedMessage &message : page.messages)
        message.text = unescaped(message.text);
    return page;
}

} // namespace conversa::console
