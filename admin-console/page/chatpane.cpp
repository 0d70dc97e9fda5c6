// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/chatpane.h"

#include "page/looks.h"
#include "page/signs.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QInputDialog>

namespace conversa::console {

ChatPane::ChatPane(ChatState &chat, QWidget *parent)
    : QWidget(parent)
    , m_chat(chat)
{
    build();
    connectAll();
    retranslate();
    onSession();
}

void ChatPane::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(8);
    column->addWidget(&m_view, 1);
    m_typing.setTextFormat(Qt::PlainText);
    m_typing.setForegroundRole(QPalette::PlaceholderText);
    m_typing.setObjectName(QStringLiteral("typing"));
    column->addWidget(&m_typing);
    m_collision.setObjectName(QStringLiteral("collision"));
    m_collision.setFrameShape(QFrame::StyledPanel);
    m_collision.setAutoFillBackground(true);
    m_collision.setBackgroundRole(QPalette::Base);
    m_collisionText.setTextFormat(Qt::PlainText);
    m_collisionText.setObjectName(QStringLiteral("collisionText"));
    m_collisionText.setWordWrap(true);
    auto *collision = new QHBoxLayout(&m_collision);
    collision->setContentsMargins(12, 6, 12, 6);
    collision->addWidget(&m_collisionSign);
    collision->addWidget(&m_collisionText, 1);
    column->addWidget(&m_collision);
    m_quoteText.setTextFormat(Qt::PlainText);
    m_endReply.setObjectName(QStringLiteral("endReply"));
    m_endReply.setText(QStringLiteral("✕"));
    m_endReply.setFocusPolicy(Qt::StrongFocus);
    auto *quote = new QHBoxLayout(&m_quote);
    quote->setContentsMargins(12, 0, 0, 0);
    quote->addWidget(&m_quoteText, 1);
    quote->addWidget(&m_endReply);
    m_quote.hide();
    column->addWidget(&m_quote);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(8);
    bottom->addWidget(&m_composer, 1);
    auto *buttons = new QVBoxLayout;
    m_send.setObjectName(QStringLiteral("send"));
    m_keep.setObjectName(QStringLiteral("keepText"));
    for (QPushButton *button : { &m_send, &m_keep }) {
        button->setMinimumHeight(controlHeight);
        buttons->addWidget(button);
    }
    bottom->addLayout(buttons);
    column->addLayout(bottom);
    m_spoken.setParent(this);
    m_spoken.setObjectName(QStringLiteral("announcer"));
    m_spoken.setFixedSize(1, 1);
}

void ChatPane::connectAll()
{
    connect(&m_chat, &ChatState::sessionChanged, this, &ChatPane::onSession);
    connect(&m_view, &ConversationView::replyRequested, this, &ChatPane::onReply);
    connect(&m_view, &ConversationView::retryRequested, this, [this](int row) {
        if (m_party)
            m_party->sayAgain(row);
    });
    connect(&m_view, &ConversationView::earlierRequested, this, [this] {
        if (m_party)
            m_party->loadEarlier();
    });
    connect(&m_view, &ConversationView::announced, this, &ChatPane::announce);
    connect(&m_composer, &Composer::submitted, this, &ChatPane::onSubmitted);
    connect(&m_composer, &Composer::typed, this, [this] {
        if (m_party)
            m_party->typed();
    });
    connect(&m_composer, &Composer::cleared, this, [this] {
        if (m_party)
            m_party->stopTyping();
    });
    connect(&m_send, &QPushButton::clicked, &m_composer, &Composer::send);
    connect(&m_keep, &QPushButton::clicked, this, &ChatPane::onKeep);
    connect(&m_endReply, &QToolButton::clicked, this, &ChatPane::endReply);
}

void ChatPane::setParty(Party *party)
{
    if (m_party)
        m_party->disconnect(this);
    m_party = party;
    endReply();
    m_view.setEnabled(party);
    if (!party) {
        m_view.setModel(nullptr);
        return onAttendance();
    }
    connect(party, &Party::conversationChanged, this, &ChatPane::onConversation);
    connect(party, &Party::attendanceChanged, this, &ChatPane::onAttendance);
    connect(party, &Party::statusChanged, this, &ChatPane::onAttendance);
    connect(party, &Party::heard, this, [this](const PartyEvent &event) {
        if (event.kind == PartyEvent::Kind::Message)
            answer();
    });
    connect(party, &Party::earlierLoaded, this, [this] { answer(); });
    onConversation();
}

void ChatPane::onConversation()
{
    m_view.show(m_party->conversation());
    onAttendance();
    answer();
}

// What is seen is read; what only came is delivered.
void ChatPane::answer()
{
    if (m_party && m_party->isJoined())
        m_party->mark(isVisible() && isActiveWindow() ? Mark::Read : Mark::Delivered);
}

void ChatPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    answer();
}

void ChatPane::onAttendance()
{
    const bool canWrite = m_party && m_party->isJoined() && m_chat.session() && !m_chat.session()->closed;
    m_send.setEnabled(canWrite);
    m_composer.setEnabled(m_party && m_chat.session());
    const QStringList typing = m_party ? m_party->attendance().typing(m_party->user()) : QStringList();
    m_typing.setText(typing.isEmpty() ? QString() : tr("%1 is typing…").arg(typing.join(QStringLiteral(", "))));
    const QStringList others = m_party && !m_party->isContact() ? m_party->attendance().colleagues(m_party->user()) : QStringList();
    m_collision.setVisible(!others.isEmpty());
    m_collisionSign.setPixmap(signPixmap(Sign::Triangle, toneColor(Tone::Warning, palette()), 16, devicePixelRatioF()));
    const bool isTyping = std::any_of(others.begin(), others.end(), [&](const QString &name) { return typing.contains(name); });
    const QString names = others.join(QStringLiteral(", "));
    m_collisionText.setText(isTyping ? tr("%1 is answering this session too.").arg(names) : tr("%1 is looking at this session too.").arg(names));
}

void ChatPane::onSession()
{
    const auto &session = m_chat.session();
    m_composer.setSession(session ? QString::fromLatin1(session->session.toByteArray()) : QString());
    m_composer.setPlaceholderText(session && session->closed ? tr("The session is closed.") : tr("Write a message. / offers kept texts."));
    endReply();
    onAttendance();
}

void ChatPane::onSubmitted(const QString &text)
{
    if (!m_party)
        return;
    m_party->say(text, m_replyTo);
    endReply();
    m_view.toEnd();
}

void ChatPane::onReply(int row)
{
    const ChatEntry &entry = m_party->conversation().entry(row);
    if (entry.seq == 0)
        return;
    m_replyTo = entry.id;
    const QString text = tr("Reply to: %1").arg(entry.text.simplified());
    m_quoteText.setText(m_quoteText.fontMetrics().elidedText(text, Qt::ElideRight, std::max(200, width() - 80)));
    m_quote.show();
    focusComposer();
}

void ChatPane::endReply()
{
    m_replyTo.reset();
    m_quote.hide();
}

void ChatPane::onKeep()
{
    const QString text = m_composer.toPlainText().trimmed();
    if (text.isEmpty())
        return;
    bool isGiven = false;
    const QString name = QInputDialog::getText(this, tr("Keep this text"), tr("Short name, typed after \"/\":"), QLineEdit::Normal, {}, &isGiven);
    if (isGiven)
        m_composer.canned().keep(name, text);
}

// A change of a label's name is read when the reader has time.
void ChatPane::announce(const QString &text)
{
    m_spoken.setAccessibleName(text);
    QAccessibleEvent event(&m_spoken, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

void ChatPane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::ActivationChange)
        answer();
    QWidget::changeEvent(event);
}

void ChatPane::retranslate()
{
    m_view.setAccessibleName(tr("Conversation"));
    m_composer.setAccessibleName(tr("Message"));
    m_send.setText(tr("&Send"));
    m_keep.setText(tr("&Keep…"));
    m_keep.setToolTip(tr("Keep this text under a short name"));
    m_endReply.setAccessibleName(tr("Do not reply to it"));
    onSession();
}

} // namespace conversa::console
