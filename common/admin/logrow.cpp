// SPDX-License-Identifier: Apache-2.0
#include "admin/logrow.h"

#include "admin/rowreader.h"

#include <array>

namespace conversa {

namespace {

constexpr std::string_view logLevels[] = {"debug", "info", "warning", "error"};

constexpr auto logColumns = std::to_array<Field>({
    {"age", "at", FieldKind::Since},
    {"level", "level", FieldKind::Word, false, logLevels},
    {"category", "category", FieldKind::Text, true},
    {"event", "event", FieldKind::Text, true},
    {"text", "text", FieldKind::Text, true},
});
static_assert(logColumns.size() == size_t(LogColumn::Text) + 1);

} // namespace

std::span<const Field> logFields()
{
    return logColumns;
}

FieldValue LogRow::value(size_t field) const
{
    switch (LogColumn(field)) {
    case LogColumn::Age: return atMs;
    case LogColumn::Level: return QByteArrayView(level);
    case LogColumn::Category: return QByteArrayView(category);
    case LogColumn::Event: return known(event);
    case LogColumn::Text: return known(text);
    }
    return {};
}

Result<LogRow> readLogRow(simdjson::dom::object json)
{
    RowReader fields(json);
    LogRow row;
    row.atMs = fields.moment("at");
    row.level = view(logLevels[fields.word("level", logLevels)]).toByteArray();
    row.category = fields.text("category");
    row.event = fields.text("event");
    row.text = fields.text("text");
    return fields.finish(std::move(row));
}

} // namespace conversa
