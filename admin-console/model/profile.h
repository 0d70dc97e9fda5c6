// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/pin.h"
#include "core/result.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <optional>

class QJsonObject;

namespace conversa::console {

// Where a profile's access key is kept between two connections.
enum class KeyPlace { Keychain, Memory };

// What a person marks a server with; Production puts a red frame round the window.
enum class ColorTag { None, Development, Testing, Production };

// A server as a person has set it up. Everything in it may be written down: the key is not.
struct Profile
{
    QString id;
    QString name;
    QString group;
    ColorTag tag = ColorTag::None;
    QUrl address; // as parseServerAddress() gives it
    KeyPlace keyPlace = KeyPlace::Keychain;
    QString caFile; // PEM; empty: the system's authorities
    QString certificateFile; // what this console shows a server that asks for a certificate
    QString keyFile;
    std::optional<Pin> pin;
    QByteArray pinnedCertificate; // PEM of what was trusted, to tell what changed; may be empty
    int timeoutSeconds = 10;

    bool operator==(const Profile &other) const = default;
};

constexpr int LeastTimeoutSeconds = 1;
constexpr int MostTimeoutSeconds = 120;

// A profile of its own for this address, with a new id and the host as its name.
Profile newProfile(const QUrl &address);
// True if what is sent to the server can be read on the way: no TLS, and not to this machine.
bool isReadableOnTheWay(const QUrl &address);

QJsonObject toJson(const Profile &profile);
// InvalidField where the id is missing or a field is not what it should be; what is not known is left out.
Result<Profile> profileFromJson(const QJsonObject &object);

} // namespace conversa::console
