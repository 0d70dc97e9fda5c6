// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/filter.h"
#include "admin/tablewriter.h"

#include <QByteArray>

#include <optional>

namespace conversa {

// By which field rows are ordered, and by their ids where it is the same. What is not known comes first.
struct SortOrder
{
    size_t field = 0;
    bool isDescending = false;
};

// A row's place in an order. Ages grow from the latest moment to the earliest.
struct RowPlace
{
    FieldValue key;
    Uuid id;

    bool operator<(const RowPlace &other) const { return key != other.key ? key < other.key : id < other.id; }
};

RowPlace placeOf(const Field &field, FieldValue value, const Uuid &id);

// Where a page ends, and the next one begins: a row's place that keeps its text.
class Cursor
{
public:
    explicit Cursor(const RowPlace &place);
    // InvalidField for what is no cursor over this field.
    static Result<Cursor> parse(QByteArrayView text, const Field &field);

    // As long as the cursor lives.
    RowPlace place() const;
    QByteArray toByteArray() const;

private:
    FieldValue m_key; // but for a text
    std::optional<QByteArray> m_text;
    Uuid m_id;
};

// What is asked of an admin table.
struct TableQuery
{
    static constexpr int maxRows = 500;
    static constexpr int defaultRows = 100;

    Filter filter = {};
    SortOrder order = {};
    Columns columns = {};
    std::optional<Cursor> after = {};
    int limit = defaultRows; // 1 to maxRows
};

// A query as it comes in text; empty: as if it were not there.
struct TableQueryText
{
    QByteArray filter = {};
    QByteArray sort = {}; // "age", "-queue"
    QByteArray fields = {}; // keys, comma between them
    QByteArray cursor = {};
    QByteArray limit = {};
};

// InvalidField names the part that is wrong; the default order is that of the first field.
Result<TableQuery> readTableQuery(const TableQueryText &text, std::span<const Field> fields);

} // namespace conversa
