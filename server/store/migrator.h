// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/sqlconnection.h"

#include <map>

namespace conversa {

// Whether a store may change its database's schema.
enum class Migrate { Auto, Off };

// Brings a database's schema to the version this program knows, one server at a time. A newer schema is accepted when
// it says that programs as old as this one can use it. Internal: it will not heal by itself.
class Migrator
{
public:
    Migrator(SqlConnection &connection, std::vector<Migration> known);

    Result<void> run(Migrate mode);

private:
    struct Applied
    {
        QString name;
        int compatibleFrom = 0;
    };
    using AppliedMap = std::map<int, Applied>;

    Result<AppliedMap> applied();
    Result<void> checkNewer(const AppliedMap &applied) const;
    bool isMissingAny(const AppliedMap &applied) const;
    Result<void> migrate();
    Result<void> applyMissing();
    Result<void> apply(const Migration &migration);

    SqlConnection &m_connection;
    const std::vector<Migration> m_known;
};

} // namespace conversa
