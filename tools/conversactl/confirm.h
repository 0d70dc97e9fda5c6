// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QByteArray>

namespace conversa::ctl {

class Output;

// Asks a person, who must say y. Without a terminal nobody can be asked: an error that names --yes.
Result<void> confirm(Output &out, const QByteArray &question);

} // namespace conversa::ctl
