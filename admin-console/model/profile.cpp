// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/profile.h"

#include "model/serveraddress.h"

#include <QHostAddress>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace conversa::console {

namespace {

constexpr qsizetype MostProfileText = 4'096;
constexpr qsizetype MostPem = 64 * 1'024;
constexpr std::array TagNames{ "none"_L1, "development"_L1, "testing"_L1, "production"_L1 };
constexpr std::array PlaceNames{ "keychain"_L1, "memory"_L1 };

template <typename Enum, size_t Size>
Enum valueOf(const std::array<QLatin1String, Size> &names, const QString &name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? Enum() : Enum(found - names.begin());
}

QString textOf(const QJsonObject &object, QLatin1String name)
{
    return object.value(name).toString().left(MostProfileText);
}

} // namespace

Profile newProfile(const QUrl &address)
{
    Profile profile;
    profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    profile.name = address.host();
    profile.address = address;
    return profile;
}

bool isReadableOnTheWay(const QUrl &address)
{
    if (address.scheme() == "https"_L1)
        return false;
    const QString host = address.host();
    return host != "localhost"_L1 && !host.endsWith(".localhost"_L1) && !QHostAddress(host).isLoopback();
}

QJsonObject toJson(const Profile &profile)
{
    return { { "id"_L1, profile.id }, { "name"_L1, profile.name }, { "group"_L1, profile.group },
        { "tag"_L1, TagNames[size_t(profile.tag)] }, { "address"_L1, profile.address.toString() },
        { "key_place"_L1, PlaceNames[size_t(profile.keyPlace)] }, { "ca_file"_L1, profile.caFile },
        { "certificate_file"_L1, profile.certificateFile }, { "key_file"_L1, profile.keyFile },
        { "pin"_L1, profile.pin ? profile.pin->text() : QString() },
        { "pinned_certificate"_L1, QString::fromLatin1(profile.pinnedCertificate) },
        { "timeout_seconds"_L1, profile.timeoutSeconds } };
}

Result<Profile> profileFromJson(const QJsonObject &object)
{
    auto address = parseServerAddress(textOf(object, "address"_L1));
    if (!address)
        return address.error();
    const QUuid id(textOf(object, "id"_L1));
    if (id.isNull())
        return invalidField("id", "must be a UUID");
    Profile profile = newProfile(*address);
    profile.id = id.toString(QUuid::WithoutBraces);
    profile.name = textOf(object, "name"_L1);
    profile.group = textOf(object, "group"_L1);
    profile.tag = valueOf<ColorTag>(TagNames, textOf(object, "tag"_L1));
    profile.keyPlace = valueOf<KeyPlace>(PlaceNames, textOf(object, "key_place"_L1));
    profile.caFile = textOf(object, "ca_file"_L1);
    profile.certificateFile = textOf(object, "certificate_file"_L1);
    profile.keyFile = textOf(object, "key_file"_L1);
    profile.pinnedCertificate = object.value("pinned_certificate"_L1).toString().left(MostPem).toLatin1();
    profile.timeoutSeconds = std::clamp(
        object.value("timeout_seconds"_L1).toInt(profile.timeoutSeconds), LeastTimeoutSeconds, MostTimeoutSeconds);
    const QString pin = textOf(object, "pin"_L1);
    if (pin.isEmpty())
        return profile;
    // A pin that cannot be read must not become "no pin".
    const auto parsed = Pin::parse(pin);
    if (!parsed)
        return parsed.error();
    profile.pin = *parsed;
    return profile;
}

} // namespace conversa::console
