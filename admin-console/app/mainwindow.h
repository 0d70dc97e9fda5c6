// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandpalette.h"
#include "app/pages.h"
#include "page/navigation.h"
#include "page/statebadge.h"
#include "page/toast.h"
#include "page/warningframe.h"

#include <QLabel>
#include <QMainWindow>
#include <QSettings>
#include <QStackedWidget>

class QMenu;

namespace conversa::console {

class ConnectPage;
class Language;
class SingleInstance;
class Theme;
struct Profile;

// The window: navigation at the left, the page, the state of the link below, and a menu in which every function is. Remembers its
// place and the tables' columns for each profile, the key never. Lives in the GUI thread, owned by main().
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    // All outlive the window.
    MainWindow(const Surroundings &around, Language &language, Theme &theme);
    ~MainWindow() override;

    // Claims each profile it connects with; where another window has it, nothing happens here. Outlives the window.
    void setInstance(SingleInstance &instance);
    void comeToTheFront();
    // Fills in the page that connects, and connects where there is a key.
    void open(const QString &address, const QByteArray &key);
    void goTo(const QString &page, const QString &what = {});
    Page *currentPage() const;
    const std::vector<PageEntry> &pages() const { return m_pages; }

Q_SIGNALS:
    // Another window has the profile, and is in front now.
    void profileTaken();

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private Q_SLOTS:
    void onConnectRequested(const conversa::console::Endpoint &endpoint, const conversa::console::Profile &profile);
    void onAccessChanged();
    void onLinkChanged();
    void onChoicesChanged();

private:
    struct Choice
    {
        QVariant value;
        const char *text;
        bool isTranslated = true;
    };
    struct Entry // of a menu, translated anew with each language
    {
        QAction *action;
        const char *text;
    };

    void buildMenus();
    QAction *add(QMenu *menu, const char *text, const QKeySequence &keys, const std::function<void()> &run);
    void fill(QMenu *menu, std::initializer_list<Choice> choices, const std::function<void(const QVariant &)> &choose);
    static void check(QMenu *menu, const QVariant &value);
    void buildStatusBar();
    void addPages(const Surroundings &around);
    void turnTo(Page *page);
    std::vector<Command> commands() const;
    std::vector<Command> commandsFor(const QString &typed);
    void showShortcuts();
    void retranslate();
    void showServer();
    void keepState();
    void restoreState();
    QString stateKey(const QString &name) const;

    LiveState &m_live;
    ChatState &m_chat;
    Settings &m_choices;
    Language &m_language;
    Theme &m_theme;
    QSettings m_settings;
    QString m_profile;
    SingleInstance *m_instance = nullptr;
    ConnectPage *m_connectPage;
    std::vector<PageEntry> m_pages;
    WarningFrame *m_frame; // round everything
    Navigation m_navigation;
    QStackedWidget m_stack;
    CommandPalette m_palette;
    Toast m_toast;
    StateBadge m_badge;
    QLabel m_server;
    QLabel m_safety;
    QMenu *m_serverMenu;
    QMenu *m_pageMenu;
    QMenu *m_viewMenu;
    QMenu *m_languageMenu;
    QMenu *m_themeMenu;
    QMenu *m_helpMenu;
    std::vector<Entry> m_entries;
    QAction *m_pause = nullptr;
};

} // namespace conversa::console
