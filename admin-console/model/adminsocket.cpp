// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/adminsocket.h"


#include <QJsonDocument>

namespace conversa::console {

namespace {

std::optional<AdminTopic> topicNamed(std::string_view name)
{
    for (size_t i = 0; i < adminTopics; ++i) {
        if (topicName(AdminTopic(i)) == name)
            return AdminTopic(i);
    }
    return std::nullopt;
}

QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), qsizetype(text.size()));
}

} // namespace

AdminSocket::AdminSocket(QObject *parent)
    : QObject(parent)
{
    m_batch.setInterval(batchMs);
    m_batch.setSingleShot(true);
    connect(&m_batch, &QTimer::timeout, this, &AdminSocket::onBatch);
    connect(&m_connector, &Connector::stateChanged, this, &AdminSocket::onStatusChanged);
    connect(&m_connector, &Connector::received, this, &AdminSocket::onReceived);
}

void AdminSocket::start(const LinkOptions &options)
{
    m_connector.start(options);
}

void AdminSocket::subscribe(AdminTopic topic, const QJsonObject &wish, std::shared_ptr<TopicSink> sink)
{
    Subscription &subscription = m_subscriptions[topic];
    subscription = { wish, std::move(sink) };
    if (m_connector.state().kind == LinkStatus::Kind::Connected)
        ask(topic, subscription);
}

void AdminSocket::unsubscribe(AdminTopic topic)
{
    if (m_subscriptions.erase(topic) > 0)
        say("unsubscribe", { { QStringLiteral("topic"), latin(topicName(topic)) } });
}

void AdminSocket::onStatusChanged(const LinkStatus &status)
{
    if (status.kind == LinkStatus::Kind::Connected) {
        for (auto &[topic, subscription] : m_subscriptions)
            ask(topic, subscription);
    }
    Q_EMIT statusChanged(status);
}

void AdminSocket::onReceived(const QByteArray &text)
{
    if (const auto message = readAdminMessage(m_parser, text))
        handle(*message);
}

void AdminSocket::handle(const AdminMessage &message)
{
    const std::string_view type = stringIn(message.envelope, "type");
    if (type == "connected") {
        if (const auto self = ConnectionId::parse(stringIn(message.payload, "client_id")))
            Q_EMIT welcomed(*self);
        return;
    }
    if (type == "pong")
        Q_EMIT pongCame();
    if (type == "error")
        return onError(message);
    const auto topic = type == "stats" ? AdminTopic::Stats : topicNamed(stringIn(message.payload, "topic"));
    const auto found = topic ? m_subscriptions.find(*topic) : m_subscriptions.end();
    if (found != m_subscriptions.end())
        onNews(*topic, found->second, message);
}

void AdminSocket::onNews(AdminTopic topic, Subscription &subscription, const AdminMessage &message)
{
    const std::string_view type = stringIn(message.envelope, "type");
    if (type == "unsubscribed") {
        // That of an earlier one may still be on its way.
        if (subscription.hasBegun && !stringIn(message.payload, "reason").empty()) {
            m_subscriptions.erase(topic);
            Q_EMIT topicEnded(topic);
        }
        return;
    }
    if (stringIn(message.envelope, "request_id") == std::to_string(subscription.number)) {
        subscription.hasBegun = subscription.isAnswered = true;
        subscription.sink->restart();
    }
    if (!subscription.isAnswered)
        return;
    if (!subscription.sink->take(message)) {
        subscription.isAnswered = false;
        say("resync", { { QStringLiteral("topic"), latin(topicName(topic)) } }, QByteArray::number(subscription.number));
        return;
    }
    if (!m_batch.isActive())
        m_batch.start();
}

void AdminSocket::onError(const AdminMessage &message)
{
    const QByteArray number = view(stringIn(message.envelope, "request_id")).toByteArray();
    const auto found = std::find_if(m_subscriptions.begin(), m_subscriptions.end(),
        [&](const auto &each) { return QByteArray::number(each.second.number) == number; });
    if (found == m_subscriptions.end())
        return;
    Error why{ parseErrorCode(stringIn(message.payload, "code")).value_or(ErrorCode::Internal), view(stringIn(message.payload, "message")).toByteArray() };
    why.field = view(stringIn(message.payload, "field")).toByteArray();
    int64_t column = 0;
    if (message.payload.at_key("column").get(column) == simdjson::SUCCESS)
        why.column = column;
    found->second.sink->refuse(why);
    handOver(found->first, *found->second.sink);
}

// At once where nothing waits to be collected, else with the next batch.
void AdminSocket::handOver(AdminTopic topic, TopicSink &sink)
{
    if (sink.flush())
        Q_EMIT newsCame(topic);
    else if (sink.hasNews() && !m_batch.isActive())
        m_batch.start();
}

void AdminSocket::onBatch()
{
    for (const auto &[topic, subscription] : m_subscriptions)
        handOver(topic, *subscription.sink);
}

void AdminSocket::ask(AdminTopic topic, Subscription &subscription)
{
    subscription.number = ++m_lastNumber;
    subscription.hasBegun = subscription.isAnswered = false;
    QJsonObject wish = subscription.wish;
    wish.insert(QStringLiteral("topic"), latin(topicName(topic)));
    say("subscribe", wish, QByteArray::number(subscription.number));
}

void AdminSocket::say(std::string_view type, const QJsonObject &payload, const QByteArray &requestId)
{
    QJsonObject message{ { QStringLiteral("type"), latin(type) }, { QStringLiteral("payload"), payload } };
    if (!requestId.isEmpty())
        message.insert(QStringLiteral("request_id"), QString::fromLatin1(requestId));
    m_connector.send(QJsonDocument(message).toJson(QJsonDocument::Compact));
}

} // namespace conversa::console
