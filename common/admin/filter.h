// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/field.h"
#include "core/result.h"

#include <QByteArray>

#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace conversa {

// What one term of a filter asks for.
namespace filters {

struct Between // both ends belong to it
{
    qint64 low = 0;
    qint64 high = 0;
};
struct Containing // ASCII letters in either case, here and below
{
    QByteArray lowered;
};
struct Equal
{
    QByteArray lowered;
};
struct Starting
{
    QByteArray lowered;
};
using Condition = std::variant<Between, Containing, Equal, Starting, IpNetwork>;

struct Test
{
    std::optional<size_t> field = {}; // nothing: any that is searched
    bool isNegated = false;
    Condition condition = {};
};

} // namespace filters

// A filter of an admin table, as it is typed (docs/protocol.md, "Filters"), compiled to a predicate over its rows. A copy is
// cheap; the fields must outlive it.
class Filter
{
public:
    static constexpr qsizetype maxSize = 1'024; // bytes
    static constexpr size_t maxTerms = 32;

    // Lets every row pass.
    Filter() = default;
    // InvalidField with the column for what is no filter over these fields.
    static Result<Filter> parse(QByteArrayView text, std::span<const Field> fields);

    // Whether all terms hold for the row of which `valueOf(place of the field)` gives the values.
    template <typename ValueOf>
    bool matches(const ValueOf &valueOf, qint64 nowMs) const;
    size_t size() const { return m_tests.size(); } // terms

private:
    static bool holds(const filters::Condition &condition, const FieldValue &value);
    static FieldValue aged(const Field &field, FieldValue value, qint64 nowMs);

    std::span<const Field> m_fields;
    std::vector<filters::Test> m_tests;
};

template <typename ValueOf>
bool Filter::matches(const ValueOf &valueOf, qint64 nowMs) const
{
    for (const filters::Test &test : m_tests) {
        bool found = false;
        if (test.field)
            found = holds(test.condition, aged(m_fields[*test.field], valueOf(*test.field), nowMs));
        for (size_t i = 0; !test.field && !found && i < m_fields.size(); ++i)
            found = m_fields[i].isSearched && holds(test.condition, valueOf(i));
        if (found == test.isNegated)
            return false;
    }
    return true;
}

} // namespace conversa
