// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/authorization.h"
#include "core/clock.h"
#include "store/restriction.h"

#include <QHash>
#include <QHostAddress>

#include <atomic>
#include <memory>
#include <vector>

namespace conversa {

// What administrators have forbidden, for every thread to look up. While nothing is forbidden a look costs one load.
// Thread-safe; owned by the composition root.
class Restrictions
{
public:
    explicit Restrictions(Clock clock);

    // These and no others.
    void adopt(const std::vector<Restriction> &all);

    // Forbidden: nobody may from there, whoever it is.
    Result<void> mayKnock(const QHostAddress &address) const;
    // Forbidden: nobody from there, not this one, or not this tenant's from there.
    Result<void> mayEnter(const Principal &principal, const QHostAddress &address) const;
    // Whether this one has not been removed from the session.
    bool mayBeIn(const Principal &principal, SessionId session) const;
    // Forbidden: not in this session (null: in none). Unavailable: nothing is stored at the moment.
    Result<void> mayAct(const Principal &principal, Action action, SessionId session) const;

private:
    struct Network
    {
        QByteArray tenant;
        std::pair<QHostAddress, int> subnet;
        qint64 endsMs = 0;
    };
    // By what is forbidden to whom, until when in Unix time.
    struct Table
    {
        QHash<QByteArray, qint64> ends;
        std::vector<Network> networks;
    };

    std::optional<qint64> endOf(const QByteArray &name) const;
    std::optional<qint64> endOf(const QByteArray &tenant, const QHostAddress &address) const;

    const Clock m_clock;
    std::atomic<bool> m_hasAny = false;
    std::atomic<std::shared_ptr<const Table>> m_table;
};

// Whether a restriction is about whoever is connected as this one, from this address.
bool concerns(const Restriction &restriction, const Principal &principal, const QHostAddress &address);
// An address or a CIDR block, as text; nullopt: it is neither.
std::optional<std::pair<QHostAddress, int>> networkIn(const QByteArray &text);

} // namespace conversa
