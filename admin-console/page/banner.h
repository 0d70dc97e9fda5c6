// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/problem.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

#include <chrono>

namespace conversa::console {

// Says what went wrong, what to do about it and when the next try comes. Hidden while nothing is wrong. Owned by the
// page.
class Banner : public QFrame
{
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);

    void setProblem(Problem problem);
    // Starts the countdown to the next try; a wait of 0 ends it.
    void setWait(std::chrono::milliseconds wait);
    QString text() const;

Q_SIGNALS:
    void retryRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void onRetry();
    void onTick();

private:
    void refresh();

    Problem m_problem = Problem::None;
    int m_secondsLeft = 0;
    QTimer m_tick;
    QLabel m_sign;
    QLabel m_headline;
    QLabel m_advice;
    QLabel m_countdown;
    QPushButton m_retry;
};

} // namespace conversa::console
