// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis.h"

#include <QString>

namespace conversa::console {

// In the language of the moment: the name of a step, what it came to in one line, and what a person can do about it,
// which is empty where nothing needs doing.
QString stepName(Step step);
QString stepOutcome(Step step, const StepReport &report);
QString stepRemedy(Finding finding);

} // namespace conversa::console
