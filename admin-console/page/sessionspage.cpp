// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/sessionspage.h"

#include <QInputDialog>
#include <QSplitter>

namespace conversa::console {

namespace {

QString pathOf(const SessionRow &session)
{
    return QStringLiteral("/api/v1/admin/sessions/") + QString::fromLatin1(session.id.toByteArray());
}

QJsonObject termsOf(const SessionRow &session)
{
    return { { QStringLiteral("tenant"), QString::fromUtf8(session.tenant) } };
}

} // namespace

SessionsPage::SessionsPage(LiveState &live, QWidget *parent)
    : TablePage(live, live.sessions(),
          { QStringLiteral("id"), QStringLiteral("tenant"), QStringLiteral("state"), QStringLiteral("contact"), QStringLiteral("seq"), QStringLiteral("users"), QStringLiteral("connections"), QStringLiteral("typing"), QStringLiteral("node") },
          Access::Admin, parent)
    , m_split(new QSplitter(Qt::Vertical))
    , m_panel(new SessionPanel(live))
{
    setObjectName(QStringLiteral("sessions"));
    build();
    connect(&pane(), &TablePane::selectionChanged, this, &SessionsPage::onSelected);
    connect(&live.sessions(), &QAbstractItemModel::dataChanged, this, &SessionsPage::onRowsChanged);
    connect(m_panel, &SessionPanel::removeRequested, this, &SessionsPage::onRemove);
    connect(m_panel, &SessionPanel::closeRequested, this, &SessionsPage::onClose);
    connect(m_panel, &SessionPanel::noticeRequested, this, &SessionsPage::onNotice);
    connect(m_panel, &SessionPanel::chatRequested, this, [this](const SessionRow &session) { Q_EMIT jumpRequested(QStringLiteral("chat"), QString::fromLatin1(session.id.toByteArray())); });
}

void SessionsPage::lookFor(const QString &what)
{
    const auto id = SessionId::parse(what.toStdString());
    TablePage::lookFor(id ? QStringLiteral("id:") + what : what);
}

StateText SessionsPage::emptyText() const
{
    return { Sign::Ring, Tone::Quiet, tr("Nobody is in a session."), tr("A session appears here as soon as somebody joins it, and goes when the last one leaves.") };
}

QWidget *SessionsPage::buildContent()
{
    m_split->setChildrenCollapsible(false);
    m_split->setHandleWidth(12);
    m_split->addWidget(&pane());
    m_split->addWidget(m_panel);
    m_split->setStretchFactor(0, 2);
    m_split->setStretchFactor(1, 3);
    m_panel->hide();
    return m_split;
}

void SessionsPage::onSelected()
{
    const QList<int> rows = pane().selectedRows();
    const SessionRow *row = rows.size() == 1 ? live().sessions().row(rows.front()) : nullptr;
    m_panel->setVisible(row != nullptr);
    if (row)
        m_panel->show(*row);
    else
        m_panel->close();
}

void SessionsPage::onRowsChanged()
{
    const QList<int> rows = pane().selectedRows();
    if (rows.size() != 1)
        return;
    if (const SessionRow *row = live().sessions().row(rows.front()))
        m_panel->show(*row);
}

void SessionsPage::onRemove(const SessionRow &session, const MemberRow &member)
{
    const QString path = pathOf(session) + QStringLiteral("/members/") + QString::fromLatin1(member.user.toByteArray()) + QStringLiteral("/remove");
    const QString who = member.name.isEmpty() ? QString::fromLatin1(member.user.toByteArray().first(8)) : QString::fromUtf8(member.name);
    order(postJson(path, termsOf(session)), [this, session, user = member.user, who](const QJsonObject &) {
        m_panel->reload();
        Q_EMIT remarked(tr("%1 is out of the session.").arg(who), [this, session, user] { restore(session, user); });
    });
}

void SessionsPage::onClose(const SessionRow &session)
{
    setClosed(session, !session.isClosed);
}

void SessionsPage::onNotice(const SessionRow &session)
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("noticeDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Post a notice"));
    dialog->setLabelText(tr("&Text for all members of the session:"));
    dialog->setOkButtonText(tr("&Post"));
    dialog->setCancelButtonText(tr("Cancel"));
    dialog->setMinimumWidth(460);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, session](const QString &text) {
        QJsonObject body = termsOf(session);
        body.insert(QStringLiteral("session_id"), QString::fromLatin1(session.id.toByteArray()));
        body.insert(QStringLiteral("text"), text);
        order(postJson(QStringLiteral("/api/v1/admin/notice"), body), [this](const QJsonObject &) { Q_EMIT remarked(tr("The notice is posted.")); });
    });
    dialog->open();
}

void SessionsPage::restore(const SessionRow &session, const UserId &user)
{
    const QString path = pathOf(session) + QStringLiteral("/members/") + QString::fromLatin1(user.toByteArray()) + QStringLiteral("/restore");
    order(postJson(path, termsOf(session)), [this](const QJsonObject &) {
        m_panel->reload();
        Q_EMIT remarked(tr("The member may come back."));
    });
}

void SessionsPage::setClosed(const SessionRow &session, bool isClosed)
{
    const QString path = QStringLiteral("/api/v1/sessions/") + QString::fromLatin1(session.id.toByteArray()) + (isClosed ? QStringLiteral("/close") : QStringLiteral("/reopen"));
    order(postJson(path), [this, session, isClosed](const QJsonObject &) {
        Q_EMIT remarked(isClosed ? tr("The session is closed.") : tr("The session is open again."), [this, session, isClosed] { setClosed(session, !isClosed); });
    });
}

} // namespace conversa::console
