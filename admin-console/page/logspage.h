// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "page/tablepage.h"

namespace conversa::console {

// The log of the server the console is connected to, as it is written.
class LogsPage : public TablePage
{
    Q_OBJECT

public:
    explicit LogsPage(LiveState &live, QWidget *parent = nullptr);

    QString title() const override { return tr("Logs"); }
    QString iconName() const override { return QStringLiteral("logs"); }
    void setPaused(bool isPaused) override { m_pause.setChecked(isPaused); }

protected:
    StateText emptyText() const override;
    QWidget *buildContent() override;
    void retranslate() override;

private Q_SLOTS:
    void onNews();
    void onScrolled(int value);
    void onLevel();
    void onSecond();

private:
    void showFigures();

    QPushButton m_follow;
    QPushButton m_pause;
    QPushButton m_level;
    QPushButton m_clear;
    QLabel m_figures;
    QTimer m_second;
    qint64 m_before = 0; // lines that had come a second ago
    qint64 m_rate = 0;
};

} // namespace conversa::console
