// SPDX-License-Identifier: Apache-2.0
#include "admin/filter.h"

#include "admin/filterparser.h"

#include <algorithm>

namespace conversa {

namespace {

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
}

bool isSame(char any, char low)
{
    return lowered(any) == low;
}

// Where a letter stands first in either case, not before `from`; -1: nowhere. Most texts do not even have the first letter of
// what is looked for.
qsizetype findLetter(QByteArrayView text, char low, qsizetype from)
{
    const qsizetype small = text.indexOf(low, from);
    if (low < 'a' || low > 'z')
        return small;
    const qsizetype capital = text.indexOf(char(low - ('a' - 'A')), from);
    return small < 0 || (capital >= 0 && capital < small) ? capital : small;
}

bool meets(const filters::Between &range, qint64 number)
{
    return range.low <= number && number <= range.high;
}

bool meets(const filters::Containing &wanted, QByteArrayView text)
{
    const QByteArrayView low = wanted.lowered;
    if (low.isEmpty())
        return true;
    for (qsizetype at = findLetter(text, low.front(), 0); at >= 0 && at + low.size() <= text.size();
         at = findLetter(text, low.front(), at + 1)) {
        if (std::equal(text.begin() + at, text.begin() + at + low.size(), low.begin(), isSame))
            return true;
    }
    return false;
}

bool meets(const filters::Equal &wanted, QByteArrayView text)
{
    return std::equal(text.begin(), text.end(), wanted.lowered.begin(), wanted.lowered.end(), isSame);
}

bool startsWith(const Uuid &id, const QByteArray &beginning)
{
    // Most differ in the first digit already.
    constexpr char digits[] = "0123456789abcdef";
    if (!beginning.isEmpty() && beginning.front() != digits[id.bytes().front() >> 4])
        return false;
    char text[Uuid::textSize];
    id.write(text);
    return QByteArrayView(text, Uuid::textSize).startsWith(beginning);
}

bool meets(const filters::Starting &wanted, const Uuid &id)
{
    return startsWith(id, wanted.lowered);
}

// Free text finds an id by its beginning, and an address by a part of what people read.
bool meets(const filters::Containing &wanted, const Uuid &id)
{
    return startsWith(id, wanted.lowered);
}

bool meets(const filters::Containing &wanted, const IpAddress &address)
{
    char text[IpAddress::mostText];
    return meets(wanted, QByteArrayView(text, address.write(text)));
}

bool meets(const IpNetwork &network, const IpAddress &address)
{
    return network.contains(address);
}

// A condition on a value of another kind, or on one that is not known.
template <typename Condition, typename Value>
bool meets(const Condition &, const Value &)
{
    return false;
}

} // namespace

Result<Filter> Filter::parse(QByteArrayView text, std::span<const Field> fields)
{
    auto tests = FilterParser(text, fields).parse();
    if (!tests)
        return tests.error();
    Filter filter;
    filter.m_fields = fields;
    filter.m_tests = *std::move(tests);
    return filter;
}

bool Filter::holds(const filters::Condition &condition, const FieldValue &value)
{
    return std::visit([](const auto &wanted, const auto &there) { return meets(wanted, there); }, condition, value);
}

FieldValue Filter::aged(const Field &field, FieldValue value, qint64 nowMs)
{
    if (auto *moment = std::get_if<qint64>(&value); moment && field.kind == FieldKind::Since)
        *moment = std::max<qint64>(nowMs - *moment, 0);
    return value;
}

} // namespace conversa
