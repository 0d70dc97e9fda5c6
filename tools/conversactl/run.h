// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conversactl/output.h"

#include <QStringList>

namespace conversa::ctl {

// One conversactl, from its arguments (without the program's name) to its exit code. Needs a QCoreApplication.
int run(const QStringList &arguments, Output &out);

} // namespace conversa::ctl
