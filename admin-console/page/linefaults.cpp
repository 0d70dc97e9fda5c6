// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/linefaults.h"

#include <QEvent>
#include <QGridLayout>

namespace conversa::console {

namespace {

constexpr std::array faultMost{ 5'000, 2'000, 100 }; // ms, ms, percent
constexpr std::array faultStep{ 50, 50, 5 };
constexpr std::array faultObjects{ "lineDelay", "lineJitter", "lineLoss" };

} // namespace

LineFaults::LineFaults(QWidget *parent)
    : QFrame(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setSpacing(8);
    for (size_t i = 0; i < count; ++i) {
        m_sliders[i].setOrientation(Qt::Horizontal);
        m_sliders[i].setObjectName(QLatin1String(faultObjects[i]));
        m_sliders[i].setMaximum(faultMost[i]);
        m_sliders[i].setSingleStep(faultStep[i]);
        m_sliders[i].setPageStep(faultStep[i] * 4);
        m_sliders[i].setMinimumWidth(180);
        m_names[i].setBuddy(&m_sliders[i]);
        m_values[i].setMinimumWidth(64);
        grid->addWidget(&m_names[i], int(i), 0);
        grid->addWidget(&m_sliders[i], int(i), 1);
        grid->addWidget(&m_values[i], int(i), 2);
        connect(&m_sliders[i], &QSlider::valueChanged, this, [this] {
            refresh();
            Q_EMIT changed(faults());
        });
    }
    refresh();
}

void LineFaults::setFaults(const Faults &faults)
{
    const QSignalBlocker quiet(this);
    m_sliders[0].setValue(faults.delayMs);
    m_sliders[1].setValue(faults.jitterMs);
    m_sliders[2].setValue(faults.lossPercent);
}

Faults LineFaults::faults() const
{
    return { m_sliders[0].value(), m_sliders[1].value(), m_sliders[2].value() };
}

void LineFaults::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QFrame::changeEvent(event);
}

void LineFaults::refresh()
{
    m_names[0].setText(tr("&Delay"));
    m_names[1].setText(tr("&Jitter"));
    m_names[2].setText(tr("&Loss"));
    m_values[0].setText(tr("%1 ms").arg(m_sliders[0].value()));
    m_values[1].setText(tr("%1 ms").arg(m_sliders[1].value()));
    m_values[2].setText(tr("%1 %").arg(m_sliders[2].value()));
}

} // namespace conversa::console
