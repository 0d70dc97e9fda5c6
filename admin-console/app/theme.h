// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/settings.h"

#include <QPalette>

namespace conversa::console {

// Light, dark and high-contrast colours over Qt's Fusion style. Owned by main().
class Theme
{
public:
    // Remembers the desktop's own palette, which decides when nothing is chosen. Needs a QApplication.
    Theme();

    void use(Look look);

private:
    QPalette m_desktop;
    bool m_hasContrast = false;
};

} // namespace conversa::console
