// SPDX-License-Identifier: Apache-2.0
#include "admin/sessiondetails.h"

#include "admin/tablewriter.h"
#include "protocol/fieldreader.h"
#include "protocol/sessionparts.h"

#include <algorithm>

namespace conversa {

namespace {

const Limits detailsLimits; // of what clients send; nothing in here is read under them

Role roleIn(FieldReader &fields)
{
    const auto role = parseRole(fields.string("role").value_or(std::string_view()));
    if (!role)
        fields.refuse("role", "is unknown");
    return role.value_or(Role::Contact);
}

qint64 seqIn(FieldReader &fields, std::string_view name)
{
    return fields.number(name, 0, maxSequence).value_or(0);
}

// Calls `read(fields)` for each object of a list.
template <typename Read>
void readObjects(FieldReader &fields, std::string_view name, Read &&read)
{
    const auto all = fields.array(name);
    if (!all)
        return;
    for (const simdjson::dom::element element : *all) {
        simdjson::dom::object object;
        if (element.get(object) != simdjson::SUCCESS) {
            fields.refuse(name, "must be objects");
            return;
        }
        FieldReader each(object, detailsLimits);
        read(each);
        if (each.refusal())
            fields.refuse(name, "must be of users");
    }
}

void readTypists(FieldReader &fields, std::vector<UserId> &typing)
{
    const auto all = fields.array("typing");
    if (!all)
        return;
    for (const simdjson::dom::element element : *all) {
        std::string_view text;
        const auto user = element.get(text) == simdjson::SUCCESS ? UserId::parse(text) : std::nullopt;
        if (!user)
            fields.refuse("typing", "must be UUIDs");
        typing.push_back(user.value_or(UserId()));
    }
}

// Adds those of `more` whose user is not there; `onBoth(known, other)` is called for the others.
template <typename T, typename UserOf, typename OnBoth>
void unite(std::vector<T> &all, const std::vector<T> &more, UserOf &&userOf, OnBoth &&onBoth)
{
    for (const T &each : more) {
        const auto known = std::find_if(all.begin(), all.end(), [&](const T &other) { return userOf(other) == userOf(each); });
        if (known == all.end())
            all.push_back(each);
        else
            onBoth(*known, each);
    }
}

} // namespace

void writeSessionDetails(JsonWriter &json, const SessionDetails &details)
{
    writeRow(json, "session", sessionFields(), allColumns(sessionFields()), [&](size_t field) { return details.row.value(field); });
    json.beginArray("members");
    for (const UserInfo &user : details.members) {
        json.beginObject();
        json.id("user_id", user.user.uuid);
        json.string("user_name", user.name);
        json.word("role", roleName(user.role));
        json.endObject();
    }
    json.endArray();
    writeTyping(json, details.typing);
    writeWatermarks(json, details.watermarks);
}

Result<SessionDetails> readSessionDetails(simdjson::dom::object json)
{
    FieldReader fields(json, detailsLimits);
    const auto row = fields.object("session");
    if (!row)
        return invalidField("session", "is missing");
    auto session = readSessionRow(*row);
    if (!session)
        return session.error();
    SessionDetails details{*std::move(session)};
    readObjects(fields, "members", [&](FieldReader &user) {
        const auto name = user.string("user_name").value_or(std::string_view());
        details.members.push_back({user.id<UserId>("user_id"), QByteArray(name.data(), qsizetype(name.size())), roleIn(user)});
    });
    readTypists(fields, details.typing);
    readObjects(fields, "watermarks", [&](FieldReader &mark) {
        details.watermarks.push_back(
            {mark.id<UserId>("user_id"), roleIn(mark), seqIn(mark, "delivered_seq"), seqIn(mark, "read_seq")});
    });
    return fields.finish<SessionDetails>(std::move(details));
}

SessionDetails merged(SessionDetails one, const SessionDetails &other)
{
    const auto nothing = [](const auto &, const auto &) {};
    unite(one.members, other.members, [](const UserInfo &user) { return user.user; }, nothing);
    unite(one.typing, other.typing, [](const UserId &user) { return user; }, nothing);
    unite(one.watermarks, other.watermarks, [](const Watermark &mark) { return mark.user; }, [](Watermark &known, const Watermark &more) {
        known.delivered = std::max(known.delivered, more.delivered);
        known.read = std::max(known.read, more.read);
    });
    one.row = merged(one.row, other.row);
    one.row.typing = qint64(one.typing.size());
    // Of more members than are told a server knows the number alone.
    one.row.users = std::max(one.row.users, qint64(one.members.size()));
    return one;
}

} // namespace conversa
