// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/sessionpanel.h"

#include "model/celltext.h"
#include "page/looks.h"
#include "page/problemtext.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace conversa::console {

namespace {

constexpr std::chrono::milliseconds reloadPause{ 300 };

QString shortId(const Uuid &id)
{
    return QString::fromLatin1(id.toByteArray().first(8));
}

QWidget *titled(QLabel &title, TablePane &pane)
{
    auto *part = new QWidget;
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins({});
    column->setSpacing(8);
    makeHeading(title);
    column->addWidget(&title);
    column->addWidget(&pane, 1);
    return part;
}

} // namespace

SessionPanel::SessionPanel(LiveState &live, QWidget *parent)
    : QWidget(parent)
    , m_live(live)
    , m_history(live.rest())
    , m_memberPane(m_members, { QStringLiteral("name"), QStringLiteral("role"), QStringLiteral("state"), QStringLiteral("delivered"), QStringLiteral("read"), QStringLiteral("newest") })
    , m_historyPane(m_history, { QStringLiteral("place"), QStringLiteral("time"), QStringLiteral("author"), QStringLiteral("state"), QStringLiteral("message") })
{
    m_reload.setSingleShot(true);
    m_reload.setInterval(reloadPause);
    connect(&m_reload, &QTimer::timeout, this, &SessionPanel::reload);
    // Later: the table has to come into sight first.
    connect(&m_history, &HistoryTable::begun, this, &SessionPanel::onBegun, Qt::QueuedConnection);
    connect(&m_history, &HistoryTable::freshnessChanged, this, &SessionPanel::showHistory);
    connect(&m_history, &HistoryTable::totalChanged, this, &SessionPanel::showHistory);
    connect(&m_history, &HistoryTable::rowsAboutToBeInserted, this, &SessionPanel::onAboutToInsert);
    connect(&m_history, &HistoryTable::rowsInserted, this, &SessionPanel::onInserted);
    connect(&m_memberPane, &TablePane::selectionChanged, this, &SessionPanel::onMembersSelected);
    build();
    retranslate();
}

void SessionPanel::show(const SessionRow &row)
{
    const bool isOther = !m_row || m_row->id != row.id || m_row->tenant != row.tenant;
    if (!isOther && *m_row == row)
        return;
    m_row = row;
    retranslate();
    if (isOther) {
        m_members.setRows({});
        reload();
    } else if (!m_reload.isActive()) {
        m_reload.start();
    }
    if (!isReached())
        m_history.close();
    else if (isOther)
        m_history.open(row.id);
    else
        m_history.follow(row.seq);
    showHistory();
}

void SessionPanel::close()
{
    m_row.reset();
    m_reload.stop();
    m_history.close();
    m_members.setRows({});
}

void SessionPanel::reload()
{
    if (!m_row)
        return;
    m_live.rest().ask<SessionDetails>({ QStringLiteral("/api/v1/admin/sessions/") + QString::fromLatin1(m_row->id.toByteArray()) }, readDetails, this,
        [this](const Answer<SessionDetails> &answer) { onDetails(answer); });
}

bool SessionPanel::isReached() const
{
    return m_row && m_row->tenant == m_live.capabilities().tenant;
}

void SessionPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SessionPanel::onBegun(bool atOldest)
{
    if (atOldest)
        m_historyPane.view().scrollToTop();
    else
        m_historyPane.view().scrollToBottom();
}

// What is read stays in its place when older messages come.
void SessionPanel::onAboutToInsert(const QModelIndex &, int first)
{
    m_top = first == 0 ? m_historyPane.view().indexAt({ 0, 0 }) : QModelIndex();
}

void SessionPanel::onInserted(const QModelIndex &, int)
{
    if (m_top.isValid()) {
        m_historyPane.view().doItemsLayout(); // or there would be no room yet to scroll to
        m_historyPane.view().scrollTo(m_top, QAbstractItemView::PositionAtTop);
    }
    m_top = QModelIndex();
}

void SessionPanel::onMembersSelected()
{
    const QList<int> rows = m_memberPane.selectedRows();
    m_remove.setEnabled(rows.size() == 1 && m_members.row(rows.front()) && m_members.row(rows.front())->isHere);
}

void SessionPanel::onRemove()
{
    const QList<int> rows = m_memberPane.selectedRows();
    const MemberRow *member = rows.isEmpty() ? nullptr : m_members.row(rows.front());
    if (m_row && member)
        Q_EMIT removeRequested(*m_row, *member);
}

void SessionPanel::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(12);
    column->addWidget(buildBar());
    column->addWidget(buildTables(), 1);
    m_historyPane.body()->addWidget(&m_historyNote);
    m_memberPane.setObjectName(QStringLiteral("members"));
    m_historyPane.setObjectName(QStringLiteral("history"));
    m_memberPane.setHoldsWhileRead(false);
    m_memberPane.setWidths({ 110, 80, 90, 84, 70, 90 });
    m_historyPane.setWidths({ 60, 100, 80, 100 });
    m_memberPane.actions()->addWidget(&m_remove);
    m_historyPane.actions()->addWidget(&m_oldest);
    m_historyPane.actions()->addWidget(&m_newest);
    const std::pair<QPushButton *, const char *> buttons[]
        = { { &m_remove, "removeMember" }, { &m_oldest, "oldest" }, { &m_newest, "newest" }, { &m_chat, "openChat" }, { &m_notice, "notice" }, { &m_close, "closeSession" } };
    for (const auto &[button, name] : buttons) {
        button->setObjectName(QLatin1String(name));
        button->setMinimumHeight(controlHeight);
    }
    m_remove.setEnabled(false);
    connect(&m_remove, &QPushButton::clicked, this, &SessionPanel::onRemove);
    connect(&m_oldest, &QPushButton::clicked, &m_history, &HistoryTable::toOldest);
    connect(&m_newest, &QPushButton::clicked, &m_history, &HistoryTable::toNewest);
    connect(&m_chat, &QPushButton::clicked, this, [this] { Q_EMIT chatRequested(*m_row); });
    connect(&m_notice, &QPushButton::clicked, this, [this] { Q_EMIT noticeRequested(*m_row); });
    connect(&m_close, &QPushButton::clicked, this, [this] { Q_EMIT closeRequested(*m_row); });
}

QWidget *SessionPanel::buildBar()
{
    auto *bar = new QWidget;
    auto *line = new QHBoxLayout(bar);
    line->setContentsMargins({});
    line->setSpacing(8);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(&m_headline);
    texts->addWidget(&m_facts);
    line->addLayout(texts, 1);
    for (QPushButton *button : { &m_chat, &m_notice, &m_close })
        line->addWidget(button);
    makeHeading(m_headline, 1.15);
    for (QLabel *label : { &m_headline, &m_facts }) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    m_facts.setForegroundRole(QPalette::PlaceholderText);
    return bar;
}

QWidget *SessionPanel::buildTables()
{
    auto *tables = new QSplitter(Qt::Horizontal);
    tables->setChildrenCollapsible(false);
    tables->setHandleWidth(16);
    tables->addWidget(titled(m_memberTitle, m_memberPane));
    tables->addWidget(titled(m_historyTitle, m_historyPane));
    return tables;
}

void SessionPanel::onDetails(const Answer<SessionDetails> &answer)
{
    // A session that nobody is in any more is none to the administrator; what is known of it stays.
    if (answer && m_row && answer->row.id == m_row->id)
        m_members.setRows(membersOf(*answer));
}

void SessionPanel::showHistory()
{
    QStackedLayout *body = m_historyPane.body();
    if (!m_row)
        return;
    if (!isReached())
        m_historyNote.setText({ Sign::Ring, Tone::Quiet, tr("Your key does not reach the messages of this tenant."),
            tr("An operator administers all tenants and reads none of them. Connect with a key of the tenant %1.").arg(QString::fromUtf8(m_row->tenant)) });
    else if (m_history.freshness() == Freshness::Refused)
        m_historyNote.setFailure(m_history.failure());
    else if (m_history.freshness() == Freshness::Empty)
        m_historyNote.setLoading();
    else if (m_history.total() == 0 && !m_history.wish().filter.isEmpty())
        m_historyNote.setText({ Sign::Ring, Tone::Quiet, tr("No message matches."), m_history.wish().filter });
    else if (m_history.total() == 0)
        m_historyNote.setText({ Sign::Ring, Tone::Quiet, tr("Nobody has written yet."), tr("Messages appear here as they are written.") });
    const bool hasMessages = isReached() && m_history.total() > 0;
    body->setCurrentIndex(hasMessages ? 0 : body->indexOf(&m_historyNote));
    m_oldest.setEnabled(isReached());
    m_newest.setEnabled(isReached());
}

void SessionPanel::retranslate()
{
    m_memberTitle.setText(tr("Members and receipts"));
    m_historyTitle.setText(tr("Messages"));
    m_remove.setText(tr("&Remove"));
    m_remove.setToolTip(tr("Takes the selected member out of the session."));
    m_memberPane.filter().setExample(tr("Search the members"));
    m_historyPane.filter().setExample(tr("Search the messages"));
    m_oldest.setText(tr("&Oldest"));
    m_newest.setText(tr("&Newest"));
    m_chat.setText(tr("Open in &chat tester"));
    m_notice.setText(tr("Post a no&tice …"));
    m_close.setText(m_row && m_row->isClosed ? tr("Reo&pen session") : tr("C&lose session"));
    for (QPushButton *button : { &m_chat, &m_close }) {
        button->setEnabled(isReached());
        button->setToolTip(isReached() ? QString() : tr("An operator's key reaches no session of a tenant."));
    }
    if (!m_row)
        return;
    m_headline.setText(tr("Session %1").arg(shortId(m_row->id.uuid)));
    const QString contact = m_row->contact.isNull() ? tr("no contact yet") : tr("contact %1").arg(shortId(m_row->contact.uuid));
    const QString state = m_row->isClosed ? tr("closed") : tr("open");
    m_facts.setText(QStringList{ state, contact, tr("tenant %1").arg(QString::fromUtf8(m_row->tenant)), tr("%n message(s)", nullptr, int(m_row->seq)), tr("at %1").arg(QString::fromUtf8(m_row->node)) }.join(QStringLiteral(" · ")));
    m_facts.setToolTip(QString::fromLatin1(m_row->id.toByteArray()));
    showHistory();
}

} // namespace conversa::console
