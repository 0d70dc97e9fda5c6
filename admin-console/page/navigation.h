// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

namespace conversa::console {

class Page;

// The list of pages at the left: sign and name, or the sign alone where room is scarce. Owned by the window.
class Navigation : public QListWidget
{
    Q_OBJECT

public:
    explicit Navigation(QWidget *parent = nullptr);

    // In this order, which is that of Ctrl+1 and on.
    void setPages(const std::vector<Page *> &pages);
    void setCurrent(Page *page);
    void setNarrow(bool isNarrow);
    bool isNarrow() const { return m_isNarrow; }

Q_SIGNALS:
    void pageChosen(conversa::console::Page *page);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    int fittingWidth() const;

    std::vector<Page *> m_pages;
    bool m_isNarrow = false;
};

} // namespace conversa::console
