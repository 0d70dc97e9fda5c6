// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/inboxmodel.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QTimer>
#include <QWidget>

class QStackedLayout;

namespace conversa::console {

// The sessions of the inbox with what narrows them. Owned by a page.
class InboxList : public QWidget
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds pause{ 150 }; // after the last key

    // `model` outlives it.
    explicit InboxList(InboxModel &model, QWidget *parent = nullptr);

    QListView &view() { return m_view; }
    // Holds the view; a page puts what stands in for it behind.
    QStackedLayout *body() { return m_body; }
    void focusFilter();
    void clearFilter();
    // Shows which session is open.
    void setCurrent(SessionId session);

Q_SIGNALS:
    void opened(const conversa::InboxRow &row);

protected:
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void onOpened(const QModelIndex &index);
    void showFilter();

private:
    void retranslate();

    InboxModel &m_model;
    QLineEdit m_edit;
    QComboBox m_show;
    QListView m_view;
    QStackedLayout *m_body;
    QTimer m_pause;
};

} // namespace conversa::console
