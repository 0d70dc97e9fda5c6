// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"

#include <QMap>
#include <QString>

#include <optional>

namespace conversa {

// Logs in once more, apart from Qt, whose driver does not pass on why a server turned a login away. An Internal error
// when trying again does not help (user, password, database); nothing when it was let in, or nobody answered within 3
// s. `options` are libpq's, by name, all of them.
std::optional<Error> loginRefusal(const QMap<QString, QString> &options);

} // namespace conversa
