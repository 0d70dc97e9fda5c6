// SPDX-License-Identifier: Apache-2.0
#include "admin/framerow.h"

#include "admin/rowreader.h"

#include <QtEndian>

#include <array>

namespace conversa {

namespace {

constexpr std::string_view directions[] = {"in", "out"};
constexpr std::string_view opcodes[] = {"text", "binary", "close", "ping", "pong"};

constexpr auto frameColumns = std::to_array<Field>({
    {"time", "at_us", FieldKind::Count},
    {"connection", "connection_id", FieldKind::Id, true},
    {"direction", "direction", FieldKind::Word, false, directions},
    {"opcode", "opcode", FieldKind::Word, false, opcodes},
    {"size", "size", FieldKind::Bytes},
    {"cut", "cut", FieldKind::Bytes},
    {"payload", "payload", FieldKind::Text, true},
    {"hex", "hex", FieldKind::Text, true},
});
static_assert(frameColumns.size() == size_t(FrameField::Hex) + 1);

} // namespace

std::span<const Field> frameFields()
{
    return frameColumns;
}

FieldValue FrameRow::value(size_t field) const
{
    switch (FrameField(field)) {
    case FrameField::Time: return atUs;
    case FrameField::Connection: return connection.uuid;
    case FrameField::Direction: return view(directions[isOut]);
    case FrameField::Opcode: return QByteArrayView(opcode);
    case FrameField::Size: return size;
    case FrameField::Cut: return cut > 0 ? FieldValue(cut) : FieldValue();
    case FrameField::Payload: return known(payload);
    case FrameField::Hex: return known(hex);
    }
    return {};
}

Result<FrameRow> readFrameRow(simdjson::dom::object json)
{
    RowReader fields(json);
    FrameRow row;
    row.atUs = fields.count("at_us");
    row.connection = fields.id<ConnectionId>("connection_id");
    row.isOut = fields.word("direction", directions) == 1;
    row.opcode = view(opcodes[fields.word("opcode", opcodes)]).toByteArray();
    row.size = fields.count("size");
    row.cut = fields.count("cut");
    row.payload = fields.text("payload");
    row.hex = fields.text("hex");
    return fields.finish(std::move(row));
}

void showPayload(FrameRow &row, const QByteArray &payload)
{
    QByteArray shown = payload;
    if (row.opcode == "close" && payload.size() >= 2)
        shown = QByteArray::number(qFromBigEndian<quint16>(payload.constData())) + ' ' + payload.sliced(2);
    if (shown.isValidUtf8())
        row.payload = std::move(shown);
    else
        row.hex = payload.toHex();
}

} // namespace conversa
