// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/partiesbar.h"

#include "client/address.h"
#include "model/celltext.h"
#include "page/looks.h"
#include "page/signs.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QMessageBox>
#include <QWidgetAction>

namespace conversa::console {

namespace {

constexpr int partySign = 14;
constexpr int stripHeight = 44; // a button, and a scroll bar where there are many

Sign signOf(const Party &party)
{
    if (party.isJoined())
        return Sign::Tick;
    switch (party.status().kind) {
    case LinkStatus::Kind::Stopped:
        return party.problem().isEmpty() ? Sign::Ring : Sign::Cross;
    case LinkStatus::Kind::Waiting:
        return Sign::Triangle;
    default:
        return Sign::Dots;
    }
}

Tone toneOf(Sign sign)
{
    return sign == Sign::Tick ? Tone::Good : sign == Sign::Cross ? Tone::Bad : sign == Sign::Triangle ? Tone::Warning : Tone::Quiet;
}

} // namespace

PartiesBar::PartiesBar(ChatState &chat, QWidget *parent)
    : QWidget(parent)
    , m_chat(chat)
    , m_row(new QHBoxLayout)
    , m_faults(new LineFaults)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(8);
    auto *strip = new QWidget;
    strip->setLayout(m_row);
    m_row->setContentsMargins({});
    m_row->setSpacing(8);
    m_scroll.setWidget(strip);
    m_scroll.setWidgetResizable(true);
    m_scroll.setFrameShape(QFrame::NoFrame);
    m_scroll.setFocusPolicy(Qt::NoFocus);
    m_scroll.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll.setFixedHeight(stripHeight);
    column->addWidget(&m_scroll);
    m_status.setTextFormat(Qt::PlainText);
    m_status.setForegroundRole(QPalette::PlaceholderText);
    m_status.setMinimumWidth(40);
    m_status.setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    buildMenus();
    m_row->addWidget(&m_add);
    m_row->addStretch();
    auto *lower = new QHBoxLayout;
    lower->setSpacing(8);
    lower->addWidget(&m_line);
    lower->addWidget(&m_link);
    lower->addWidget(&m_remove);
    lower->addWidget(&m_status, 1);
    column->addLayout(lower);
    m_group.setExclusive(true);
    connect(&chat.tester(), &ChatTester::partyAdded, this, &PartiesBar::add);
    connect(&chat.tester(), &ChatTester::partyRemoved, this, &PartiesBar::remove);
    connect(&chat, &ChatState::sessionChanged, this, &PartiesBar::showStatus);
    for (Party *party : chat.tester().parties())
        add(party);
    retranslate();
}

void PartiesBar::buildMenus()
{
    const auto shape = [](QToolButton &button, const char *name) {
        button.setObjectName(QLatin1String(name));
        button.setMinimumHeight(controlHeight);
        button.setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button.setFocusPolicy(Qt::StrongFocus);
    };
    shape(m_add, "addParty");
    shape(m_line, "partyLine");
    shape(m_link, "partyLink");
    shape(m_remove, "removeParty");
    m_add.setPopupMode(QToolButton::InstantPopup);
    m_add.setMenu(&m_addMenu);
    auto *faults = new QWidgetAction(&m_lineMenu);
    faults->setDefaultWidget(m_faults);
    m_lineMenu.addAction(faults);
    m_line.setPopupMode(QToolButton::InstantPopup);
    m_line.setMenu(&m_lineMenu);
    connect(m_faults, &LineFaults::changed, this, [this](const Faults &value) {
        if (m_current)
            m_current->injector().setFaults(value);
        showStatus();
    });
    connect(&m_link, &QToolButton::clicked, this, [this] {
        const auto &session = m_chat.session();
        if (!m_current)
            return;
        if (m_current->status().kind == LinkStatus::Kind::Stopped && session)
            m_current->enter(session->session, session->contact.value_or(ContactId{}), session->contactName);
        else
            m_current->disconnectNow();
    });
    connect(&m_remove, &QToolButton::clicked, this, [this] {
        if (m_current && m_current != m_chat.self())
            m_chat.tester().remove(m_current);
    });
}

void PartiesBar::add(Party *party)
{
    auto *button = new QToolButton(this);
    button->setObjectName(QStringLiteral("party"));
    button->setCheckable(true);
    button->setMinimumHeight(controlHeight);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    // A name is no mnemonic.
    button->setText(QString(party->identity().name).replace(QLatin1Char('&'), QStringLiteral("&&")));
    m_group.addButton(button);
    m_row->insertWidget(m_row->indexOf(&m_add), button);
    m_buttons.insert(party, button);
    connect(button, &QToolButton::clicked, this, [this, party] { choose(party); });
    connect(party, &Party::statusChanged, this, &PartiesBar::showStatus);
    if (!m_current)
        choose(party);
    showStatus();
}

void PartiesBar::remove(Party *party)
{
    delete m_buttons.take(party);
    if (m_current != party)
        return showStatus();
    m_current = nullptr;
    const auto &parties = m_chat.tester().parties();
    choose(parties.empty() ? nullptr : parties.front());
}

void PartiesBar::choose(Party *party)
{
    m_current = party;
    if (party) {
        m_buttons.value(party)->setChecked(true);
        m_faults->setFaults(party->injector().faults());
    }
    showStatus();
    Q_EMIT currentChanged(party);
}

void PartiesBar::showStatus()
{
    for (auto button = m_buttons.begin(); button != m_buttons.end(); ++button) {
        const Sign sign = signOf(*button.key());
        (*button)->setIcon(signPixmap(sign, toneColor(toneOf(sign), palette()), partySign, devicePixelRatioF()));
        (*button)->setAccessibleDescription(button.key()->isJoined() ? tr("in the session") : tr("not in the session"));
    }
    m_add.setEnabled(m_chat.session().has_value() && !m_chat.tester().isFull());
    m_line.setEnabled(m_current);
    m_link.setEnabled(m_current && m_chat.session());
    m_remove.setEnabled(m_current && m_current != m_chat.self());
    const bool isStopped = m_current && m_current->status().kind == LinkStatus::Kind::Stopped;
    m_link.setText(isStopped ? tr("Connect") : tr("Disconnect"));
    if (!m_current)
        return m_status.clear();
    const Faults faults = m_current->injector().faults();
    QString text = m_current->problem();
    if (faults != Faults())
        text += (text.isEmpty() ? QString() : QStringLiteral(" · ")) + tr("bad line: %1 ms ± %2 ms, %3 % lost").arg(faults.delayMs).arg(faults.jitterMs).arg(faults.lossPercent);
    m_status.setText(text);
    m_status.setToolTip(toolTipOf(text));
}

void PartiesBar::onAddAgent()
{
    bool isGiven = false;
    const QString key = QInputDialog::getText(
        this, tr("Another agent"), tr("Access key of the other agent (kept in memory only):"), QLineEdit::Password, {}, &isGiven);
    if (!isGiven)
        return;
    const QByteArray token = key.trimmed().toUtf8();
    if (!isToken(token)) {
        QMessageBox::warning(this, tr("Another agent"), tr("That is not an access key."));
        return;
    }
    m_chat.addParty({ tr("Agent %1").arg(m_chat.tester().parties().size()), PartyIdentity::Kind::Agent }, token);
}

void PartiesBar::onAddContact()
{
    const auto &session = m_chat.session();
    const QString name = session && !session->contactName.isEmpty() ? QString::fromUtf8(session->contactName) : tr("Contact");
    if (Party *party = m_chat.addParty({ name, PartyIdentity::Kind::Contact }))
        choose(party);
}

void PartiesBar::onAddDevice()
{
    m_chat.addParty({ tr("Device %1").arg(m_chat.tester().parties().size()), PartyIdentity::Kind::Device });
}

void PartiesBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange)
        showStatus();
    QWidget::changeEvent(event);
}

void PartiesBar::retranslate()
{
    m_add.setText(tr("&Add party"));
    m_line.setText(tr("&Line"));
    m_line.setToolTip(tr("Delay, jitter and loss of what this party sends"));
    m_remove.setText(tr("Re&move"));
    m_addMenu.clear();
    m_addMenu.addAction(tr("&Contact of this session"), this, &PartiesBar::onAddContact);
    m_addMenu.addAction(tr("Second &device"), this, &PartiesBar::onAddDevice);
    m_addMenu.addAction(tr("Another &agent…"), this, &PartiesBar::onAddAgent);
    showStatus();
}

} // namespace conversa::console
