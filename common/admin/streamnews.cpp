// SPDX-License-Identifier: Apache-2.0
#include "admin/streamnews.h"

#include "admin/auditentry.h"
#include "admin/eventrow.h"
#include "admin/logrow.h"
#include "protocol/envelope.h"
#include "protocol/fieldreader.h"

namespace conversa {

namespace {

const Limits streamLimits;

} // namespace

void encodeStreamNews(QByteArray &out, const EnvelopeInfo &info, AdminTopic topic, const StreamNews<QByteArray> &news)
{
    Envelope envelope(out, adminNewsName(news.isSnapshot ? AdminNews::Snapshot : AdminNews::Batch), Audience::Plain);
    JsonWriter &json = envelope.openPayload();
    json.word("topic", topicName(topic));
    json.number("sequence", news.sequence);
    if (news.lost > 0)
        json.number("lost", news.lost);
    json.beginArray("rows");
    for (const QByteArray &row : news.rows)
        json.written({}, row);
    json.endArray();
    envelope.closePayload();
    envelope.close(info);
}

template <typename Row>
Result<StreamNews<Row>> readStreamNews(const AdminMessage &message, Result<Row> (*readRow)(simdjson::dom::object))
{
    FieldReader fields(message.payload, streamLimits);
    auto rows = readRows(fields, readRow);
    if (!rows)
        return rows.error();
    StreamNews<Row> news;
    news.isSnapshot = stringIn(message.envelope, "type") == "snapshot";
    news.sequence = fields.number("sequence", 0, maxSequence).value_or(0);
    news.lost = fields.number("lost", 0, maxSequence).value_or(0);
    news.rows = *std::move(rows);
    return fields.finish<StreamNews<Row>>(std::move(news));
}

template Result<StreamNews<AuditEntry>> readStreamNews(const AdminMessage &, Result<AuditEntry> (*)(simdjson::dom::object));
template Result<StreamNews<EventRow>> readStreamNews(const AdminMessage &, Result<EventRow> (*)(simdjson::dom::object));
template Result<StreamNews<LogRow>> readStreamNews(const AdminMessage &, Result<LogRow> (*)(simdjson::dom::object));
template Result<StreamNews<FrameRow>> readStreamNews(const AdminMessage &, Result<FrameRow> (*)(simdjson::dom::object));

} // namespace conversa
