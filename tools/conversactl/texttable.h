// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/field.h"

#include <QByteArrayList>
#include <QJsonValue>

#include <vector>

namespace conversa::ctl {

// Rows of text, aligned for a terminal. What others wrote cannot move the cursor there.
class TextTable
{
public:
    explicit TextTable(QByteArrayList header);

    void add(QByteArrayList cells) { m_rows.push_back(std::move(cells)); }
    // A column of numbers stands at its right.
    void alignRight(qsizetype column) { m_right.append(column); }
    QByteArray toByteArray() const;

private:
    QByteArrayList m_header;
    std::vector<QByteArrayList> m_rows;
    QList<qsizetype> m_right;
};

// A field of a row as the API gives it, for a person: "3m 12s", "1.2k", "-" where it is not known.
QByteArray cellOf(const Field &field, const QJsonValue &value, qint64 nowMs);
bool isNumber(FieldKind kind);
// "250ms", "3m 12s", "4d 3h".
QByteArray durationText(qint64 ms);
QByteArray sizeText(qint64 bytes);
// "1,204".
QByteArray numberText(qint64 number);

} // namespace conversa::ctl
