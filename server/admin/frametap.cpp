// SPDX-License-Identifier: Apache-2.0
#include "admin/frametap.h"

#include "protocol/jsonparser.h"
#include "protocol/jsonwriter.h"

#include <algorithm>
#include <chrono>

namespace conversa {

namespace {

constexpr std::string_view mask = "(masked)";
constexpr QByteArrayView withheld = "(withheld: not readable, and there may be a token in it)";

qint64 wallUs()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

// Whether a key anywhere in it is for a token.
bool hasToken(simdjson::dom::element element)
{
    if (simdjson::dom::object object; element.get(object) == simdjson::SUCCESS)
        return std::any_of(object.begin(), object.end(), [](const auto &field) { return field.key == "token" || hasToken(field.value); });
    if (simdjson::dom::array array; element.get(array) == simdjson::SUCCESS)
        return std::any_of(array.begin(), array.end(), hasToken);
    return false;
}

QByteArray maskedMessage(simdjson::dom::element document)
{
    QByteArray masked;
    JsonWriter json(masked, Audience::Plain);
    json.beginObject();
    simdjson::dom::object message;
    if (document.get(message) == simdjson::SUCCESS) {
        for (const std::string_view key : {"type", "request_id"}) {
            const std::string_view text = stringIn(message, key);
            if (!text.empty())
                json.string(key, {text.data(), qsizetype(text.size())});
        }
    }
    json.word("payload", mask);
    json.endObject();
    return masked;
}

// What a client sent, without its token. What cannot be read is judged by its letters, whichever way they are written.
QByteArray withoutToken(QByteArrayView text)
{
    thread_local JsonParser parser;
    const auto document = parser.parse(text);
    if (!document)
        return (text.contains("oken") || text.contains("\\u") ? withheld : text).toByteArray();
    return hasToken(*document) ? maskedMessage(*document) : text.toByteArray();
}

// So many bytes at most, and no part of a character.
QByteArray cutOff(QByteArrayView text, qsizetype most)
{
    qsizetype size = std::min(text.size(), most);
    while (size < text.size() && size > 0 && (quint8(text[size]) & 0xc0) == 0x80)
        --size;
    return text.first(size).toByteArray();
}

std::string_view opcodeName(Opcode opcode)
{
    switch (opcode) {
    case Opcode::Close:
        return "close";
    case Opcode::Ping:
        return "ping";
    case Opcode::Pong:
        return "pong";
    case Opcode::Binary:
        return "binary";
    case Opcode::Text:
    case Opcode::Continuation:
        break;
    }
    return "text";
}

QByteArray sessionIn(const TapTarget &target)
{
    const auto *session = std::get_if<SessionId>(&target);
    return session ? session->toByteArray() : QByteArray();
}

} // namespace

FrameRow frameRowOf(const TappedFrame &frame)
{
    FrameRow row{frame.atUs, frame.connection, frame.isOut, view(opcodeName(frame.opcode)).toByteArray(), frame.size, frame.cut};
    showPayload(row, frame.payload);
    return row;
}

FrameTap::FrameTap(TapTarget target, QByteArray tenant)
    : m_target(target)
    , m_tenant(std::move(tenant))
    , m_session(sessionIn(target))
{
}

bool FrameTap::isFor(ConnectionId connection, const Principal &principal, QByteArrayView payload) const
{
    if (m_tenant != "*" && principal.tenant != m_tenant)
        return false;
    if (const auto *one = std::get_if<ConnectionId>(&m_target))
        return connection == *one;
    if (const auto *user = std::get_if<UserId>(&m_target))
        return principal.user == *user;
    // Clients may write ids in either case.
    return std::search(payload.begin(), payload.end(), m_session.begin(), m_session.end(), [](char said, char id) {
        return said == id || (said >= 'A' && said <= 'F' && said + ('a' - 'A') == id);
    }) != payload.end();
}

void FrameTap::see(ConnectionId connection, const Principal &principal, bool isOut, Opcode opcode, QByteArrayView payload)
{
    if (!isFor(connection, principal, payload))
        return;
    QByteArray shown = isOut || opcode != Opcode::Text ? payload.toByteArray() : withoutToken(payload);
    const qsizetype whole = shown.size();
    shown = cutOff(shown, mostPayload);
    m_ring.put({wallUs(), connection, isOut, opcode, payload.size(), whole - shown.size(), std::move(shown)});
}

void FrameTaps::set(const std::shared_ptr<FrameTap> &tap, bool isOn)
{
    if (isOn)
        m_taps.push_back(tap);
    else
        std::erase(m_taps, tap);
}

} // namespace conversa
