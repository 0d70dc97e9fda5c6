// SPDX-License-Identifier: Apache-2.0
#include "bus/busevent.h"

namespace conversa {

namespace {

const QByteArray sessionPrefix = QByteArrayLiteral("websocket:session:");
const QByteArray inboxPrefix = QByteArrayLiteral("websocket:inbox:");

template <typename... Handlers>
struct Overloaded : Handlers...
{
    using Handlers::operator()...;
};
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

} // namespace

const SessionKey *sessionOf(const BusEvent &event)
{
    return std::visit(Overloaded{
                          [](const StoredMessage &stored) { return &stored.message->key; },
                          [](const PresenceList &) -> const SessionKey * { return nullptr; },
                          [](const BusProbe &) -> const SessionKey * { return nullptr; },
                          [](const NodePiece &) -> const SessionKey * { return nullptr; },
                          [](const InboxChange &) -> const SessionKey * { return nullptr; },
                          [](const KeyChange &) -> const SessionKey * { return nullptr; },
                          [](const auto &each) { return &each.key; },
                      },
        event);
}

std::optional<BusEvent> noticeOf(const BusEvent &event)
{
    if (const auto *stored = std::get_if<StoredMessage>(&event))
        return StoredHead{ stored->message->key, stored->message->seq, stored->message->contact };
    const bool isNotice = std::holds_alternative<StoredHead>(event) || std::holds_alternative<ClosedChange>(event)
        || std::holds_alternative<InboxChange>(event) || std::holds_alternative<KeyChange>(event)
        || std::holds_alternative<NodePiece>(event);
    return isNotice ? std::optional(event) : std::nullopt;
}

QByteArray sessionChannel(const SessionKey &key)
{
    return sessionPrefix + key.tenant + ':' + key.session.toByteArray();
}

QByteArray inboxChannel(const QByteArray &tenant)
{
    return inboxPrefix + tenant;
}

QByteArray nodeChannel(const NodeId &node)
{
    return "websocket:node:" + node.toByteArray();
}

QByteArray allChannel()
{
    return QByteArrayLiteral("websocket:all");
}

QByteArray channelPattern()
{
    return QByteArrayLiteral("websocket:*");
}

std::optional<SessionKey> sessionOfChannel(QByteArrayView channel)
{
    const qsizetype colon = channel.size() - Uuid::textSize - 1;
    if (!channel.startsWith(sessionPrefix) || colon < sessionPrefix.size() || channel[colon] != ':')
        return std::nullopt;
    const auto session = SessionId::parse({ channel.data() + colon + 1, size_t(Uuid::textSize) });
    if (!session)
        return std::nullopt;
    return SessionKey{ channel.sliced(sessionPrefix.size(), colon - sessionPrefix.size()).toByteArray(), *session };
}

std::optional<QByteArray> tenantOfChannel(QByteArrayView channel)
{
    return channel.startsWith(inboxPrefix) ? std::optional(channel.sliced(inboxPrefix.size()).toByteArray()) : std::nullopt;
}

QByteArray channelOf(const BusEvent &event, const NodeId &self)
{
    if (const SessionKey *key = sessionOf(event))
        return sessionChannel(*key);
    if (const auto *list = std::get_if<PresenceList>(&event))
        return nodeChannel(list->to);
    if (const auto *changes = std::get_if<InboxChange>(&event))
        return inboxChannel(changes->tenant);
    if (std::holds_alternative<KeyChange>(event))
        return allChannel();
    const auto *piece = std::get_if<NodePiece>(&event);
    if (!piece)
        return nodeChannel(self);
    return piece->to ? nodeChannel(*piece->to) : allChannel();
}

} // namespace conversa
