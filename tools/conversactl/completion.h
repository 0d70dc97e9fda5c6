// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace conversa::ctl {

// What the shell sources to complete conversactl, made from the table of commands.
QByteArray bashCompletion();
QByteArray zshCompletion();
QByteArray fishCompletion();

} // namespace conversa::ctl
