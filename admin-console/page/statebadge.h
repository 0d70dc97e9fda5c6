// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/linkstate.h"

#include <QLabel>
#include <QWidget>

namespace conversa::console {

// The connection's state as a sign and a word: each state has its own shape, so that no colour is needed to tell them
// apart. Owned by the page.
class StateBadge : public QWidget
{
    Q_OBJECT

public:
    explicit StateBadge(QWidget *parent = nullptr);

    void setState(LinkState state);
    QString word() const { return m_word.text(); }

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    LinkState m_state = LinkState::Disconnected;
    QLabel m_sign;
    QLabel m_word;
};

} // namespace conversa::console
