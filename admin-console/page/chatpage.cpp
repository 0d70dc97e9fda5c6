// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/chatpage.h"

#include "page/inboxpage.h"
#include "page/looks.h"

#include <QVBoxLayout>

namespace conversa::console {

ChatPage::ChatPage(LiveState &live, ChatState &chat, QWidget *parent)
    : Page(parent)
    , m_chat(chat)
    , m_list(chat.inbox())
    , m_parties(chat)
    , m_pane(chat)
    , m_card(chat)
    , m_latency(chat.tester())
    , m_scenario(live, chat)
{
    setObjectName(QStringLiteral("chat"));
    m_splitter.setChildrenCollapsible(false);
    m_list.setMinimumWidth(220);
    m_none.setObjectName(QStringLiteral("noSessions"));
    m_none.setTextFormat(Qt::PlainText);
    m_none.setWordWrap(true);
    m_none.setAlignment(Qt::AlignCenter);
    m_list.body()->addWidget(&m_none);
    m_splitter.addWidget(&m_list);
    m_splitter.addWidget(buildMiddle());
    m_splitter.addWidget(buildSide());
    m_splitter.setHandleWidth(17);
    m_splitter.setStretchFactor(1, 1);
    m_splitter.setSizes({ 280, 580, 370 });
    setContent(&m_splitter);
    connect(&chat, &ChatState::linkChanged, this, &ChatPage::update);
    connect(&chat, &ChatState::inboxStateChanged, this, &ChatPage::update);
    connect(&chat, &ChatState::selfChanged, this, &ChatPage::update);
    connect(&chat, &ChatState::sessionChanged, this, &ChatPage::onSession);
    connect(&chat, &ChatState::failed, this, &ChatPage::onFailed);
    connect(&chat.inbox(), &InboxModel::countsChanged, this, &ChatPage::update);
    connect(&chat.inbox(), &QAbstractItemModel::rowsInserted, this, &ChatPage::showList);
    connect(&chat.inbox(), &QAbstractItemModel::rowsRemoved, this, &ChatPage::showList);
    connect(&chat.inbox(), &InboxModel::filterChanged, this, &ChatPage::showList);
    connect(&m_list, &InboxList::opened, &chat, &ChatState::open);
    connect(&m_parties, &PartiesBar::currentChanged, this, &ChatPage::onParty);
    connect(this, &Page::reconnectRequested, &chat, &ChatState::retryNow);
    ChatPage::retranslate();
    onParty(m_parties.current());
}

QWidget *ChatPage::buildMiddle()
{
    auto *middle = new QWidget;
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins({});
    column->setSpacing(8);
    makeHeading(m_heading, 1.2);
    m_heading.setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_heading.setMinimumHeight(controlHeight);
    column->addWidget(&m_heading);
    column->addWidget(&m_parties);
    m_problem.setTextFormat(Qt::PlainText);
    m_problem.setWordWrap(true);
    m_problem.hide();
    column->addWidget(&m_problem);
    column->addWidget(&m_pane, 1);
    return middle;
}

QWidget *ChatPage::buildSide()
{
    m_side.setObjectName(QStringLiteral("chatSide"));
    m_side.setDocumentMode(true);
    m_side.addTab(&m_card, {});
    m_side.addTab(&m_latency, {});
    m_side.addTab(&m_scenario, {});
    return &m_side;
}

QString ChatPage::title() const
{
    return tr("Chat tester");
}

void ChatPage::lookFor(const QString &what)
{
    const auto id = SessionId::parse(what.toStdString());
    if (id && m_chat.session() && m_chat.session()->session == *id)
        return;
    if (const auto row = id ? m_chat.inbox().find(*id) : std::nullopt)
        return m_chat.open(*row);
    // Or what is open would pass for it.
    Q_EMIT remarked(tr("This session is not in the inbox."));
}

void ChatPage::update()
{
    const bool hasContent = m_chat.session() || m_chat.inbox().total() > 0;
    const auto &failure = m_chat.inboxFailure();
    showList();
    if (showLinkLost(m_chat.link(), hasContent))
        return;
    if (failure && failure->status == 403)
        setState(PageState::NoPermission,
            { Sign::Cross, Tone::Quiet, tr("This key cannot test chats"), tr("It takes a key of the role agent or admin. An administrator can make one.") });
    else if (failure && !hasContent)
        setFailed(*failure);
    else if (!m_chat.isInboxLoaded() && !hasContent)
        setState(PageState::Loading);
    else if (!hasContent)
        setState(PageState::FirstUse,
            { Sign::Ring, Tone::Quiet, tr("No chat to test yet"),
                tr("Begin a session with a contact of your own making. You can then be the agent and the contact in one window."), tr("New chat") });
    else
        setState(PageState::Ready);
}

// The list's own word for it that it shows nothing: the page has other things to show.
void ChatPage::showList()
{
    const InboxModel &inbox = m_chat.inbox();
    m_none.setText(inbox.total() == 0 ? InboxPage::tr("No open sessions") : InboxPage::tr("0 of %n session(s) match", nullptr, int(inbox.total())));
    m_list.body()->setCurrentIndex(inbox.rowCount() > 0 ? 0 : m_list.body()->indexOf(&m_none));
}

void ChatPage::onFailed(const Failure &why)
{
    const QString sentence = QString::fromUtf8(errorOf(why).message);
    // Where the panel stands in for the content, nobody would see it there.
    if (state() != PageState::Ready && state() != PageState::Stale)
        return void(Q_EMIT remarked(sentence));
    m_problem.setText(sentence);
    m_problem.show();
}

void ChatPage::onFirstStep()
{
    m_chat.startSession(tr("Test contact"));
}

void ChatPage::onSession()
{
    const auto &session = m_chat.session();
    m_problem.clear();
    m_problem.hide();
    if (!session) {
        m_heading.setText(tr("Choose a session"));
        return update();
    }
    const QString name = session->contactName.isEmpty() ? tr("Contact") : QString::fromUtf8(session->contactName);
    m_heading.setText(session->closed ? tr("%1 (closed)").arg(name) : name);
    m_list.setCurrent(session->session);
    update();
}

void ChatPage::onParty(Party *party)
{
    m_pane.setParty(party);
    m_card.setParty(party);
}

void ChatPage::retranslate()
{
    m_side.setTabText(0, tr("Session"));
    m_side.setTabText(1, tr("Latency"));
    m_side.setTabText(2, tr("Scenario"));
    onSession();
}

} // namespace conversa::console
