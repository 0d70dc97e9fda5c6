// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/connectionrow.h"

#include <QRandomGenerator>

#include <vector>

namespace conversa::test {

// Filters over the table of connections that find some of the rows mostly: their values are drawn from these rows. The same
// seed makes the same filters.
class RandomFilter
{
public:
    RandomFilter(quint32 seed, std::vector<ConnectionRow> rows, qint64 nowMs)
        : m_random(seed)
        , m_rows(std::move(rows))
        , m_nowMs(nowMs)
    {
    }

    QByteArray next()
    {
        QByteArrayList terms;
        for (int i = 0, most = 1 + below(below(5) == 0 ? 6 : 2); i < most; ++i)
            terms.append((below(4) == 0 ? "-" : "") + term());
        return terms.join(below(5) == 0 ? "  " : " ");
    }

private:
    int below(int most) { return int(m_random.bounded(most)); }
    bool often() { return below(3) > 0; }
    const ConnectionRow &row() { return m_rows[size_t(below(int(m_rows.size())))]; }

    QByteArray term()
    {
        const Field &field = connectionFields()[size_t(below(int(connectionFields().size())))];
        const FieldValue value = row().value(size_t(&field - connectionFields().data()));
        const bool isFree = below(6) == 0;
        switch (field.kind) {
        case FieldKind::Id: return (isFree ? QByteArray() : name(field) + ':') + idPart(value);
        case FieldKind::Text: return (isFree ? QByteArray() : name(field) + ':' + (below(3) == 0 ? "=" : "")) + quoted(textPart(value, isFree));
        case FieldKind::Word: return name(field) + ':' + view(field.words[size_t(below(int(field.words.size())))]).toByteArray();
        case FieldKind::Address: return isFree ? QByteArray("127.0") : name(field) + ':' + network(value);
        default: return name(field) + ':' + quantity(field.kind, value);
        }
    }

    static QByteArray name(const Field &field) { return view(field.name).toByteArray(); }

    QByteArray idPart(const FieldValue &value)
    {
        const auto *id = std::get_if<Uuid>(&value);
        const QByteArray text = (id && often() ? *id : Uuid::random()).toByteArray();
        return text.left(1 + below(often() ? 3 : 36));
    }

    QByteArray textPart(const FieldValue &value, bool isFree)
    {
        const auto *text = std::get_if<QByteArrayView>(&value);
        const QByteArray whole = text && often() ? text->toByteArray() : QByteArray("nobody");
        if (!isFree && below(3) == 0)
            return below(2) == 0 ? whole.toUpper() : whole;
        // Whole letters: a part of one is no text.
        const QString letters = QString::fromUtf8(whole);
        const int at = below(int(letters.size()));
        return letters.mid(at, 1 + below(int(letters.size()) - at)).toUtf8();
    }

    QByteArray quoted(QByteArray text)
    {
        const bool mustBe = text.isEmpty() || text.startsWith('=') || text.contains(' ') || text.contains('"') || text.contains(':') || text.startsWith('-');
        if (!mustBe && often())
            return text;
        return '"' + text.replace('\\', "\\\\").replace('"', "\\\"") + '"';
    }

    QByteArray network(const FieldValue &value)
    {
        const auto *address = std::get_if<IpAddress>(&value);
        const QByteArray text = address && often() ? address->toByteArray() : QByteArray("10.1.2.3");
        return below(2) == 0 ? text : text + '/' + QByteArray::number(below(33));
    }

    QByteArray number(FieldKind kind, qint64 value)
    {
        if (kind == FieldKind::Bytes && below(4) == 0)
            return QByteArray::number(value / 1'024) + 'k';
        if (kind == FieldKind::Span || kind == FieldKind::Since)
            return below(3) == 0 ? QByteArray::number(value / 1'000) + 's' : QByteArray::number(value) + "ms";
        return QByteArray::number(value);
    }

    QByteArray quantity(FieldKind kind, const FieldValue &value)
    {
        const auto *there = std::get_if<qint64>(&value);
        qint64 around = there ? *there : below(100);
        if (kind == FieldKind::Since)
            around = std::max<qint64>(m_nowMs - around, 0);
        around = std::max<qint64>(around + below(5) - 2, 0);
        constexpr const char *signs[] = {">", ">=", "<", "<=", "=", ""};
        if (below(3) > 0)
            return signs[below(kind == FieldKind::Since ? 4 : 6)] + number(kind, around);
        const QByteArray low = number(kind, around);
        return low.endsWith('k') || below(3) == 0 ? low + ".." : low + ".." + number(kind, around + 1'000 + below(5'000));
    }

    QRandomGenerator m_random;
    const std::vector<ConnectionRow> m_rows;
    const qint64 m_nowMs;
};

} // namespace conversa::test
