// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/logspage.h"

#include "page/leveldialog.h"
#include "page/looks.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QScrollBar>
#include <QVBoxLayout>

namespace conversa::console {

LogsPage::LogsPage(LiveState &live, QWidget *parent)
    : TablePage(live, live.logs(), { QStringLiteral("age"), QStringLiteral("level"), QStringLiteral("category"), QStringLiteral("event"), QStringLiteral("text") }, Access::Operator, parent)
{
    setObjectName(QStringLiteral("logs"));
    const std::pair<QPushButton *, const char *> buttons[] = { { &m_follow, "follow" }, { &m_pause, "pause" }, { &m_clear, "clear" }, { &m_level, "logLevel" } };
    for (const auto &[button, name] : buttons) {
        button->setObjectName(QLatin1String(name));
        button->setMinimumHeight(controlHeight);
        pane().actions()->addWidget(button, 0, Qt::AlignTop);
    }
    m_follow.setCheckable(true);
    m_follow.setChecked(true);
    m_pause.setCheckable(true);
    pane().setHoldsWhileRead(false);
    pane().setWidths({ 110, 100, 150, 180 });
    connect(&live.logs(), &RowTable::totalChanged, this, &LogsPage::onNews);
    connect(pane().view().verticalScrollBar(), &QScrollBar::valueChanged, this, &LogsPage::onScrolled);
    connect(&m_follow, &QPushButton::toggled, this, &LogsPage::onNews);
    connect(&m_follow, &QPushButton::toggled, this, &LogsPage::retranslate);
    connect(&m_pause, &QPushButton::toggled, this, [this](bool isPaused) {
        TablePage::setPaused(isPaused);
        retranslate();
    });
    connect(&m_clear, &QPushButton::clicked, &live.logs(), [this] { this->live().logs().clear(); });
    connect(&m_level, &QPushButton::clicked, this, &LogsPage::onLevel);
    connect(&m_second, &QTimer::timeout, this, &LogsPage::onSecond);
    m_second.start(std::chrono::seconds(1));
    build();
    retranslate();
}

StateText LogsPage::emptyText() const
{
    return { Sign::Ring, Tone::Quiet, tr("The server has logged nothing since you look."), tr("Lines appear here as they are written. A lower level shows more of them.") };
}

QWidget *LogsPage::buildContent()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(4);
    column->addWidget(&pane(), 1);
    column->addWidget(&m_figures);
    m_figures.setObjectName(QStringLiteral("figures"));
    m_figures.setTextFormat(Qt::PlainText);
    m_figures.setForegroundRole(QPalette::PlaceholderText);
    return content;
}

void LogsPage::retranslate()
{
    m_follow.setText(tr("&Follow"));
    m_follow.setIcon(signPixmap(m_follow.isChecked() ? Sign::Tick : Sign::Ring, toneColor(m_follow.isChecked() ? Tone::Good : Tone::Quiet, palette()), 16, devicePixelRatioF()));
    m_follow.setToolTip(tr("Keeps the newest line in sight."));
    m_pause.setText(m_pause.isChecked() ? tr("&Go on") : tr("&Pause"));
    m_clear.setText(tr("Cl&ear"));
    m_level.setText(tr("Log &level …"));
    pane().filter().setExample(tr("Filter, for example level:error category:net"));
    showFigures();
    TablePage::retranslate();
}

void LogsPage::onNews()
{
    if (m_follow.isChecked())
        pane().view().scrollToBottom();
    showFigures();
}

// Whoever scrolls up wants to read, and whoever scrolls down to the end wants to follow again.
void LogsPage::onScrolled(int value)
{
    m_follow.setChecked(value == pane().view().verticalScrollBar()->maximum());
}

void LogsPage::onLevel()
{
    auto *dialog = new LevelDialog({}, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        order(postJson(QStringLiteral("/api/v1/admin/log-level"), dialog->body()), [this, text = dialog->text()](const QJsonObject &) { Q_EMIT remarked(tr("Log level: %1").arg(text)); });
    });
    dialog->open();
}

void LogsPage::onSecond()
{
    const RowRing<LogRow> &logs = live().logs();
    const qint64 now = logs.dropped() + logs.kept();
    m_rate = std::max<qint64>(0, now - m_before);
    m_before = now;
    showFigures();
}

void LogsPage::showFigures()
{
    const RowRing<LogRow> &logs = live().logs();
    const QLocale locale;
    QStringList parts{ tr("of the server %1").arg(QString::fromUtf8(live().capabilities().node)), tr("%1 lines a second").arg(locale.toString(m_rate)),
        tr("%1 kept").arg(locale.toString(logs.kept())) };
    if (logs.dropped() > 0)
        parts << tr("%1 older dropped").arg(locale.toString(logs.dropped()));
    if (logs.lost() > 0)
        parts << tr("%1 never came, the server was too fast").arg(locale.toString(logs.lost()));
    if (m_pause.isChecked())
        parts << tr("paused: what comes now waits");
    m_figures.setText(parts.join(QStringLiteral(" · ")));
}

} // namespace conversa::console
