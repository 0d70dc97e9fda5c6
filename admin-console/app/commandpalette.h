// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QLineEdit>
#include <QListView>
#include <QStandardItemModel>

#include <functional>

namespace conversa::console {

// One thing that can be done from the command palette.
struct Command
{
    QString text;
    QString shortcut = {};
    std::function<void()> run;
};

// What a typed text may mean beside the known commands: an id, for example.
using CommandsFor = std::function<std::vector<Command>(const QString &typed)>;

// Everything the console can do, found by typing a part of its name; Enter does it. Owned by the window.
class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    explicit CommandPalette(QWidget *parent);

    // Asks anew each time it opens.
    void setCommands(std::function<std::vector<Command>()> all, CommandsFor more);
    void showEvent(QShowEvent *event) override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void refresh();
    void run();

private:
    void retranslate();

    std::function<std::vector<Command>()> m_all;
    CommandsFor m_more;
    std::vector<Command> m_commands; // of this opening
    std::vector<Command> m_shown;
    QLineEdit m_typed;
    QListView m_list;
    QStandardItemModel m_model;
};

// Whether the letters of `typed` come in `text` in this order; words of it may be left out.
bool matchesLoosely(const QString &text, const QString &typed);

} // namespace conversa::console
