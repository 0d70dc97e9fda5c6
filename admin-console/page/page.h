// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/answer.h"
#include "model/linkstate.h"
#include "page/banner.h"
#include "page/statepanel.h"

#include <QStackedLayout>
#include <QWidget>

#include <functional>

namespace conversa::console {

class TablePane;

// How much a page has to show.
enum class PageState {
    Loading, // nothing came yet
    FirstUse, // there is nothing of the kind at all
    NoMatch, // there is, but the filter finds none of it
    Failed, // the server does not tell
    Stale, // there is no connection; what is shown was true once
    NoPermission, // the key has not the right
    Ready,
};

// One screen of the console. It has content, which is shown while it is Ready or Stale, and a panel that says in words why there is
// none. Lives in the GUI thread; owned by the window.
class Page : public QWidget
{
    Q_OBJECT

public:
    explicit Page(QWidget *parent = nullptr);

    // As the navigation has it, in the language of the moment.
    virtual QString title() const = 0;
    // One of the signs in page/icons.
    virtual QString iconName() const = 0;
    PageState state() const { return m_state; }

    // What the window's shortcuts mean here; nothing, where a page does not say.
    virtual void focusFilter() { }
    virtual void clearFilter() { }
    virtual void refresh() { }
    virtual void exportRows() { }
    virtual void copyAsJson() { }
    virtual void setPaused(bool) { }
    virtual void chooseColumns() { }
    // Its tables, for what is remembered of their columns.
    virtual QList<TablePane *> tablePanes() { return {}; }
    // Shows what is meant by an id or a filter, where the page has such things.
    virtual void lookFor(const QString &) { }

Q_SIGNALS:
    // "Reconnect now" of the banner.
    void reconnectRequested();
    // Another page shows this better: its name (objectName) and what to look for there.
    void jumpRequested(const QString &page, const QString &what);
    // A short remark that goes by itself; undo, where it can be taken back.
    void remarked(const QString &text, const std::function<void()> &undo = {});

protected:
    // Takes it over. body: the part of it for which the panel stands in; nothing: for all of it.
    void setContent(QWidget *content, QStackedLayout *body = nullptr);
    // For Loading, Ready and Stale, which need no words of the page's own. link: of Stale.
    void setState(PageState state, const LinkView &link = {});
    void setState(PageState state, const StateText &text);
    // Says why, with the server's own words.
    void setFailed(const Failure &failure);
    // Where there is no way to the server, that decides: what was shown is stale, or there is nothing. False: there is one, or none
    // was lost.
    bool showLinkLost(const LinkView &link, bool hasContent);
    // The button of FirstUse.
    virtual void onFirstStep() { }
    // The language has changed, or the page is new.
    virtual void retranslate() = 0;
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void onStateButton();

private:
    void turnTo(PageState state);

    PageState m_state = PageState::Loading;
    Banner m_banner;
    StatePanel *m_panel; // goes with whatever holds it
    QWidget *m_content = nullptr;
    QStackedLayout *m_stack;
    QStackedLayout *m_body; // holds the panel, and before it what it stands in for
};

} // namespace conversa::console
