// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/profilestore.h"

#include "model/serveraddress.h"

#include <QCollator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace conversa::console {

namespace {

const QString ProfilesGroup = u"profiles/"_s;
const QString LastUsedKey = u"profile/last"_s;
constexpr qsizetype MostImport = 4 * 1'024 * 1'024;

QList<Profile>::const_iterator placeOf(const QList<Profile> &profiles, const QString &id)
{
    return std::find_if(profiles.begin(), profiles.end(), [&](const Profile &profile) { return profile.id == id; });
}

bool hasWord(const Profile &profile, const QString &word)
{
    return profile.name.contains(word, Qt::CaseInsensitive) || profile.group.contains(word, Qt::CaseInsensitive)
        || profile.address.toString().contains(word, Qt::CaseInsensitive);
}

bool isSameButForTheId(Profile left, const Profile &right)
{
    left.id = right.id;
    return left == right;
}

// Nothing in which a key may hide reaches the disk.
Result<void> checked(const Profile &profile)
{
    const auto address = parseServerAddress(profile.address.toString());
    if (!address)
        return address.error();
    return *address == profile.address ? Result<void>() : invalidField("address", "must have no path");
}

} // namespace

ProfileStore::ProfileStore(QObject *parent)
    : QObject(parent)
{
    read();
}

std::optional<Profile> ProfileStore::find(const QString &id) const
{
    const auto found = placeOf(m_profiles, id);
    return found == m_profiles.end() ? std::nullopt : std::optional(*found);
}

QList<Profile> ProfileStore::search(const QString &text) const
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    QList<Profile> found;
    std::copy_if(m_profiles.begin(), m_profiles.end(), std::back_inserter(found), [&](const Profile &profile) {
        return std::all_of(words.begin(), words.end(), [&](const QString &word) { return hasWord(profile, word); });
    });
    return found;
}

Result<void> ProfileStore::save(const Profile &profile)
{
    if (const auto good = checked(profile); !good)
        return good.error();
    if (!find(profile.id) && m_profiles.size() >= MostProfiles)
        return Error{ ErrorCode::LimitExceeded, "There are too many profiles." };
    write(profile);
    read();
    Q_EMIT changed();
    return {};
}

Result<Profile> ProfileStore::duplicate(const QString &id, const QString &name)
{
    auto copy = find(id);
    if (!copy)
        return Error{ ErrorCode::NotFound, "There is no such profile." };
    copy->id = newProfile(copy->address).id;
    copy->name = name;
    if (const auto saved = save(*copy); !saved)
        return saved.error();
    return *copy;
}

void ProfileStore::remove(const QString &id)
{
    m_settings.remove(ProfilesGroup + id);
    read();
    Q_EMIT changed();
}

std::optional<Profile> ProfileStore::lastUsed() const
{
    return find(m_settings.value(LastUsedKey).toString());
}

void ProfileStore::setLastUsed(const QString &id)
{
    m_settings.setValue(LastUsedKey, id);
}

QByteArray ProfileStore::exported() const
{
    QJsonArray profiles;
    for (const Profile &profile : m_profiles)
        profiles.append(toJson(profile));
    return QJsonDocument(QJsonObject{ { "profiles"_L1, profiles } }).toJson();
}

Result<int> ProfileStore::import(const QByteArray &json)
{
    const Error notOurs{ ErrorCode::InvalidJson, "This is not a file with profiles." };
    const QJsonValue list = QJsonDocument::fromJson(json.size() > MostImport ? QByteArray() : json).object().value("profiles"_L1);
    if (!list.isArray())
        return notOurs;
    QList<Profile> news;
    for (const QJsonValue &value : list.toArray()) {
        auto profile = profileFromJson(value.toObject());
        if (!profile)
            return profile.error();
        const auto isIt = [&](const Profile &known) { return isSameButForTheId(known, *profile); };
        if (std::any_of(m_profiles.begin(), m_profiles.end(), isIt))
            continue;
        if (find(profile->id))
            profile->id = newProfile(profile->address).id;
        news.append(*profile);
    }
    if (m_profiles.size() + news.size() > MostProfiles)
        return Error{ ErrorCode::LimitExceeded, "There are too many profiles." };
    std::for_each(news.begin(), news.end(), [this](const Profile &profile) { write(profile); });
    read();
    Q_EMIT changed();
    return int(news.size());
}

void ProfileStore::read()
{
    m_profiles.clear();
    m_settings.beginGroup(ProfilesGroup.chopped(1));
    const QStringList ids = m_settings.childKeys();
    m_settings.endGroup();
    for (const QString &id : ids) {
        const auto object = QJsonDocument::fromJson(m_settings.value(ProfilesGroup + id).toByteArray()).object();
        if (const auto profile = profileFromJson(object); profile && profile->id == id)
            m_profiles.append(*profile);
    }
    QCollator collator;
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::sort(m_profiles.begin(), m_profiles.end(), [&](const Profile &left, const Profile &right) {
        const int groups = collator.compare(left.group, right.group);
        return groups != 0 ? groups < 0 : collator.compare(left.name, right.name) < 0;
    });
}

void ProfileStore::write(const Profile &profile)
{
    m_settings.setValue(ProfilesGroup + profile.id, QJsonDocument(toJson(profile)).toJson(QJsonDocument::Compact));
}

} // namespace conversa::console
