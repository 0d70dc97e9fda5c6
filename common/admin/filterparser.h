// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/filter.h"

namespace conversa {

// Reads the text of one filter, term by term. Lives as long as it takes.
class FilterParser
{
public:
    FilterParser(QByteArrayView text, std::span<const Field> fields);

    Result<std::vector<filters::Test>> parse();

private:
    struct Literal
    {
        QByteArray text;
        qsizetype at = 0; // where it begins
        bool isQuoted = false;
    };

    void skipBlanks();
    bool take(char c);
    bool isAtEnd() const; // of the term
    Result<filters::Test> term();
    // "name:" at the current place, if that is what stands there.
    std::optional<QByteArrayView> takeFieldName();
    QByteArrayView takeOperator();
    Result<Literal> literal();
    Result<Literal> quoted();
    Result<filters::Condition> condition(const Field &field);
    Result<filters::Condition> compared(const Field &field, QByteArrayView sign, qsizetype signAt, const Literal &value) const;
    Result<filters::Condition> word(const Field &field, const Literal &value) const;
    Result<filters::Condition> quantity(const Field &field, QByteArrayView sign, const Literal &value) const;
    Result<filters::Condition> range(const Field &field, const Literal &value, qsizetype dots) const;
    Result<qint64> number(const Field &field, QByteArrayView text, qsizetype at) const;
    Error fail(qsizetype at, const QByteArray &sentence) const;

    const QByteArrayView m_text;
    const std::span<const Field> m_fields;
    qsizetype m_at = 0;
};

} // namespace conversa
