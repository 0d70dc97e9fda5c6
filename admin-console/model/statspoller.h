// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backoff.h"
#include "model/linkstate.h"
#include "model/stats.h"

#include <QNetworkAccessManager>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <memory>

class QNetworkReply;

namespace conversa::console {

// Asks one server for its figures again and again and reports what comes of it. Lives in the GUI thread; its owner is
// the window. The key stays in this object and is forgotten on stop().
class StatsPoller : public QObject
{
    Q_OBJECT

public:
    struct Clocks
    {
        std::chrono::milliseconds interval{ 1'000 }; // from one good answer to the next question
        std::chrono::milliseconds timeout{ 5'000 }; // for one answer
    };

    explicit StatsPoller(QObject *parent = nullptr);
    StatsPoller(Clocks clocks, Backoff backoff, QObject *parent = nullptr);
    ~StatsPoller() override;

    // `address` and `key` as a person typed them. Starts anew if it is running already.
    void start(const QString &address, const QString &key);
    void stop();
    // Cuts the wait before the next try short. No effect outside Reconnecting.
    void retryNow();

    LinkState state() const { return m_state; }
    Problem problem() const { return m_problem; }

Q_SIGNALS:
    void stateChanged(conversa::console::LinkState state);
    void statsReceived(const conversa::console::Stats &stats);
    // A try failed; the next comes after `wait`.
    void retryScheduled(std::chrono::milliseconds wait);

private Q_SLOTS:
    void onTimeToAsk();
    void onFinished();

private:
    struct DeleteLater
    {
        void operator()(QNetworkReply *reply) const;
    };

    void setState(LinkState state, Problem problem);
    void handle(const Result<Stats> &stats);
    void fail(Problem problem);
    void dropReply();

    const Clocks m_clocks;
    Backoff m_backoff;
    QNetworkAccessManager m_network;
    QTimer m_timer;
    std::unique_ptr<QNetworkReply, DeleteLater> m_reply;
    QUrl m_address;
    QByteArray m_key;
    LinkState m_state = LinkState::Disconnected;
    Problem m_problem = Problem::None;
};

} // namespace conversa::console
