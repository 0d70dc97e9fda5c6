// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/diagnostics.h"

#include "model/settings.h"

#include <QApplication>
#include <QScreen>
#include <QSslSocket>
#include <QStyle>
#include <QSysInfo>

namespace conversa::console {

namespace {

QStringList screenLines()
{
    QStringList lines;
    for (const QScreen *screen : QGuiApplication::screens())
        lines.append(QStringLiteral("screen %1x%2, scale %3, %4 dpi").arg(screen->size().width()).arg(screen->size().height())
                         .arg(screen->devicePixelRatio()).arg(screen->logicalDotsPerInch()));
    return lines;
}

} // namespace

QString diagnosticsText(const Settings &settings)
{
    QStringList lines{
        QStringLiteral("conversa-console %1").arg(QStringLiteral(CONVERSA_VERSION)),
        QStringLiteral("Qt %1, built with %2").arg(QString::fromLatin1(qVersion()), QStringLiteral(QT_VERSION_STR)),
        QStringLiteral("%1, %2").arg(QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture()),
        QStringLiteral("platform %1, style %2").arg(QGuiApplication::platformName(), QApplication::style()->name()),
        QStringLiteral("locale %1, language %2").arg(QLocale::system().name(), settings.language()),
        QStringLiteral("TLS %1").arg(QSslSocket::sslLibraryVersionString()),
        QStringLiteral("look %1, density %2").arg(int(settings.look())).arg(int(settings.density())),
        QStringLiteral("kept: %1 frames, %2 log rows").arg(settings.framesKept()).arg(settings.logRowsKept()),
    };
    return (lines + screenLines()).join(u'\n') + u'\n';
}

} // namespace conversa::console
