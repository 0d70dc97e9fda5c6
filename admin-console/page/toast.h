// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

#include <functional>

namespace conversa::console {

// A remark at the window's lower edge that goes by itself, with a button where what was done can be taken back. It never takes the
// keyboard away from where it is. Owned by the window.
class Toast : public QFrame
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds shownFor{ 8 };

    explicit Toast(QWidget *window);

    // In place of what is shown.
    void say(const QString &text, const std::function<void()> &undo = {});
    QString text() const { return m_text.text(); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private Q_SLOTS:
    void onUndo();

private:
    void retranslate();
    void place();

    QLabel m_text;
    QPushButton m_undo;
    QTimer m_end;
    std::function<void()> m_takeBack;
};

} // namespace conversa::console
