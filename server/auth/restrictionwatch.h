// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/restrictions.h"
#include "store/storage.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>

namespace conversa {

// Keeps what this server forbids as the store has it: read when it is told, and every five seconds for what nobody told. Lives in
// the main thread; owned by the composition root.
class RestrictionWatch : public QObject
{
    Q_OBJECT

public:
    // `obey` is called in the main thread when something was forbidden: whoever is connected is to feel it. It calls `done`, on
    // any thread, with how many did.
    using Obey = std::function<void(std::function<void(qint64)> done)>;

    RestrictionWatch(Storage &storage, Restrictions &restrictions, Obey obey);

    void start();
    // Any thread. Calls `then` on any thread once what the store has holds, with how many connections felt it; nothing: the
    // store did not say.
    void refresh(std::function<void(std::optional<qint64>)> then);

private:
    void take(const std::vector<Restriction> &all, const std::function<void(std::optional<qint64>)> &then);

    Storage &m_storage;
    Restrictions &m_restrictions;
    const Obey m_obey;
    QSet<Uuid> m_known;
    QTimer m_timer;
};

} // namespace conversa
