// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"

#include "app/language.h"
#include "app/singleinstance.h"
#include "app/theme.h"
#include "model/profilestore.h"
#include "model/serverlink.h"
#include "page/connectpage.h"
#include "page/tablepane.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QMenuBar>
#include <QStatusBar>

namespace conversa::console {

namespace {

constexpr QSize firstSize(1280, 800);
constexpr int barInset = 10;

bool isLoopback(const QString &host)
{
    return host == QLatin1String("localhost") || host == QLatin1String("::1") || host.startsWith(QLatin1String("127."));
}

} // namespace

MainWindow::MainWindow(const Surroundings &around, Language &language, Theme &theme)
    : m_live(around.live)
    , m_chat(around.chat)
    , m_choices(around.settings)
    , m_language(language)
    , m_theme(theme)
    , m_connectPage(new ConnectPage(around.profiles))
    , m_frame(new WarningFrame(this))
    , m_palette(this)
    , m_toast(this)
    , m_serverMenu(menuBar()->addMenu(QString()))
    , m_pageMenu(menuBar()->addMenu(QString()))
    , m_viewMenu(menuBar()->addMenu(QString()))
    , m_languageMenu(new QMenu(this))
    , m_themeMenu(new QMenu(this))
    , m_helpMenu(menuBar()->addMenu(QString()))
{
    m_language.use(m_choices.language());
    m_theme.use(m_choices.look());
    auto *row = new QHBoxLayout(m_frame);
    row->setContentsMargins({});
    row->setSpacing(0);
    row->addWidget(&m_navigation);
    row->addWidget(&m_stack, 1);
    setCentralWidget(m_frame);
    addPages(around);
    buildMenus();
    buildStatusBar();
    m_palette.setCommands([this] { return commands(); }, [this](const QString &typed) { return commandsFor(typed); });
    connect(m_connectPage, &ConnectPage::connectRequested, this, &MainWindow::onConnectRequested);
    connect(&m_choices, &Settings::changed, this, &MainWindow::onChoicesChanged);
    connect(&m_navigation, &Navigation::pageChosen, this, &MainWindow::turnTo);
    connect(&m_live, &LiveState::capabilitiesChanged, this, &MainWindow::onAccessChanged);
    connect(&m_live, &LiveState::linkChanged, this, &MainWindow::onLinkChanged);
    connect(&m_chat, &ChatState::linkChanged, this, &MainWindow::onLinkChanged);
    onChoicesChanged();
    retranslate();
    onAccessChanged();
    onLinkChanged();
    resize(firstSize);
    restoreState();
}

MainWindow::~MainWindow() = default;

void MainWindow::open(const QString &address, const QByteArray &key)
{
    m_connectPage->open(address, key);
}

void MainWindow::setInstance(SingleInstance &instance)
{
    m_instance = &instance;
    connect(&instance, &SingleInstance::raiseRequested, this, &MainWindow::comeToTheFront);
}

void MainWindow::comeToTheFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::onConnectRequested(const Endpoint &endpoint, const Profile &profile)
{
    if (m_instance && !m_instance->claim(profile.id)) {
        m_toast.say(tr("“%1” is open in another window already.").arg(profile.name));
        return Q_EMIT profileTaken();
    }
    keepState();
    m_profile = profile.id;
    restoreState();
    m_frame->setRed(profile.tag == ColorTag::Production);
    m_live.open(endpoint);
}

void MainWindow::goTo(const QString &name, const QString &what)
{
    for (Page *page : pagesFor(m_pages, m_live.capabilities())) {
        if (page->objectName() != name)
            continue;
        turnTo(page);
        if (!what.isEmpty())
            page->lookFor(what);
    }
}

Page *MainWindow::currentPage() const
{
    return static_cast<Page *>(m_stack.currentWidget());
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::WindowStateChange)
        m_live.channel().setBatchTime(isMinimized() ? AdminSocket::hiddenBatchMs : AdminSocket::batchMs);
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    keepState();
    QMainWindow::closeEvent(event);
}

void MainWindow::onAccessChanged()
{
    const auto seen = pagesFor(m_pages, m_live.capabilities());
    m_navigation.setPages(seen);
    m_pageMenu->clear();
    for (size_t i = 0; i < seen.size(); ++i) {
        auto *action = m_pageMenu->addAction(seen[i]->title(), this, [this, page = seen[i]] { turnTo(page); });
        if (i < 9)
            action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + int(i))));
    }
    // Whoever was connected a moment ago stays at the page, if it is still there.
    const bool isSeen = std::find(seen.begin(), seen.end(), currentPage()) != seen.end();
    const bool isConnected = m_live.access() != Access::Unknown;
    const bool hasArrived = isConnected && currentPage() == m_connectPage;
    if (!isSeen || hasArrived)
        turnTo(isConnected ? seen.front() : m_connectPage);
    else
        m_navigation.setCurrent(currentPage());
    showServer();
}

void MainWindow::onLinkChanged()
{
    m_badge.setState(serverLink(m_live, m_chat).state);
    showServer();
}

void MainWindow::onChoicesChanged()
{
    m_language.use(m_choices.language());
    m_theme.use(m_choices.look());
    for (TablePane *pane : findChildren<TablePane *>())
        pane->setDensity(m_choices.density());
    check(m_languageMenu, m_choices.language());
    check(m_themeMenu, int(m_choices.look()));
}

void MainWindow::addPages(const Surroundings &around)
{
    m_pages = makePages(around, m_connectPage, &m_stack);
    for (const PageEntry &entry : m_pages) {
        m_stack.addWidget(entry.page);
        connect(entry.page, &Page::jumpRequested, this, &MainWindow::goTo);
        connect(entry.page, &Page::remarked, &m_toast, &Toast::say);
    }
}

void MainWindow::turnTo(Page *page)
{
    if (m_pause->isChecked())
        currentPage()->setPaused(false);
    m_pause->setChecked(false);
    m_stack.setCurrentWidget(page);
    m_navigation.setCurrent(page);
}

void MainWindow::buildStatusBar()
{
    for (QLabel *label : { &m_server, &m_safety })
        label->setTextFormat(Qt::PlainText);
    statusBar()->addWidget(&m_badge);
    statusBar()->addWidget(&m_server);
    statusBar()->addPermanentWidget(&m_safety);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(barInset, 0, barInset, 0);
}

// Which server this is, and whether the way there can be trusted.
void MainWindow::showServer()
{
    const QUrl &address = m_live.endpoint().address;
    const Capabilities &said = m_live.capabilities();
    m_server.setText(said.version.isEmpty() ? address.authority()
                                            : tr("%1 · server %2 · version %3").arg(address.authority(), QString::fromUtf8(said.node), QString::fromUtf8(said.version)));
    const bool isPlain = !address.isEmpty() && address.scheme() != QLatin1String("https") && !isLoopback(address.host());
    m_safety.setText(isPlain ? tr("Not encrypted: others can read along") : QString());
}

QString MainWindow::stateKey(const QString &name) const
{
    return m_profile.isEmpty() ? QStringLiteral("window/") + name : QStringLiteral("windows/") + m_profile + QLatin1Char('/') + name;
}

void MainWindow::keepState()
{
    m_settings.setValue(stateKey(QStringLiteral("geometry")), saveGeometry());
    m_settings.setValue(stateKey(QStringLiteral("narrow")), m_navigation.isNarrow());
    for (const PageEntry &entry : m_pages) {
        const auto panes = entry.page->tablePanes();
        for (int i = 0; i < panes.size(); ++i)
            m_settings.setValue(stateKey(entry.page->objectName() + QString::number(i)), panes[i]->saveState());
    }
}

void MainWindow::restoreState()
{
    restoreGeometry(m_settings.value(stateKey(QStringLiteral("geometry"))).toByteArray());
    m_navigation.setNarrow(m_settings.value(stateKey(QStringLiteral("narrow"))).toBool());
    for (const PageEntry &entry : m_pages) {
        const auto panes = entry.page->tablePanes();
        for (int i = 0; i < panes.size(); ++i) {
            if (const QByteArray kept = m_settings.value(stateKey(entry.page->objectName() + QString::number(i))).toByteArray(); !kept.isEmpty())
                panes[i]->restoreState(kept);
        }
    }
}

} // namespace conversa::console
