// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/serverprocess.h"

#include <QByteArray>
#include <QString>

namespace conversa::test {

// The token of a new administrator's key of a tenant, made by the command line; "*": an operator's. `database`: the whole option
// --database.url=... that the server was started with.
inline QByteArray adminKeyOf(ServerProcess &server, const QString &database, const QString &tenant)
{
    using namespace Qt::StringLiterals;
    const auto made = server.run({ u"key"_s, u"create"_s, u"--name=root"_s, u"--role=admin"_s, u"--tenant="_s + tenant, u"--env=development"_s, database });
    return made.second.mid(made.second.indexOf("cv_"), 46);
}

} // namespace conversa::test
