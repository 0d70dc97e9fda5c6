// SPDX-License-Identifier: Apache-2.0
#include "bus/buscodec.h"

#include "bus/busbody.h"

#include <QMessageAuthenticationCode>

#include <algorithm>

namespace conversa {

namespace {

constexpr qsizetype digestSize = 64;
const Limits clientLimits; // of what clients send; nothing in here is read under them

Error alien()
{
    return { ErrorCode::InvalidMessage, "not an envelope of a server with this secret" };
}

// Takes the same time whatever the first difference.
bool sameDigest(QByteArrayView one, QByteArrayView other)
{
    if (one.size() != other.size())
        return false;
    quint8 difference = 0;
    for (qsizetype i = 0; i < one.size(); ++i)
        difference |= quint8(one[i]) ^ quint8(other[i]);
    return difference == 0;
}

BusHead headIn(const BusKind &kind, FieldReader &fields)
{
    BusHead head;
    if (kind.hasTenant) {
        const std::string_view tenant = fields.string("tenant").value_or(std::string_view{});
        head.key.tenant = QByteArray(tenant.data(), qsizetype(tenant.size()));
    }
    if (kind.hasSession)
        head.key.session = fields.id<SessionId>("session");
    if (kind.hasSeq) {
        const auto seq = fields.number("seq", 1, maxSequence);
        if (!seq)
            fields.refuse("seq", "is missing");
        head.seq = seq.value_or(0);
    }
    return head;
}

} // namespace

BusCodec::BusCodec(NodeId self, QByteArray secret)
    : m_self(self)
    , m_secret(std::move(secret))
    , m_start("{\"version\":1,\"node\":\"" + self.toByteArray() + '"')
{
}

QByteArray BusCodec::digest(QByteArrayView json, QByteArrayView channel) const
{
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, m_secret);
    code.addData(channel.data(), channel.size());
    code.addData("\n", 1);
    code.addData(json.data(), json.size());
    return code.result().toHex();
}

QByteArray BusCodec::encode(const BusEvent &event, QByteArrayView channel) const
{
    QByteArray json;
    {
        JsonWriter writer(json, Audience::Plain);
        writer.expect(512);
        writer.beginObject();
        writer.number("version", 1);
        writer.id("node", m_self.uuid);
        writer.word("kind", busKinds()[event.index()].name);
        if (const SessionKey *key = sessionOf(event)) {
            writer.string("tenant", key->tenant);
            writer.id("session", key->session.uuid);
        }
        writeBody(writer, event);
        writer.endObject();
    }
    return digest(json, channel) + json;
}

Result<BusEnvelope> BusCodec::decode(QByteArrayView bytes, QByteArrayView channel)
{
    if (bytes.size() > maxSize || bytes.size() < digestSize + 2 || bytes[digestSize] != '{')
        return alien();
    const QByteArrayView json = bytes.sliced(digestSize);
    if (!sameDigest(bytes.first(digestSize), digest(json, channel)))
        return alien();
    const auto document = m_parser.parse(json);
    simdjson::dom::object object;
    if (!document || document->get(object) != simdjson::SUCCESS)
        return alien();
    FieldReader fields(object, clientLimits);
    const auto node = fields.id<NodeId>("node");
    if (fields.refusal())
        return alien();
    const std::string_view name = stringIn(object, "kind");
    const std::span<const BusKind> kinds = busKinds();
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const BusKind &each) { return each.name == name; });
    if (kind == kinds.end())
        return Error{ ErrorCode::UnknownType, "an envelope of an unknown kind" };
    const BusHead head = headIn(*kind, fields);
    simdjson::dom::object inner;
    const bool hasBody = object.at_key("body").get(inner) == simdjson::SUCCESS;
    FieldReader body(hasBody ? inner : object, clientLimits);
    BusEvent event = kind->read(head, body);
    if (fields.refusal() || body.refusal())
        return alien();
    return BusEnvelope{ node, std::move(event) };
}

bool BusCodec::isEcho(QByteArrayView bytes) const
{
    return bytes.size() > digestSize && bytes.sliced(digestSize).startsWith(m_start);
}

} // namespace conversa
