// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/sessioncard.h"

#include "model/celltext.h"
#include "page/looks.h"

#include <QEvent>
#include <QFormLayout>
#include <QHeaderView>
#include <QLocale>

namespace conversa::console {

namespace {

QString roleText(Role role)
{
    switch (role) {
    case Role::Admin:
        return SessionCard::tr("admin");
    case Role::Agent:
        return SessionCard::tr("agent");
    case Role::Contact:
        return SessionCard::tr("contact");
    case Role::Service:
        return SessionCard::tr("service");
    }
    return {};
}

QString idText(const Uuid &id)
{
    return id.isNull() ? QStringLiteral("–") : QString::fromLatin1(id.toByteArray());
}

} // namespace

SessionCard::SessionCard(ChatState &chat, QWidget *parent)
    : QWidget(parent)
    , m_chat(chat)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    for (size_t i = 0; i < facts; ++i) {
        m_names[i].setForegroundRole(QPalette::PlaceholderText);
        m_values[i].setTextFormat(Qt::PlainText);
        m_values[i].setWordWrap(true);
        m_values[i].setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        m_values[i].setFocusPolicy(Qt::ClickFocus);
        column->addWidget(&m_names[i]);
        column->addWidget(&m_values[i]);
    }
    column->addSpacing(8);
    column->addWidget(&m_title);
    m_members.setObjectName(QStringLiteral("members"));
    m_members.setColumnCount(4);
    m_members.setShowGrid(false);
    m_members.verticalHeader()->hide();
    m_members.verticalHeader()->setDefaultSectionSize(30);
    m_members.horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_members.horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_members.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_members.setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_members.setSelectionBehavior(QAbstractItemView::SelectRows);
    m_members.setTabKeyNavigation(false);
    m_members.setWordWrap(false);
    column->addWidget(&m_members, 1);
    m_close.setObjectName(QStringLiteral("closeSession"));
    m_close.setMinimumHeight(controlHeight);
    column->addWidget(&m_close, 0, Qt::AlignRight);
    connect(&chat, &ChatState::sessionChanged, this, &SessionCard::refresh);
    connect(&m_close, &QPushButton::clicked, this, [this] { m_chat.closeSession(!m_chat.session()->closed); });
    retranslate();
}

void SessionCard::setParty(Party *party)
{
    if (m_party)
        m_party->disconnect(this);
    m_party = party;
    if (party) {
        connect(party, &Party::attendanceChanged, this, &SessionCard::refresh);
        connect(party, &Party::statusChanged, this, &SessionCard::refresh);
    }
    refresh();
}

void SessionCard::refresh()
{
    showFacts();
    showMembers();
}

void SessionCard::showFacts()
{
    const auto &session = m_chat.session();
    m_close.setEnabled(session.has_value());
    m_close.setText(session && session->closed ? tr("Re&open session") : tr("Close sess&ion"));
    if (!session) {
        for (QLabel &value : m_values)
            value.setText(QStringLiteral("–"));
        return;
    }
    m_values[0].setText(session->contactName.isEmpty() ? QStringLiteral("–") : QString::fromUtf8(session->contactName));
    m_values[1].setText(idText(session->contact.value_or(ContactId{}).uuid));
    m_values[2].setText(idText(session->session.uuid));
    m_values[3].setText(session->closed ? tr("closed") : tr("open"));
}

void SessionCard::showMembers()
{
    m_members.setRowCount(0);
    if (!m_party)
        return;
    const QLocale locale;
    for (const auto &[id, member] : m_party->attendance().members()) {
        const int row = m_members.rowCount();
        m_members.insertRow(row);
        const QString name = m_party->attendance().nameOf(id);
        const QStringList texts{ name + QStringLiteral(" (") + roleText(member.user.role) + QLatin1Char(')'),
            member.isTyping ? tr("typing") : member.isHere ? tr("here") : tr("away"), locale.toString(member.delivered), locale.toString(member.read) };
        for (int column = 0; column < texts.size(); ++column) {
            auto *item = new QTableWidgetItem(texts[column]);
            item->setToolTip(toolTipOf(texts[column]));
            item->setTextAlignment(Qt::AlignVCenter | (column >= 2 ? Qt::AlignRight : Qt::AlignLeft));
            m_members.setItem(row, column, item);
        }
    }
}

void SessionCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SessionCard::retranslate()
{
    m_names[0].setText(tr("Contact", "somebody who writes to agents"));
    m_names[1].setText(tr("Contact id"));
    m_names[2].setText(tr("Session"));
    m_names[3].setText(tr("State"));
    m_title.setText(tr("Members and how far they have got"));
    m_members.setAccessibleName(tr("Members"));
    m_members.setHorizontalHeaderLabels({ tr("Member"), tr("Presence"), tr("Delivered"), tr("Read") });
    refresh();
}

} // namespace conversa::console
