// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of the main window and what the command palette makes of them.
#include "app/mainwindow.h"
#include "core/uuid.h"
#include "model/chatstate.h"
#include "model/settings.h"
#include "page/connectpage.h"

#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>

namespace conversa::console {

void MainWindow::buildMenus()
{
    const auto page = [this](void (Page::*act)()) { return [this, act] { (currentPage()->*act)(); }; };
    add(m_serverMenu, QT_TR_NOOP("&Connect to …"), QKeySequence(QStringLiteral("Ctrl+L")), [this] { turnTo(m_connectPage); });
    add(m_serverMenu, QT_TR_NOOP("&Reconnect now"), {}, [this] { m_chat.retryNow(); });
    add(m_serverMenu, QT_TR_NOOP("&Disconnect"), {}, [this] { m_live.close(); });
    m_serverMenu->addSeparator();
    add(m_serverMenu, QT_TR_NOOP("&Quit"), QKeySequence(QStringLiteral("Ctrl+Q")), [this] { close(); });

    add(m_viewMenu, QT_TR_NOOP("&Do anything …"), QKeySequence(QStringLiteral("Ctrl+K")), [this] { m_palette.open(); });
    add(m_viewMenu, QT_TR_NOOP("&Filter"), QKeySequence(QStringLiteral("Ctrl+F")), page(&Page::focusFilter));
    add(m_viewMenu, QT_TR_NOOP("Cl&ear filter"), QKeySequence(QStringLiteral("Esc")), page(&Page::clearFilter));
    add(m_viewMenu, QT_TR_NOOP("&Refresh"), QKeySequence(QStringLiteral("F5")), page(&Page::refresh));
    m_pause = add(m_viewMenu, QT_TR_NOOP("&Pause"), QKeySequence(QStringLiteral("Ctrl+P")), [this] { currentPage()->setPaused(m_pause->isChecked()); });
    m_pause->setCheckable(true);
    add(m_viewMenu, QT_TR_NOOP("E&xport …"), QKeySequence(QStringLiteral("Ctrl+E")), page(&Page::exportRows));
    add(m_viewMenu, QT_TR_NOOP("Copy as &JSON"), QKeySequence(QStringLiteral("Ctrl+Shift+C")), page(&Page::copyAsJson));
    add(m_viewMenu, QT_TR_NOOP("&Sort and columns …"), QKeySequence(QStringLiteral("Ctrl+Shift+S")), page(&Page::chooseColumns));
    m_viewMenu->addSeparator();
    add(m_viewMenu, QT_TR_NOOP("&Narrow navigation"), QKeySequence(QStringLiteral("F9")), [this] { m_navigation.setNarrow(!m_navigation.isNarrow()); });
    m_viewMenu->addMenu(m_languageMenu);
    m_viewMenu->addMenu(m_themeMenu);

    add(m_helpMenu, QT_TR_NOOP("&Keyboard shortcuts"), QKeySequence(QStringLiteral("Ctrl+?")), [this] { showShortcuts(); });
    add(m_helpMenu, QT_TR_NOOP("&About Qt"), {}, [this] { QMessageBox::aboutQt(this); });

    // A language is listed under its own name, so that whoever reads only that one finds it.
    fill(m_languageMenu,
        { { QString(), QT_TR_NOOP("As the &system") }, { QStringLiteral("en"), "English", false },
            { QStringLiteral("pt_BR"), "Português (Brasil)", false }, { QStringLiteral("es"), "Español", false } },
        [this](const QVariant &value) { m_choices.setLanguage(value.toString()); });
    fill(m_themeMenu,
        { { int(Look::System), QT_TR_NOOP("As the &desktop") }, { int(Look::Light), QT_TR_NOOP("&Light") },
            { int(Look::Dark), QT_TR_NOOP("D&ark") }, { int(Look::HighContrast), QT_TR_NOOP("&High contrast") } },
        [this](const QVariant &value) { m_choices.setLook(Look(value.toInt())); });
}

QAction *MainWindow::add(QMenu *menu, const char *text, const QKeySequence &keys, const std::function<void()> &run)
{
    QAction *action = menu->addAction(QString());
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, run);
    m_entries.push_back({ action, text });
    return action;
}

void MainWindow::fill(QMenu *menu, std::initializer_list<Choice> choices, const std::function<void(const QVariant &)> &choose)
{
    auto *group = new QActionGroup(menu);
    for (const Choice &choice : choices) {
        QAction *action = group->addAction(menu->addAction(QString::fromUtf8(choice.text)));
        action->setCheckable(true);
        action->setData(choice.value);
        if (choice.isTranslated)
            m_entries.push_back({ action, choice.text });
    }
    connect(group, &QActionGroup::triggered, this, [choose](const QAction *action) { choose(action->data()); });
}

void MainWindow::check(QMenu *menu, const QVariant &value)
{
    for (QAction *action : menu->actions())
        action->setChecked(action->data() == value);
}

void MainWindow::retranslate()
{
    setWindowTitle(tr("Conversa console"));
    m_serverMenu->setTitle(tr("&Server"));
    m_pageMenu->setTitle(tr("&Page"));
    m_viewMenu->setTitle(tr("&View"));
    m_languageMenu->setTitle(tr("Lan&guage"));
    m_themeMenu->setTitle(tr("&Look"));
    m_helpMenu->setTitle(tr("&Help"));
    for (const Entry &entry : m_entries)
        entry.action->setText(tr(entry.text));
    const auto seen = pagesFor(m_pages, m_live.capabilities());
    const auto actions = m_pageMenu->actions();
    for (int i = 0; i < actions.size() && i < int(seen.size()); ++i)
        actions[i]->setText(seen[size_t(i)]->title());
    showServer();
}

std::vector<Command> MainWindow::commands() const
{
    std::vector<Command> all;
    for (const QMenu *menu : { m_pageMenu, m_serverMenu, m_viewMenu, m_languageMenu, m_themeMenu, m_helpMenu }) {
        for (QAction *action : menu->actions()) {
            const QString text = action->text().remove(QLatin1Char('&'));
            if (!action->isSeparator() && !action->menu() && action->isEnabled() && !text.isEmpty())
                all.push_back({ menu->title().remove(QLatin1Char('&')) + QStringLiteral(": ") + text, action->shortcut().toString(QKeySequence::NativeText),
                    [action] { action->trigger(); } });
        }
    }
    return all;
}

// An id that was pasted may be anybody's.
std::vector<Command> MainWindow::commandsFor(const QString &typed)
{
    if (!Uuid::parse(typed.toStdString()))
        return {};
    const auto jump = [this, typed](const char *page, const char *field) {
        return [this, page = QString::fromLatin1(page), what = QString::fromLatin1(field) + QLatin1Char(':') + typed] { goTo(page, what); };
    };
    return { { tr("Find the connection %1").arg(typed), {}, jump("connections", "id") },
        { tr("Find the connections of the user %1").arg(typed), {}, jump("connections", "user") },
        { tr("Find the connections of the key %1").arg(typed), {}, jump("connections", "key") },
        { tr("Find the session %1").arg(typed), {}, jump("sessions", "id") },
        { tr("Open the session %1 in the chat tester").arg(typed), {}, [this, typed] { goTo(QStringLiteral("chat"), typed); } } };
}

void MainWindow::showShortcuts()
{
    QStringList lines;
    for (const Command &command : commands()) {
        if (!command.shortcut.isEmpty())
            lines << command.shortcut + QLatin1Char('\t') + command.text;
    }
    QMessageBox box(QMessageBox::NoIcon, tr("Keyboard shortcuts"), lines.join(QLatin1Char('\n')), QMessageBox::Close, this);
    box.setTextFormat(Qt::PlainText);
    box.exec();
}

} // namespace conversa::console
