// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace conversa::ctl {

// Another program, until it has ended: what it wrote, or the end of what it complained about.
Result<QByteArray> runProgram(const QString &program, const QStringList &arguments,
                              const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());

} // namespace conversa::ctl
