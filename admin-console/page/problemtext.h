// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/problem.h"

#include <QString>

namespace conversa::console {

// A problem in the language of the moment: what happened, and what the person can do. Both empty for None.
struct ProblemText
{
    QString headline;
    QString advice;
};

ProblemText problemText(Problem problem);

} // namespace conversa::console
