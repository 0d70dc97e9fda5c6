// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/tapbar.h"

#include "page/looks.h"

#include <QEvent>
#include <QHBoxLayout>

namespace conversa::console {

namespace {

constexpr std::array tapKeys{ "connection_id", "user_id", "session_id" }; // in the order of Target
constexpr int longestMinutes = 15;

} // namespace

TapBar::TapBar(LiveState &live, FrameRing &frames, RawConnection &connection, QWidget *parent)
    : QWidget(parent)
    , m_live(live)
    , m_frames(frames)
    , m_connection(connection)
{
    build();
    connect(&m_start, &QPushButton::clicked, this, &TapBar::onStart);
    connect(&m_id, &QLineEdit::returnPressed, this, &TapBar::onStart);
    connect(&m_id, &QLineEdit::textChanged, this, &TapBar::refresh);
    connect(&m_own, &QPushButton::clicked, this, &TapBar::onOwn);
    connect(&m_autoPong, &QCheckBox::toggled, &connection, &RawConnection::setAutoPong);
    connect(&connection, &RawConnection::stateChanged, this, [this](const QString &why) {
        m_ownProblem = why;
        refresh();
    });
    connect(&frames, &RowTable::freshnessChanged, this, &TapBar::refresh);
    connect(&frames, &RowTable::totalChanged, this, &TapBar::refresh);
    connect(&live, &LiveState::linkChanged, this, &TapBar::refresh);
    retranslate();
}

void TapBar::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(4);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    m_minutes.setRange(1, longestMinutes);
    m_minutes.setValue(5);
    m_id.setMaxLength(Uuid::textSize);
    m_autoPong.setChecked(true);
    bar->addWidget(&m_target);
    bar->addWidget(&m_id, 1);
    bar->addWidget(&m_minutes);
    bar->addWidget(&m_start);
    bar->addSpacing(16);
    bar->addWidget(&m_own);
    bar->addWidget(&m_autoPong);
    column->addLayout(bar);
    m_note.setTextFormat(Qt::PlainText);
    m_note.setForegroundRole(QPalette::PlaceholderText);
    m_note.setWordWrap(true);
    column->addWidget(&m_note);
    const auto name = [](QWidget &widget, const char *what) {
        widget.setObjectName(QLatin1String(what));
        widget.setMinimumHeight(controlHeight);
    };
    name(m_target, "tapTarget");
    name(m_id, "tapId");
    name(m_minutes, "tapMinutes");
    name(m_start, "tapStart");
    name(m_own, "ownConnection");
    name(m_autoPong, "autoPong");
}

void TapBar::setTarget(Target target, const QString &id)
{
    m_target.setCurrentIndex(target);
    m_id.setText(id);
}

void TapBar::start()
{
    if (m_frames.isRunning()) {
        m_frames.stop();
        m_frames.clear(); // a row does not say whose tap it came by
    }
    refresh();
    onStart();
}

void TapBar::onStart()
{
    if (m_frames.isRunning()) {
        m_frames.stop();
        return refresh();
    }
    if (!m_start.isEnabled())
        return;
    const QString key = QLatin1String(tapKeys[size_t(m_target.currentIndex())]);
    m_frames.start({ { key, m_id.text().trimmed() }, { QStringLiteral("duration_ms"), m_minutes.value() * 60'000 } });
    refresh();
}

void TapBar::onOwn()
{
    if (m_connection.state() != RawSocket::State::Closed)
        return m_connection.close();
    Q_EMIT keyUsed(m_live.endpoint().key);
    m_connection.open(socketLink(m_live.endpoint(), QStringLiteral("/api/v1/ws/messages?text=plain")));
}

void TapBar::refresh()
{
    const bool isLinked = m_live.link().state == LinkState::Connected;
    const bool isRunning = m_frames.isRunning();
    const bool isId = Uuid::parse(m_id.text().trimmed().toStdString()).has_value();
    m_start.setText(isRunning ? tr("Stop &tap") : tr("Start &tap"));
    m_start.setEnabled(isRunning || (isLinked && isId && m_live.access() >= Access::Admin));
    m_target.setEnabled(!isRunning);
    m_id.setEnabled(!isRunning);
    m_minutes.setEnabled(!isRunning);
    const bool isOpen = m_connection.state() != RawSocket::State::Closed;
    m_own.setText(isOpen ? tr("Close &own connection") : tr("Open &own connection"));
    m_own.setEnabled(isLinked || isOpen);
    QString note = tr("Begin and end of a tap are recorded in the audit log, with whose frames and how many.");
    if (m_frames.freshness() == Freshness::Refused)
        note = tr("The server does not begin the tap: %1").arg(QString::fromUtf8(m_frames.failure().sentence));
    if (!m_ownProblem.isEmpty())
        note += QStringLiteral(" · ") + tr("Own connection: %1").arg(m_ownProblem);
    m_note.setText(note);
}

void TapBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void TapBar::retranslate()
{
    const int target = std::max(m_target.currentIndex(), 0);
    m_target.clear();
    m_target.addItems({ tr("Connection"), tr("User"), tr("Session") });
    m_target.setCurrentIndex(target);
    m_target.setAccessibleName(tr("Whose frames"));
    m_id.setAccessibleName(tr("Id of what is tapped"));
    m_id.setPlaceholderText(tr("id (UUID)"));
    m_minutes.setAccessibleName(tr("Minutes until the tap ends"));
    m_minutes.setSuffix(tr(" min"));
    m_autoPong.setText(tr("Answer &pings"));
    refresh();
}

} // namespace conversa::console
