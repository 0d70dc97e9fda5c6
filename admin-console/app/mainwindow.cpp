// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"

#include "app/language.h"
#include "app/theme.h"
#include "model/serveraddress.h"
#include "page/statuspage.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QMenu>
#include <QMenuBar>

namespace conversa::console {

namespace {

const QString GeometryKey = QStringLiteral("window/geometry");
const QString AddressKey = QStringLiteral("server/address");
const QString LanguageKey = QStringLiteral("view/language");
const QString ThemeKey = QStringLiteral("view/theme");

} // namespace

MainWindow::MainWindow(Language &language, Theme &theme)
    : m_language(language)
    , m_theme(theme)
    , m_page(new StatusPage(this))
    , m_windowMenu(menuBar()->addMenu(QString()))
    , m_languageMenu(menuBar()->addMenu(QString()))
    , m_themeMenu(menuBar()->addMenu(QString()))
    , m_quit(m_windowMenu->addAction(QString(), QKeySequence(QKeySequence::Quit), this, &QWidget::close))
{
    setCentralWidget(m_page);
    m_language.use(m_settings.value(LanguageKey).toString());
    m_theme.use(Settings().look());
    buildMenus();
    retranslate();
    resize(820, 430);
    restoreGeometry(m_settings.value(GeometryKey).toByteArray());
}

void MainWindow::open(const QString &address, const QString &key)
{
    const QString remembered = m_settings.value(AddressKey, QStringLiteral("http://localhost:8080")).toString();
    m_page->setAddress(address.isEmpty() ? remembered : address);
    m_page->setKey(key);
    if (!key.isEmpty())
        m_page->connectToServer();
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_settings.setValue(GeometryKey, saveGeometry());
    // Only what parses is kept: a key pasted into the wrong field must not reach the disk.
    if (const auto address = parseServerAddress(m_page->address()))
        m_settings.setValue(AddressKey, address->toString());
    QMainWindow::closeEvent(event);
}

void MainWindow::onLanguageChosen(QAction *action)
{
    m_settings.setValue(LanguageKey, action->data());
    m_language.use(action->data().toString());
}

void MainWindow::onThemeChosen(QAction *action)
{
    m_settings.setValue(ThemeKey, action->data());
    m_theme.use(Settings().look());
}

void MainWindow::buildMenus()
{
    // A language is listed under its own name, so that whoever reads only that one finds it.
    const auto languages = { Choice{ "", QT_TR_NOOP("As the &system"), true }, Choice{ "en", "English", false },
        Choice{ "pt_BR", "Português (Brasil)", false } };
    const auto looks = { Choice{ "", QT_TR_NOOP("As the &desktop"), true },
        Choice{ "light", QT_TR_NOOP("&Light"), true }, Choice{ "dark", QT_TR_NOOP("D&ark"), true },
        Choice{ "contrast", QT_TR_NOOP("High &contrast"), true } };
    const auto *languageGroup = fill(m_languageMenu, languages, m_settings.value(LanguageKey).toString());
    const auto *lookGroup = fill(m_themeMenu, looks, m_settings.value(ThemeKey).toString());
    connect(languageGroup, &QActionGroup::triggered, this, &MainWindow::onLanguageChosen);
    connect(lookGroup, &QActionGroup::triggered, this, &MainWindow::onThemeChosen);
}

QActionGroup *MainWindow::fill(QMenu *menu, std::initializer_list<Choice> choices, const QString &current)
{
    auto *group = new QActionGroup(menu);
    for (const Choice &choice : choices) {
        QAction *action = group->addAction(menu->addAction(QString::fromUtf8(choice.text)));
        action->setCheckable(true);
        action->setData(QString::fromLatin1(choice.value));
        action->setChecked(action->data() == current);
        if (choice.translated)
            action->setProperty("source", QByteArray(choice.text));
    }
    return group;
}

void MainWindow::retranslate()
{
    setWindowTitle(tr("Conversa console"));
    m_windowMenu->setTitle(tr("&Window"));
    m_languageMenu->setTitle(tr("Lan&guage"));
    m_themeMenu->setTitle(tr("&Look"));
    m_quit->setText(tr("&Quit"));
    for (QMenu *menu : { m_languageMenu, m_themeMenu }) {
        for (QAction *action : menu->actions()) {
            const QByteArray source = action->property("source").toByteArray();
            if (!source.isEmpty())
                action->setText(tr(source.constData()));
        }
    }
}

} // namespace conversa::console
