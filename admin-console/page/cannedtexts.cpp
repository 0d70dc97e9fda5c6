// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/cannedtexts.h"

#include <QCoreApplication>
#include <QMap>
#include <QSettings>

namespace conversa::console {

namespace {

const QString cannedGroup = QStringLiteral("canned");
const QString separator = QStringLiteral(" – ");

QString cannedText(const char *text)
{
    return QCoreApplication::translate("CannedTexts", text);
}

// What there is before anybody has kept one, or beside them.
QMap<QString, QString> allCanned()
{
    QMap<QString, QString> texts{
        { cannedText(QT_TRANSLATE_NOOP("CannedTexts", "hello")), cannedText(QT_TRANSLATE_NOOP("CannedTexts", "Hello! How can I help you?")) },
        { cannedText(QT_TRANSLATE_NOOP("CannedTexts", "moment")), cannedText(QT_TRANSLATE_NOOP("CannedTexts", "One moment, please. I am looking into it.")) },
        { cannedText(QT_TRANSLATE_NOOP("CannedTexts", "bye")), cannedText(QT_TRANSLATE_NOOP("CannedTexts", "Thank you for your message. Goodbye!")) },
    };
    QSettings settings;
    settings.beginGroup(cannedGroup);
    for (const QString &name : settings.childKeys())
        texts.insert(name, settings.value(name).toString());
    return texts;
}

QString proposalOf(const QString &name, const QString &text)
{
    return name + separator + text.simplified().left(80);
}

} // namespace

QStringList CannedTexts::matching(const QString &part) const
{
    QStringList found;
    const auto texts = allCanned();
    for (auto text = texts.begin(); text != texts.end(); ++text) {
        if (text.key().startsWith(part, Qt::CaseInsensitive) || (part.size() > 2 && text.value().contains(part, Qt::CaseInsensitive)))
            found.append(proposalOf(text.key(), text.value()));
    }
    return found;
}

QString CannedTexts::textOf(const QString &proposal) const
{
    return allCanned().value(proposal.section(separator, 0, 0));
}

void CannedTexts::keep(const QString &name, const QString &text)
{
    QSettings settings;
    settings.beginGroup(cannedGroup);
    // A slash would make a group of it.
    QString key = name.simplified().left(40);
    key.remove(QLatin1Char('/')).remove(separator);
    if (!key.isEmpty() && settings.childKeys().size() < most)
        settings.setValue(key, text);
}

} // namespace conversa::console
