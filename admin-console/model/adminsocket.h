// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminmessages.h"
#include "admin/rowreader.h"
#include "client/connector.h"
#include "model/topicsink.h"
#include "protocol/jsonparser.h"

#include <QJsonObject>

#include <map>

namespace conversa::console {

// The admin socket of one server: connects again by itself, subscribes anew over each new connection, and asks for a new snapshot
// where something is missing. Lives in the link's thread; owned by the AdminChannel.
class AdminSocket : public QObject
{
    Q_OBJECT

public:
    // The least time between two batches: what a person can follow, and the GUI thread can take.
    static constexpr int batchMs = 100;
    static constexpr int hiddenBatchMs = 250; // nobody sees the window

    explicit AdminSocket(QObject *parent = nullptr);

    void start(const LinkOptions &options);
    void stop() { m_connector.stop(); }
    void retryNow() { m_connector.retryNow(); }
    // In place of an earlier one of the topic.
    void subscribe(AdminTopic topic, const QJsonObject &wish, std::shared_ptr<TopicSink> sink);
    void unsubscribe(AdminTopic topic);
    void setBatchTime(int ms) { m_batch.setInterval(ms); }

Q_SIGNALS:
    void statusChanged(const conversa::LinkStatus &status);
    // The topic's sink has something to collect.
    void newsCame(conversa::AdminTopic topic);
    // The server has ended a subscription by itself, because its time is over.
    void topicEnded(conversa::AdminTopic topic);
    // Over which connection of the server's the socket goes: its own id there.
    void welcomed(conversa::ConnectionId self);
    void pongCame();

private Q_SLOTS:
    void onStatusChanged(const conversa::LinkStatus &status);
    void onReceived(const QByteArray &text);
    void onBatch();

private:
    struct Subscription
    {
        QJsonObject wish;
        std::shared_ptr<TopicSink> sink;
        quint64 number = 0;
        bool hasBegun = false; // it was answered: what comes until then is of an earlier one
        bool isAnswered = false; // not since something was missing
    };

    void ask(AdminTopic topic, Subscription &subscription);
    void handle(const AdminMessage &message);
    void onNews(AdminTopic topic, Subscription &subscription, const AdminMessage &message);
    void onError(const AdminMessage &message);
    void handOver(AdminTopic topic, TopicSink &sink);
    void say(std::string_view type, const QJsonObject &payload, const QByteArray &requestId = {});

    Connector m_connector{ {}, this };
    JsonParser m_parser;
    std::map<AdminTopic, Subscription> m_subscriptions;
    QTimer m_batch{ this };
    quint64 m_lastNumber = 0;
};

} // namespace conversa::console
