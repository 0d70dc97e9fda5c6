// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QObject>

#include <functional>

namespace QKeychain {
class Job;
}

namespace conversa::console {

// The keychain of the desktop session, where access keys lie encrypted. Answers come later, in the GUI thread, and not
// at all once `context` is gone. Where there is no keychain every answer is Unavailable with the reason: a key is never
// written anywhere else. A person may be asked to unlock it first, so nobody should wait for an answer.
class Keychain
{
public:
    using Read = std::function<void(const Result<QByteArray> &key)>;
    using Done = std::function<void(const Result<void> &outcome)>;

    // NotFound where none is kept for this profile, Forbidden where the person did not unlock the keychain.
    static void read(const QString &profileId, QObject *context, Read then);
    static void write(const QString &profileId, const QByteArray &key, QObject *context, Done then);
    // Done where there is none, too.
    static void remove(const QString &profileId, QObject *context, Done then);
};

} // namespace conversa::console
