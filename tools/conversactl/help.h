// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conversactl/command.h"

#include <QByteArray>

namespace conversa::ctl {

// All commands, a line each.
QByteArray generalHelp();
QByteArray helpOf(const Command &command);

} // namespace conversa::ctl
