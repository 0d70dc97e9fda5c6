// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/answer.h"

#include <QString>

namespace conversa::console {

// A problem in the language of the moment: what happened, and what the person can do. Both empty for None.
struct ProblemText
{
    QString headline;
    QString advice;
};

ProblemText problemText(Problem problem);
// Why something was not done, in one sentence: the server's own, where it had one.
QString failureText(const Failure &failure);

} // namespace conversa::console
