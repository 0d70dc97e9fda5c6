// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "page/sessionpanel.h"
#include "page/tablepage.h"

class QSplitter;

namespace conversa::console {

// The sessions that somebody has joined, and one of them closely.
class SessionsPage : public TablePage
{
    Q_OBJECT

public:
    explicit SessionsPage(LiveState &live, QWidget *parent = nullptr);

    QString title() const override { return tr("Sessions"); }
    QString iconName() const override { return QStringLiteral("sessions"); }
    QList<TablePane *> tablePanes() override { return TablePage::tablePanes() + m_panel->tablePanes(); }
    void lookFor(const QString &what) override;

protected:
    StateText emptyText() const override;
    QWidget *buildContent() override;

private Q_SLOTS:
    void onSelected();
    void onRowsChanged();
    void onRemove(const conversa::SessionRow &session, const conversa::console::MemberRow &member);
    void onClose(const conversa::SessionRow &session);
    void onNotice(const conversa::SessionRow &session);

private:
    void restore(const SessionRow &session, const UserId &user);
    void setClosed(const SessionRow &session, bool isClosed);

    QSplitter *m_split;
    SessionPanel *m_panel;
};

} // namespace conversa::console
