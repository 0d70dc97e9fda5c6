// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tableexport.h"

#include "admin/tablewriter.h"
#include "protocol/jsonparser.h"

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

QStringList silentAmong(simdjson::dom::object answer)
{
    QStringList silent;
    simdjson::dom::array nodes;
    if (answer.at_key("nodes").get(nodes) != simdjson::SUCCESS)
        return silent;
    for (const simdjson::dom::element each : nodes) {
        simdjson::dom::object node;
        if (each.get(node) == simdjson::SUCCESS && stringIn(node, "state") == "silent") {
            const std::string_view name = stringIn(node, "node");
            silent << QString::fromUtf8(name.data(), qsizetype(name.size()));
        }
    }
    return silent;
}

} // namespace

Result<RowTexts> readRowTexts(QByteArrayView body, const QByteArray &member, const QList<QByteArray> &keys, RowFormat format, bool isFirst)
{
    JsonParser parser;
    const auto document = parser.parse(body);
    simdjson::dom::object answer;
    simdjson::dom::array array;
    if (!document || document->get(answer) != simdjson::SUCCESS || answer.at_key(member.toStdString()).get(array) != simdjson::SUCCESS)
        return Error{ ErrorCode::InvalidMessage, "The answer has no rows." };
    RowTexts page;
    for (const simdjson::dom::element element : array) {
        simdjson::dom::object row;
        if (element.get(row) != simdjson::SUCCESS)
            return Error{ ErrorCode::InvalidMessage, "A row of the answer is no object." };
        if (format == RowFormat::Json)
            page.text += isFirst && page.rows == 0 ? "\n" : ",\n";
        format == RowFormat::Csv ? appendCsv(page.text, row, keys) : appendJson(page.text, row, keys);
        if (format == RowFormat::JsonLines)
            page.text += '\n';
        ++page.rows;
    }
    int64_t total = 0;
    page.total = answer.at_key("total").get(total) == simdjson::SUCCESS ? total : 0;
    const std::string_view cursor = stringIn(answer, "next_cursor");
    page.nextCursor = QString::fromLatin1(cursor.data(), qsizetype(cursor.size()));
    if (member != "nodes") // of the servers' own table those are the rows
        page.silentNodes = silentAmong(answer);
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
    if (m_format == RowFormat::Csv)
        m_out.write(m_keys.join(',') + "\r\n");
    else if (m_format == RowFormat::Json)
        m_out.write("[");
    ask({});
}

void TableExport::ask(const QString &cursor)
{
    RestRequest request{ m_source.path, m_source.extra };
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
    for (const QString &node : answer->silentNodes) {
        if (!m_silentNodes.contains(node))
            m_silentNodes << node;
    }
    Q_EMIT progressed(m_rows, answer->total);
    if (!answer->nextCursor.isEmpty())
        return ask(answer->nextCursor);
    if (m_format == RowFormat::Json)
        m_out.write("\n]\n");
    Q_EMIT finished();
}

} // namespace conversa::console
