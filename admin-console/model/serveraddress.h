// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>
#include <QUrl>

namespace conversa::console {

// The base URL of what a person typed: a missing scheme means http, ws and wss mean http and https, the path is
// dropped. InvalidField for anything else, also for user names, passwords and queries, which could hide a key.
Result<QUrl> parseServerAddress(const QString &typed);

} // namespace conversa::console
