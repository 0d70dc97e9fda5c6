// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/localtable.h"
#include "model/polledtable.h"
#include "model/restrictionrow.h"
#include "model/rowids.h"
#include "page/offenderlist.h"
#include "page/tablepage.h"

namespace conversa::console {

using SecurityTable = PolledTable<EventRow>;

// Who came up against the server's defences, who does so most, and what is done about it.
class SecurityPage : public TablePage
{
    Q_OBJECT

public:
    explicit SecurityPage(LiveState &live, QWidget *parent = nullptr);

    QString title() const override { return tr("Security"); }
    QString iconName() const override { return QStringLiteral("security"); }
    QList<TablePane *> tablePanes() override { return { &pane(), &m_restrictionPane }; }

protected:
    StateText emptyText() const override;
    QWidget *buildContent() override;
    void retranslate() override;

private Q_SLOTS:
    void onBan(conversa::console::OffenderList::Kind kind, const QString &name, int seconds);
    void onTakeBack();
    void onCopy(const QString &text);
    void askReport();
    void askRestrictions();

private:
    SecurityPage(LiveState &live, SecurityTable *events, QWidget *parent);
    QWidget *buildRestrictions();
    void takeBack(const QString &id);
    // Of which a user is, as far as the rows tell.
    QString tenantOf(const QString &user) const;

    SecurityTable &m_events;
    LocalTable<RestrictionRow> m_restrictions{ restrictionFields() };
    TablePane m_restrictionPane;
    OffenderList *m_offenders;
    QLabel m_restrictionTitle;
    QPushButton m_takeBack;
};

} // namespace conversa::console
