// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

namespace conversa {

// The first line of the file, or CONVERSA_TOKEN where no file is named. An error says how to give one.
Result<QByteArray> readToken(const QString &file);

// The same, and where neither is there, what is typed at the terminal, unseen. Without a terminal an error.
Result<QByteArray> askForToken(const QString &file);

} // namespace conversa
