// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/settings.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace conversa::console {

namespace {

const QString LookName = u"view/theme"_s;
const QString LanguageName = u"view/language"_s;
const QString DensityName = u"view/density"_s;
const QString FramesName = u"kept/frames"_s;
const QString LogRowsName = u"kept/logs"_s;
const QString FormatName = u"export/format"_s;
const QString TextsName = u"privacy/texts"_s;
const QString PeopleName = u"privacy/people"_s;
constexpr int FramesAtFirst = 100'000;
constexpr int LogRowsAtFirst = 50'000;
// The words that stand in the file: it is read by people, too.
constexpr std::array LookWords{ ""_L1, "light"_L1, "dark"_L1, "contrast"_L1 };
constexpr std::array DensityWords{ "comfortable"_L1, "compact"_L1 };
constexpr std::array FormatWords{ "csv"_L1, "json"_L1 };
constexpr std::array LanguageWords{ ""_L1, "en"_L1, "pt_BR"_L1, "es"_L1 };
constexpr std::array<QLatin1String, NoticeCount> NoticeWords{ "message"_L1, "connection_lost"_L1, "security"_L1,
    "node_silent"_L1 };

template <size_t Size>
size_t placeIn(const std::array<QLatin1String, Size> &words, const QString &word)
{
    const auto found = std::find(words.begin(), words.end(), word);
    return found == words.end() ? 0 : size_t(found - words.begin());
}

QString noticeName(Notice notice)
{
    return u"notify/"_s + NoticeWords[size_t(notice)];
}

} // namespace

Settings::Settings(QObject *parent)
    : QObject(parent)
{
}

Look Settings::look() const
{
    return Look(placeIn(LookWords, m_settings.value(LookName).toString()));
}

void Settings::setLook(Look look)
{
    set(LookName, QString(LookWords[size_t(look)]));
}

QString Settings::language() const
{
    return LanguageWords[placeIn(LanguageWords, m_settings.value(LanguageName).toString())];
}

void Settings::setLanguage(const QString &language)
{
    set(LanguageName, language);
}

Density Settings::density() const
{
    return Density(placeIn(DensityWords, m_settings.value(DensityName).toString()));
}

void Settings::setDensity(Density density)
{
    set(DensityName, QString(DensityWords[size_t(density)]));
}

bool Settings::notifies(Notice notice) const
{
    return flag(noticeName(notice), true);
}

void Settings::setNotifies(Notice notice, bool isOn)
{
    set(noticeName(notice), isOn);
}

int Settings::framesKept() const
{
    return number(FramesName, LeastKept, MostFrames, FramesAtFirst);
}

void Settings::setFramesKept(int count)
{
    set(FramesName, count);
}

int Settings::logRowsKept() const
{
    return number(LogRowsName, LeastKept, MostLogRows, LogRowsAtFirst);
}

void Settings::setLogRowsKept(int count)
{
    set(LogRowsName, count);
}

ExportFormat Settings::exportFormat() const
{
    return ExportFormat(placeIn(FormatWords, m_settings.value(FormatName).toString()));
}

void Settings::setExportFormat(ExportFormat format)
{
    set(FormatName, QString(FormatWords[size_t(format)]));
}

bool Settings::masksTexts() const
{
    return flag(TextsName, true);
}

void Settings::setMasksTexts(bool isOn)
{
    set(TextsName, isOn);
}

bool Settings::masksPeople() const
{
    return flag(PeopleName, true);
}

void Settings::setMasksPeople(bool isOn)
{
    set(PeopleName, isOn);
}

void Settings::reset()
{
    for (const QString &name : { LookName, LanguageName, DensityName, FramesName, LogRowsName, FormatName, TextsName, PeopleName })
        m_settings.remove(name);
    for (int notice = 0; notice < NoticeCount; ++notice)
        m_settings.remove(noticeName(Notice(notice)));
    Q_EMIT changed();
}

int Settings::number(const QString &name, int least, int most, int otherwise) const
{
    const int value = m_settings.value(name).toInt();
    return value < least || value > most ? otherwise : value;
}

// What cannot be read does not unmask anything.
bool Settings::flag(const QString &name, bool otherwise) const
{
    const QString word = m_settings.value(name).toString();
    return word == "true"_L1 || (word != "false"_L1 && otherwise);
}

void Settings::set(const QString &name, const QVariant &value)
{
    if (m_settings.value(name) == value)
        return;
    m_settings.setValue(name, value);
    Q_EMIT changed();
}

} // namespace conversa::console
