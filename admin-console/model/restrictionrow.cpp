// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/restrictionrow.h"

#include "admin/rowreader.h"
#include "model/polledtable.h"

#include <array>

namespace conversa::console {

namespace {

constexpr std::string_view restrictionKinds[] = { "user", "address", "member", "read_only" };

constexpr auto restrictionColumns = std::to_array<Field>({
    { "id", "id", FieldKind::Id, true },
    { "kind", "kind", FieldKind::Word, false, restrictionKinds },
    { "target", "target", FieldKind::Text, true },
    { "tenant", "tenant", FieldKind::Text, true },
    { "ends", "ends_at", FieldKind::Since },
    { "reason", "reason", FieldKind::Text, true },
    { "by", "by", FieldKind::Text, true },
    { "created", "created_at", FieldKind::Since },
});
static_assert(restrictionColumns.size() == size_t(RestrictionField::Created) + 1);

Result<RestrictionRow> readRestriction(simdjson::dom::object json)
{
    RowReader fields(json);
    RestrictionRow row;
    row.id = fields.uuid("id");
    row.kind = fields.text("kind");
    const QByteArray user = fields.text("user_id");
    row.target = user.isEmpty() ? fields.text("address") : user;
    if (const QByteArray session = fields.text("session_id"); !session.isEmpty())
        row.target += " in " + session;
    row.tenant = fields.text("tenant");
    const qint64 ends = fields.moment("ends_at");
    row.endsMs = ends > 0 ? std::optional(ends) : std::nullopt;
    row.reason = fields.text("reason");
    row.by = fields.text("by");
    row.createdMs = fields.moment("created_at");
    return fields.finish(std::move(row));
}

} // namespace

std::span<const Field> restrictionFields()
{
    return restrictionColumns;
}

FieldValue RestrictionRow::value(size_t field) const
{
    switch (RestrictionField(field)) {
    case RestrictionField::Id: return id;
    case RestrictionField::Kind: return QByteArrayView(kind);
    case RestrictionField::Target: return known(target);
    case RestrictionField::Tenant: return known(tenant);
    case RestrictionField::Ends: return endsMs ? FieldValue(*endsMs) : FieldValue();
    case RestrictionField::Reason: return known(reason);
    case RestrictionField::By: return known(by);
    case RestrictionField::Created: return createdMs;
    }
    return {};
}

Result<std::vector<RestrictionRow>> readRestrictions(QByteArrayView body)
{
    auto page = readRestPage<RestrictionRow>(body, "restrictions", readRestriction);
    if (!page)
        return page.error();
    return std::move(page->view.rows);
}

} // namespace conversa::console
