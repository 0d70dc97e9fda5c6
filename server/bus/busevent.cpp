// SPDX-License-Identifier: Apache-2.0
#include "bus/busevent.h"

namespace conversa {

namespace {

const QByteArray sessionPrefix = QByteArrayLiteral("websocket:session:");

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
                          [](const ControlMessage &) -> const SessionKey * { return nullptr; },
                          [](const auto &each) { return &each.key; },
                      },
        event);
}

QByteArray sessionChannel(const SessionKey &key)
{
    return sessionPrefix + key.tenant + ':' + key.session.toByteArray();
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

QByteArray channelOf(const BusEvent &event, const NodeId &self)
{
    if (const SessionKey *key = sessionOf(event))
        return sessionChannel(*key);
    if (const auto *list = std::get_if<PresenceList>(&event))
        return nodeChannel(list->to);
    const auto *control = std::get_if<ControlMessage>(&event);
    if (!control)
        return nodeChannel(self);
    return control->to ? nodeChannel(*control->to) : allChannel();
}

} // namespace conversa
