// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conversactl/source.h"

namespace conversa::ctl {

// Whether the answer to the path is a table that can be asked further.
bool isTable(const QByteArray &path);
// What the server would answer to a question of the table whose rows all stand in `body`.
Result<Answer> askTable(const QByteArray &body, const Request &request, qint64 nowMs);

} // namespace conversa::ctl
