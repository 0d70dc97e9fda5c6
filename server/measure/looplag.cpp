// SPDX-License-Identifier: Apache-2.0
#include "measure/looplag.h"

namespace conversa {

namespace {

constexpr std::chrono::milliseconds interval(250);
constexpr qint64 intervalUs = std::chrono::microseconds(interval).count();

} // namespace

LoopLag::LoopLag(Histogram &lag)
    : m_lag(lag)
    , m_dueUs(steadyUs() + intervalUs)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setSingleShot(true);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { onTimeout(); });
    m_timer.start(interval);
}

void LoopLag::onTimeout()
{
    const qint64 nowUs = steadyUs();
    m_lag.add(std::max<qint64>(0, nowUs - m_dueUs));
    m_dueUs = nowUs + intervalUs;
    m_timer.start(interval);
}

} // namespace conversa
