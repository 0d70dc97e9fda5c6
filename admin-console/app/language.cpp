// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace conversa::console {

namespace {

void install(QTranslator &translator, const QLocale &locale, const QString &name, const QString &folder)
{
    QCoreApplication::removeTranslator(&translator);
    // English has a catalogue too: it holds the plural forms.
    if (translator.load(locale, name, QStringLiteral("_"), folder)
        || translator.load(name + QStringLiteral("_en"), folder))
        QCoreApplication::installTranslator(&translator);
}

} // namespace

void Language::use(const QString &name)
{
    const QLocale locale = name.isEmpty() ? QLocale::system() : QLocale(name);
    QLocale::setDefault(locale);
    install(m_qt, locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(m_own, locale, QStringLiteral("conversa-console"), QStringLiteral(":/i18n"));
}

} // namespace conversa::console
