// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/inboxpage.h"

#include "page/looks.h"

#include <QHBoxLayout>
#include <QInputDialog>
#include <QStackedLayout>

namespace conversa::console {

InboxPage::InboxPage(ChatState &chat, QWidget *parent)
    : Page(parent)
    , m_chat(chat)
    , m_list(chat.inbox())
{
    setObjectName(QStringLiteral("inbox"));
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(8);
    auto *bar = new QHBoxLayout;
    m_counts.setTextFormat(Qt::PlainText);
    m_new.setObjectName(QStringLiteral("newChat"));
    m_new.setMinimumHeight(controlHeight);
    bar->addWidget(&m_counts, 1);
    bar->addWidget(&m_new);
    column->addLayout(bar);
    column->addWidget(&m_list, 1);
    setContent(content, m_list.body());
    connect(&chat, &ChatState::linkChanged, this, &InboxPage::update);
    connect(&chat, &ChatState::inboxStateChanged, this, &InboxPage::update);
    connect(&chat.inbox(), &QAbstractItemModel::rowsInserted, this, &InboxPage::update);
    connect(&chat.inbox(), &QAbstractItemModel::rowsRemoved, this, &InboxPage::update);
    connect(&chat.inbox(), &InboxModel::countsChanged, this, &InboxPage::showCounts);
    connect(&chat.inbox(), &InboxModel::countsChanged, this, &InboxPage::update);
    connect(&chat.inbox(), &InboxModel::filterChanged, this, &InboxPage::update);
    connect(&m_list, &InboxList::opened, this, &InboxPage::onOpened);
    connect(&m_new, &QPushButton::clicked, this, &InboxPage::onFirstStep);
    connect(this, &Page::reconnectRequested, &chat, &ChatState::retryNow);
    InboxPage::retranslate();
}

QString InboxPage::title() const
{
    return tr("Inbox");
}

void InboxPage::lookFor(const QString &what)
{
    const auto id = SessionId::parse(what.toStdString());
    if (const auto row = id ? m_chat.inbox().find(*id) : std::nullopt)
        onOpened(*row);
}

void InboxPage::update()
{
    const InboxModel &inbox = m_chat.inbox();
    if (showLinkLost(m_chat.link(), inbox.total() > 0))
        return;
    if (m_chat.inboxFailure() && m_chat.inboxFailure()->status == 403)
        setState(PageState::NoPermission,
            { Sign::Cross, Tone::Quiet, tr("This key has no inbox"), tr("It takes a key of the role agent or admin. An administrator can make one.") });
    else if (m_chat.inboxFailure())
        setFailed(*m_chat.inboxFailure());
    else if (!m_chat.isInboxLoaded())
        setState(PageState::Loading);
    else if (inbox.total() == 0)
        setState(PageState::FirstUse,
            { Sign::Ring, Tone::Quiet, tr("No open sessions"), tr("A session appears here with its contact's first message. To try it out, begin one yourself."),
                tr("New chat…") });
    else if (inbox.rowCount() == 0)
        setState(PageState::NoMatch,
            { Sign::Ring, Tone::Quiet, tr("0 of %n session(s) match", nullptr, int(inbox.total())), tr("The filter hides the others."), tr("Clear filter") });
    else
        setState(PageState::Ready);
}

void InboxPage::showCounts()
{
    const InboxModel &inbox = m_chat.inbox();
    const QString unread = tr("%n unread message(s)", nullptr, int(inbox.unread()));
    m_counts.setText(inbox.waiting() > 0 ? unread + QStringLiteral(" · ") + tr("%n waiting", nullptr, int(inbox.waiting())) : unread);
}

void InboxPage::onOpened(const InboxRow &row)
{
    m_chat.open(row);
    Q_EMIT jumpRequested(QStringLiteral("chat"), QString::fromLatin1(row.session.toByteArray()));
}

void InboxPage::onFirstStep()
{
    bool isGiven = false;
    const QString name = QInputDialog::getText(this, tr("New chat"), tr("Name of the contact:"), QLineEdit::Normal, tr("Test contact"), &isGiven).trimmed();
    if (!isGiven || name.isEmpty())
        return;
    m_chat.startSession(name.left(60));
    Q_EMIT jumpRequested(QStringLiteral("chat"), {});
}

void InboxPage::retranslate()
{
    m_new.setText(tr("&New chat…"));
    showCounts();
    update();
}

} // namespace conversa::console
