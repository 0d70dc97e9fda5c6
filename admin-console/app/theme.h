// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QString>

namespace conversa::console {

// Light and dark colours over Qt's Fusion style. Owned by main().
class Theme
{
public:
    // Remembers the desktop's own palette, which decides when nothing is chosen. Needs a QApplication.
    Theme();

    // "light", "dark", or anything else: as the desktop has it.
    void use(const QString &name);

private:
    QPalette m_desktop;
};

} // namespace conversa::console
