// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "page/signs.h"

#include <QLabel>
#include <QListWidget>
#include <QWidget>

namespace conversa::console {

// One thing that is not as it should be, and where to do something about it.
struct Attention
{
    Tone tone = Tone::Warning;
    QString text;
    QString page = {}; // its objectName; empty: nothing to go to
    QString what = {}; // to look for there

    bool operator==(const Attention &) const = default;
};

// What wants attention, the worst first; a click goes where something can be done. Owned by the overview.
class AttentionList : public QWidget
{
    Q_OBJECT

public:
    explicit AttentionList(QWidget *parent = nullptr);

    void setItems(std::vector<Attention> items);
    const std::vector<Attention> &items() const { return m_items; }

Q_SIGNALS:
    void chosen(const QString &page, const QString &what);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    std::vector<Attention> m_items;
    QLabel m_title;
    QListWidget m_list;
};

} // namespace conversa::console
