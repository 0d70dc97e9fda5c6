// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/adminsocket.h"

class QThread;

namespace conversa::console {

// The admin socket as the GUI thread has it. Owned by the LiveState.
class AdminChannel : public QObject
{
    Q_OBJECT

public:
    // `thread`, the link's, runs as long as this lives, and is over before it is destroyed.
    explicit AdminChannel(QThread &thread, QObject *parent = nullptr);

    void start(const LinkOptions &options);
    void stop();
    void retryNow();
    void subscribe(AdminTopic topic, const QJsonObject &wish, std::shared_ptr<TopicSink> sink);
    void unsubscribe(AdminTopic topic);
    void setBatchTime(int ms);

    const LinkStatus &status() const { return m_status; }
    bool isConnected() const { return m_status.kind == LinkStatus::Kind::Connected; }

Q_SIGNALS:
    void statusChanged(const conversa::LinkStatus &status);
    void newsCame(conversa::AdminTopic topic);
    void topicEnded(conversa::AdminTopic topic);
    void welcomed(conversa::ConnectionId self);

private Q_SLOTS:
    void onStatusChanged(const conversa::LinkStatus &status);

private:
    AdminSocket *m_socket; // in the link's thread, which deletes it
    LinkStatus m_status;
};

} // namespace conversa::console
