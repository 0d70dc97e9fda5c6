// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <QSettings>

class QActionGroup;
class QMenu;

namespace conversa::console {

class Language;
class StatusPage;
class Theme;

// The window with its menus. Remembers its place, the address, the language and the look in QSettings, the key never.
// Lives in the GUI thread, owned by main().
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    // `language` and `theme` must outlive the window.
    MainWindow(Language &language, Theme &theme);

    // Fills in the fields; an empty address keeps the remembered one, and with a key the connection starts at once.
    void open(const QString &address, const QString &key);

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private Q_SLOTS:
    void onLanguageChosen(QAction *action);
    void onThemeChosen(QAction *action);

private:
    struct Choice
    {
        const char *value;
        const char *text;
        bool translated;
    };

    void buildMenus();
    QActionGroup *fill(QMenu *menu, std::initializer_list<Choice> choices, const QString &current);
    void retranslate();

    Language &m_language;
    Theme &m_theme;
    QSettings m_settings;
    StatusPage *m_page;
    QMenu *m_windowMenu;
    QMenu *m_languageMenu;
    QMenu *m_themeMenu;
    QAction *m_quit;
};

} // namespace conversa::console
