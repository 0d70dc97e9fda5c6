// SPDX-License-Identifier: Apache-2.0
#include "admin/filterparser.h"

#include "admin/quantity.h"

#include <algorithm>

namespace conversa {

namespace {

bool isBlank(char c)
{
    return quint8(c) <= 0x20;
}

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isNameChar(char c)
{
    return isNameStart(c) || (c >= '0' && c <= '9') || c == '_';
}

bool isIdChar(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-';
}

QByteArray quote(std::string_view name)
{
    return '"' + view(name).toByteArray() + '"';
}

} // namespace

FilterParser::FilterParser(QByteArrayView text, std::span<const Field> fields)
    : m_text(text)
    , m_fields(fields)
{
}

Result<std::vector<filters::Test>> FilterParser::parse()
{
    if (m_text.size() > Filter::maxSize)
        return fail(Filter::maxSize, "a filter has at most " + QByteArray::number(Filter::maxSize) + " bytes");
    std::vector<filters::Test> tests;
    for (skipBlanks(); m_at < m_text.size(); skipBlanks()) {
        if (tests.size() == Filter::maxTerms)
            return fail(m_at, "a filter has at most " + QByteArray::number(Filter::maxTerms) + " terms");
        auto test = term();
        if (!test)
            return test.error();
        tests.push_back(*std::move(test));
    }
    return tests;
}

void FilterParser::skipBlanks()
{
    while (m_at < m_text.size() && isBlank(m_text[m_at]))
        ++m_at;
}

bool FilterParser::take(char c)
{
    const bool isThere = m_at < m_text.size() && m_text[m_at] == c;
    m_at += isThere;
    return isThere;
}

bool FilterParser::isAtEnd() const
{
    return m_at == m_text.size() || isBlank(m_text[m_at]);
}

Result<filters::Test> FilterParser::term()
{
    filters::Test test;
    const qsizetype begin = m_at;
    test.isNegated = take('-');
    if (isAtEnd())
        return fail(begin, "\"-\" stands before what is left out, as -role:agent");
    const qsizetype nameAt = m_at;
    if (const auto name = takeFieldName()) {
        test.field = findField(m_fields, *name);
        if (!test.field)
            return fail(nameAt, unknownField("field", *name, m_fields, &Field::name));
        auto wanted = condition(m_fields[*test.field]);
        if (!wanted)
            return wanted.error();
        test.condition = *std::move(wanted);
        return test;
    }
    const auto text = literal();
    if (!text)
        return text.error();
    test.condition = filters::Containing{text->text.toLower()};
    return test;
}

std::optional<QByteArrayView> FilterParser::takeFieldName()
{
    qsizetype end = m_at;
    while (end < m_text.size() && (end == m_at ? isNameStart(m_text[end]) : isNameChar(m_text[end])))
        ++end;
    if (end == m_at || end == m_text.size() || m_text[end] != ':')
        return std::nullopt;
    const QByteArrayView name = m_text.sliced(m_at, end - m_at);
    m_at = end + 1;
    return name;
}

QByteArrayView FilterParser::takeOperator()
{
    const qsizetype begin = m_at;
    if (take('>') || take('<'))
        take('=');
    else
        take('=');
    return m_text.sliced(begin, m_at - begin);
}

Result<FilterParser::Literal> FilterParser::literal()
{
    if (m_at < m_text.size() && m_text[m_at] == '"')
        return quoted();
    const qsizetype begin = m_at;
    while (!isAtEnd())
        ++m_at;
    return Literal{m_text.sliced(begin, m_at - begin).toByteArray(), begin};
}

Result<FilterParser::Literal> FilterParser::quoted()
{
    Literal literal{{}, m_at, true};
    ++m_at;
    for (; m_at < m_text.size() && m_text[m_at] != '"'; ++m_at) {
        // \" and \\ are the characters themselves.
        if (m_text[m_at] == '\\' && m_at + 1 < m_text.size())
            ++m_at;
        literal.text += m_text[m_at];
    }
    if (!take('"'))
        return fail(literal.at, "this quote is not closed");
    if (!isAtEnd())
        return fail(m_at, "a blank is missing behind the quote");
    return literal;
}

Result<filters::Condition> FilterParser::condition(const Field &field)
{
    const qsizetype signAt = m_at;
    const QByteArrayView sign = takeOperator();
    const auto value = literal();
    if (!value)
        return value.error();
    if (value->text.isEmpty() && !value->isQuoted)
        return fail(value->at, quote(field.name) + " needs a value");
    return compared(field, sign, signAt, *value);
}

Result<filters::Condition> FilterParser::compared(
    const Field &field, QByteArrayView sign, qsizetype signAt, const Literal &value) const
{
    const bool isOrdered = field.kind == FieldKind::Count || field.kind == FieldKind::Bytes || field.kind == FieldKind::Span
        || field.kind == FieldKind::Since;
    if (isOrdered)
        return quantity(field, sign, value);
    if (!sign.isEmpty() && sign != "=")
        return fail(signAt, quote(field.name) + " cannot be compared with " + sign.toByteArray());
    const QByteArray lowered = value.text.toLower();
    switch (field.kind) {
    case FieldKind::Word:
        return word(field, value);
    case FieldKind::Id:
        if (lowered.size() > Uuid::textSize || !std::all_of(lowered.begin(), lowered.end(), isIdChar))
            return fail(value.at, quote(field.name) + " takes a UUID or its beginning");
        return filters::Condition{filters::Starting{lowered}};
    case FieldKind::Address:
        if (const auto network = IpNetwork::parse(value.text))
            return filters::Condition{*network};
        return fail(value.at, quote(field.name) + " takes an address or a network, as 10.0.0.0/8");
    default:
        return sign == "=" ? filters::Condition{filters::Equal{lowered}} : filters::Condition{filters::Containing{lowered}};
    }
}

Result<filters::Condition> FilterParser::word(const Field &field, const Literal &value) const
{
    const QByteArray lowered = value.text.toLower();
    QByteArray words;
    for (const std::string_view each : field.words) {
        if (view(each) == lowered)
            return filters::Condition{filters::Equal{lowered}};
        words += (words.isEmpty() ? "" : ", ") + view(each).toByteArray();
    }
    return fail(value.at, quote(field.name) + " is one of " + words);
}

Result<filters::Condition> FilterParser::quantity(const Field &field, QByteArrayView sign, const Literal &value) const
{
    const qsizetype dots = value.text.indexOf("..");
    if (sign.isEmpty() && !value.isQuoted && dots >= 0)
        return range(field, value, dots);
    const auto wanted = number(field, value.text, value.at);
    if (!wanted || value.isQuoted)
        return wanted ? fail(value.at, quote(field.name) + " takes no quotes") : wanted.error();
    if (sign == ">")
        return filters::Condition{filters::Between{*wanted + 1, maxQuantity}};
    if (sign == ">=")
        return filters::Condition{filters::Between{*wanted, maxQuantity}};
    if (sign == "<")
        return filters::Condition{filters::Between{0, *wanted - 1}};
    if (sign == "<=")
        return filters::Condition{filters::Between{0, *wanted}};
    // Nothing is exactly so old, or was a moment ago.
    if (field.kind == FieldKind::Since)
        return fail(value.at, quote(field.name) + " needs a comparison, as >1h, <5m or 1m..1h");
    return filters::Condition{filters::Between{*wanted, *wanted}};
}

Result<filters::Condition> FilterParser::range(const Field &field, const Literal &value, qsizetype dots) const
{
    const QByteArrayView text = value.text;
    filters::Between between{0, maxQuantity};
    if (text.size() == 2)
        return fail(value.at, "a range has a beginning or an end");
    if (dots > 0) {
        const auto low = number(field, text.first(dots), value.at);
        if (!low)
            return low.error();
        between.low = *low;
    }
    if (dots + 2 < text.size()) {
        const auto high = number(field, text.sliced(dots + 2), value.at + dots + 2);
        if (!high)
            return high.error();
        between.high = *high;
    }
    if (between.high < between.low)
        return fail(value.at, "this range ends before it begins");
    return filters::Condition{between};
}

Result<qint64> FilterParser::number(const Field &field, QByteArrayView text, qsizetype at) const
{
    if (const auto parsed = parseQuantity(field.kind, text))
        return *parsed;
    return fail(at, quote(field.name) + " takes " + quantityHelp(field.kind));
}

Error FilterParser::fail(qsizetype at, const QByteArray &sentence) const
{
    const bool isWhole = sentence.endsWith('?') || sentence.endsWith('.');
    Error error{ErrorCode::InvalidField, isWhole ? sentence : sentence + '.', QByteArrayLiteral("filter")};
    const QByteArrayView before = m_text.first(std::min(at, m_text.size()));
    // Bytes that continue a character are none.
    error.column = 1 + std::count_if(before.begin(), before.end(), [](char c) { return (quint8(c) & 0xC0) != 0x80; });
    return error;
}

} // namespace conversa
