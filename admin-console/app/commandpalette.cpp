// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandpalette.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace conversa::console {

namespace {

constexpr QSize paletteSize(560, 380);

} // namespace

bool matchesLoosely(const QString &text, const QString &typed)
{
    qsizetype place = 0;
    for (const QChar letter : typed) {
        if (letter.isSpace())
            continue;
        place = text.indexOf(letter, place, Qt::CaseInsensitive);
        if (place < 0)
            return false;
        ++place;
    }
    return true;
}

CommandPalette::CommandPalette(QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("palette"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    column->addWidget(&m_typed);
    column->addWidget(&m_list);
    m_typed.setObjectName(QStringLiteral("command"));
    m_typed.setMinimumHeight(34);
    m_list.setModel(&m_model);
    m_list.setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list.setUniformItemSizes(true);
    m_typed.installEventFilter(this);
    connect(&m_typed, &QLineEdit::textChanged, this, &CommandPalette::refresh);
    connect(&m_typed, &QLineEdit::returnPressed, this, &CommandPalette::run);
    connect(&m_list, &QListView::activated, this, &CommandPalette::run);
    resize(paletteSize);
    retranslate();
}

void CommandPalette::setCommands(std::function<std::vector<Command>()> all, CommandsFor more)
{
    m_all = std::move(all);
    m_more = std::move(more);
}

void CommandPalette::showEvent(QShowEvent *event)
{
    m_commands = m_all();
    m_typed.clear();
    m_typed.setFocus();
    refresh();
    QDialog::showEvent(event);
}

// The arrows move in the list while one types.
bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0) {
            const int row = std::clamp(m_list.currentIndex().row() + step, 0, std::max(0, m_model.rowCount() - 1));
            m_list.setCurrentIndex(m_model.index(row, 0));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void CommandPalette::refresh()
{
    m_shown = m_more(m_typed.text().trimmed());
    for (const Command &command : m_commands) {
        if (matchesLoosely(command.text, m_typed.text()))
            m_shown.push_back(command);
    }
    m_model.clear();
    for (const Command &command : m_shown) {
        auto *item = new QStandardItem(command.shortcut.isEmpty() ? command.text : command.text + QStringLiteral("    ") + command.shortcut);
        item->setSizeHint(QSize(0, 28));
        m_model.appendRow(item);
    }
    m_list.setCurrentIndex(m_model.index(0, 0));
}

void CommandPalette::run()
{
    const int row = m_list.currentIndex().row();
    if (row < 0 || row >= int(m_shown.size()))
        return;
    const auto chosen = m_shown[size_t(row)].run;
    accept();
    chosen();
}

void CommandPalette::retranslate()
{
    setWindowTitle(tr("Do anything"));
    m_typed.setPlaceholderText(tr("What do you want to do? A command, a page, or an id"));
    m_typed.setAccessibleName(tr("Command"));
    m_list.setAccessibleName(tr("Commands"));
}

} // namespace conversa::console
