// SPDX-License-Identifier: Apache-2.0
#include "app/loglevel.h"

#include "core/log.h"

namespace conversa {

LogLevel::LogLevel(QByteArray configured)
    : m_configured(std::move(configured))
{
    m_revert.setSingleShot(true);
    QObject::connect(&m_revert, &QTimer::timeout, &m_revert, [this] {
        apply(m_configured);
        logEvent(logApp(), "log_level_back", {{"level", m_configured}});
    });
    apply(m_configured);
}

void LogLevel::configure(const QByteArray &level)
{
    m_configured = level;
    if (!m_revert.isActive())
        apply(level);
}

void LogLevel::lend(const QByteArray &level, std::chrono::milliseconds time)
{
    apply(level);
    m_revert.start(time);
}

void LogLevel::apply(const QByteArray &level)
{
    QString rules;
    for (const char *each : {"debug", "info", "warning"}) {
        if (level == each)
            break;
        rules += QStringLiteral("conversa.*.%1=false\n").arg(QLatin1String(each));
    }
    if (level == "debug")
        rules = QStringLiteral("conversa.*.debug=true\n");
    QLoggingCategory::setFilterRules(rules);
}

} // namespace conversa
