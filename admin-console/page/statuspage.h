// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/statspoller.h"
#include "page/banner.h"
#include "page/connectform.h"
#include "page/figuretile.h"
#include "page/statebadge.h"

#include <QTime>
#include <QWidget>

#include <optional>

namespace conversa::console {

// The one page: where to connect to, how the connection stands, and the server's live figures. Owns the poller; lives
// in the GUI thread, owned by the window.
class StatusPage : public QWidget
{
    Q_OBJECT

public:
    explicit StatusPage(QWidget *parent = nullptr);
    StatusPage(StatsPoller::Clocks clocks, Backoff backoff, QWidget *parent = nullptr);

    QString address() const { return m_form.address(); }
    void setAddress(const QString &address) { m_form.setAddress(address); }
    void setKey(const QString &key) { m_form.setKey(key); }

public Q_SLOTS:
    void connectToServer();

protected:
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void onStateChanged(conversa::console::LinkState state);
    void onStatsReceived(const conversa::console::Stats &stats);

private:
    void buildLayout();
    void retranslate();
    void showFigures();
    void showAge();

    StatsPoller m_poller;
    ConnectForm m_form;
    Banner m_banner;
    StateBadge m_badge;
    QLabel m_age;
    FigureTile m_clients;
    FigureTile m_sessions;
    FigureTile m_redis;
    std::optional<Stats> m_stats;
    QTime m_receivedAt;
};

} // namespace conversa::console
