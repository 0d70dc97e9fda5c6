// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace conversa::console {

constexpr int ExitUnavailable = 69; // EX_UNAVAILABLE of sysexits.h

// True if there is something to draw windows on: a display in the environment, or a Qt platform that was chosen by
// hand.
bool displayExpected(int argc, char **argv);

// Says in one sentence that no window can be shown.
void reportNoDisplay();

// Qt ends a program that cannot reach its display with an abort. While this object lives, the program says so in a
// sentence and exits with ExitUnavailable instead. Only one at a time, around the construction of QApplication.
class DisplayGuard
{
public:
    DisplayGuard();
    ~DisplayGuard();
    Q_DISABLE_COPY_MOVE(DisplayGuard)
};

} // namespace conversa::console
