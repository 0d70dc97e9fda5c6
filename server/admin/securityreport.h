// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/tablepage.h"
#include "audit/securitylog.h"
#include "auth/principal.h"

namespace conversa {

// Who came up against the server's defences most often: a network (IPv4: /24, IPv6: /48), a user or a key.
struct Offender
{
    QByteArray name; // "203.0.113.0/24", or an id
    qint64 times = 0;
};

// What a filter finds in the security log: a page of it, and what all of it says together.
struct SecurityReport
{
    static constexpr size_t mostOffenders = 10;

    TablePage<EventRow> page;
    std::array<qint64, securityKinds> counts{};
    std::vector<Offender> networks = {}; // the worst first
    std::vector<Offender> users = {};
    std::vector<Offender> keys = {};
};

// An administrator sees what concerns its tenant. Takes milliseconds: for the admin thread.
SecurityReport securityReport(const SecurityLog &log, const TableQuery &query, const Principal &principal, qint64 nowMs);

} // namespace conversa
