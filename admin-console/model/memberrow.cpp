// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/memberrow.h"

#include "admin/rowreader.h"
#include "protocol/jsonparser.h"

#include <algorithm>
#include <array>

namespace conversa::console {

namespace {

constexpr std::string_view memberStates[] = { "typing", "here", "away" };
constexpr std::string_view newestStates[] = { "sent", "delivered", "read" };
constexpr std::string_view memberRoles[] = { "admin", "agent", "contact", "service" };

constexpr auto memberColumns = std::to_array<Field>({
    { "user", "user_id", FieldKind::Id, true },
    { "name", "user_name", FieldKind::Text, true },
    { "role", "role", FieldKind::Word, false, memberRoles },
    { "state", "state", FieldKind::Word, false, memberStates },
    { "delivered", "delivered_seq", FieldKind::Count },
    { "read", "read_seq", FieldKind::Count },
    { "newest", "newest", FieldKind::Word, false, newestStates },
});
static_assert(memberColumns.size() == size_t(MemberField::Newest) + 1);

FieldValue newestOf(const MemberRow &row)
{
    if (row.sent == 0)
        return {};
    return view(newestStates[row.read >= row.sent ? 2 : row.delivered >= row.sent ? 1 : 0]);
}

} // namespace

std::span<const Field> memberFields()
{
    return memberColumns;
}

FieldValue MemberRow::value(size_t field) const
{
    switch (MemberField(field)) {
    case MemberField::User: return user.uuid;
    case MemberField::Name: return known(name);
    case MemberField::Role: return view(roleName(role));
    case MemberField::State: return view(memberStates[isTyping ? 0 : isHere ? 1 : 2]);
    case MemberField::Delivered: return delivered;
    case MemberField::Read: return read;
    case MemberField::Newest: return newestOf(*this);
    }
    return {};
}

std::vector<MemberRow> membersOf(const SessionDetails &details)
{
    std::vector<MemberRow> rows;
    for (const UserInfo &user : details.members)
        rows.push_back({ user.user, user.name, user.role, true, std::ranges::find(details.typing, user.user) != details.typing.end() });
    for (const Watermark &mark : details.watermarks) {
        auto row = std::ranges::find(rows, mark.user, &MemberRow::user);
        if (row == rows.end())
            row = rows.insert(row, { mark.user, {}, mark.role });
        row->delivered = mark.delivered;
        row->read = mark.read;
    }
    for (MemberRow &row : rows)
        row.sent = details.row.seq;
    return rows;
}

Result<SessionDetails> readDetails(QByteArrayView body)
{
    JsonParser parser;
    const auto document = parser.parse(body);
    simdjson::dom::object json;
    if (!document || document->get(json) != simdjson::SUCCESS)
        return Error{ ErrorCode::InvalidJson, "The answer is no JSON object." };
    return readSessionDetails(json);
}

} // namespace conversa::console
