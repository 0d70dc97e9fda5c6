// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace conversa::console {

// Holds what is laid out in it, with a red edge where a mistake would cost much.
class WarningFrame : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    // Its layout is there already.
    void setRed(bool isRed);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_isRed = false;
};

} // namespace conversa::console
