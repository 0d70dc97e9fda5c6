// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/profile.h"

#include <QList>
#include <QObject>
#include <QSettings>

namespace conversa::console {

// The profiles of this person on this machine, kept in QSettings. Lives in the GUI thread, owned by main().
class ProfileStore : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype MostProfiles = 500;

    explicit ProfileStore(QObject *parent = nullptr);

    // By group and name, as a person would sort them.
    const QList<Profile> &profiles() const { return m_profiles; }
    std::optional<Profile> find(const QString &id) const;
    // Those that have every word of `text` in their name, group or address.
    QList<Profile> search(const QString &text) const;

    // Keeps a new profile, or the new state of a known one. InvalidField where the address is none.
    Result<void> save(const Profile &profile);
    // The copy has a name of its own and no key. NotFound for an unknown id.
    Result<Profile> duplicate(const QString &id, const QString &name);
    void remove(const QString &id);
    // The profile that was used last, or nothing.
    std::optional<Profile> lastUsed() const;
    void setLastUsed(const QString &id);

    // Everything as JSON; no key is in it.
    QByteArray exported() const;
    // Adds what exported() wrote and says how many were new: one that is here already is not added twice, and one that
    // is here in another state comes in beside it. InvalidJson where it is no such file.
    Result<int> import(const QByteArray &json);

Q_SIGNALS:
    void changed();

private:
    void read();
    void write(const Profile &profile);

    QSettings m_settings;
    QList<Profile> m_profiles;
};

} // namespace conversa::console
