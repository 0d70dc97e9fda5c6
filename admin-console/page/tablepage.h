// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/livestate.h"
#include "page/page.h"
#include "page/tablepane.h"

namespace conversa::console {

// A page that is one table of the server's: which of its six states it is in follows from the link, the key's rights and what the
// table says.
class TablePage : public Page
{
    Q_OBJECT

public:
    // Both outlive it. least: who may see it.
    TablePage(LiveState &live, RowTable &model, const QStringList &columns, Access least, QWidget *parent = nullptr);

    void focusFilter() override { m_pane.filter().focus(); }
    void clearFilter() override { m_pane.filter().setFilter({}); }
    void refresh() override;
    void exportRows() override;
    void copyAsJson() override;
    void setPaused(bool isPaused) override;
    void chooseColumns() override { m_pane.openColumnMenu(); }
    void lookFor(const QString &what) override { m_pane.filter().setFilter(what); }
    QList<TablePane *> tablePanes() override { return { &m_pane }; }
    TablePane &pane() { return m_pane; }

protected:
    LiveState &live() { return m_live; }
    // A table of the page's own: it begins anew with another server, as those of the LiveState do.
    void adopt(RowTable &table);
    // Has the server do something. done(answer) where it did; where not, a remark says why.
    void order(RestRequest request, const std::function<void(const QJsonObject &)> &done);
    // What it is for and how the first row comes here.
    virtual StateText emptyText() const = 0;
    void retranslate() override { update(); }
    // Beside the table, under or over it: a page that has more lays it out by itself.
    virtual QWidget *buildContent() { return &m_pane; }
    // To be called by the subclass when it is built.
    void build();
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private Q_SLOTS:
    void update();
    void watch();

private:
    StateText noPermissionText() const;
    StateText noMatchText() const;

    LiveState &m_live;
    const Access m_least;
    TablePane m_pane;
    bool m_isWatching = false;
};

} // namespace conversa::console
