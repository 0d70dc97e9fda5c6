// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tableexport.h"

#include "admin/tablewriter.h"

namespace conversa::console {

namespace {

QByteArray minified(simdjson::dom::element value)
{
    return QByteArray::fromStdString(simdjson::minify(value));
}

// What is not a text stands as it is in JSON; null, and what is not there, not at all.
void appendCsv(QByteArray &text, simdjson::dom::object row, const QList<QByteArray> &keys)
{
    static const Field words{ {}, {} };
    const char *separator = "";
    for (const QByteArray &key : keys) {
        text += std::exchange(separator, ",");
        simdjson::dom::element value;
        if (row.at_key(key.toStdString()).get(value) != simdjson::SUCCESS || value.is_null())
            continue;
        std::string_view string;
        const QByteArray cell = value.get(string) == simdjson::SUCCESS ? QByteArray(string.data(), qsizetype(string.size())) : minified(value);
        appendCell(text, words, QByteArrayView(cell));
    }
    text += "\r\n";
}

// The members wanted, in the order wanted.
void appendJson(QByteArray &text, simdjson::dom::object row, const QList<QByteArray> &keys)
{
    text += '{';
    const char *separator = "";
    for (const QByteArray &key : keys) {
        simdjson::dom::element value;
        if (row.at_key(key.toStdString()).get(value) == simdjson::SUCCESS)
            text += std::exchange(separator, ",") + ('"' + key + "\":") + minified(value);
    }
    text += '}';
}

} // namespace

Result<RowTexts> readRowTexts(QByteArrayView body, const QByteArray &member, const QList<QByteArray> &keys, RowFormat format, bool isFirst)
{
    RowTexts page;
    auto end = visitRows(body, member, [&](simdjson::dom::object row) -> Result<void> {
        page.text += beginOfRow(format, isFirst && page.rows == 0);
        format == RowFormat::Csv ? appendCsv(page.text, row, keys) : appendJson(page.text, row, keys);
        page.text += endOfRow(format);
        ++page.rows;
        return {};
    });
    if (!end)
        return end.error();
    page.end = *std::move(end);
    return page;
}

TableExport::TableExport(Rest &rest, RowSource source, TableWish wish, QList<QByteArray> keys, RowFormat format, QIODevice &out, QObject *parent)
    : QObject(parent)
    , m_rest(rest)
    , m_source(std::move(source))
    , m_wish(std::move(wish))
    , m_keys(std::move(keys))
    , m_format(format)
    , m_out(out)
{
}

void TableExport::start()
{
    m_out.write(beginOfFile(m_format, m_keys));
    ask({});
}

void TableExport::ask(const QString &cursor)
{
    RestRequest request{ m_source.path };
    request.query.addQueryItem(QStringLiteral("limit"), QString::number(pageRows));
    request.query.addQueryItem(QStringLiteral("fields"), QString::fromLatin1(m_keys.join(',')));
    addParameter(request, "filter", m_wish.filter);
    addParameter(request, "sort", m_wish.sort);
    addParameter(request, "cursor", cursor);
    const auto read = [member = m_source.member, keys = m_keys, format = m_format, isFirst = m_rows == 0](QByteArrayView body) {
        return readRowTexts(body, member, keys, format, isFirst);
    };
    m_rest.ask<RowTexts>(std::move(request), read, this, [this](const Answer<RowTexts> &answer) { onPage(answer); });
}

void TableExport::onPage(const Answer<RowTexts> &answer)
{
    if (!answer) {
        Q_EMIT failed(answer.failure());
        return;
    }
    m_out.write(answer->text);
    m_rows += answer->rows;
    for (const QString &node : answer->end.silentNodes) {
        if (!m_silentNodes.contains(node))
            m_silentNodes << node;
    }
    Q_EMIT progressed(m_rows, answer->end.total.value_or(0));
    if (!answer->end.nextCursor.isEmpty())
        return ask(answer->end.nextCursor);
    m_out.write(endOfFile(m_format).toByteArray());
    Q_EMIT finished();
}

} // namespace conversa::console
