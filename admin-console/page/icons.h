// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPalette>

namespace conversa::console {

// A drawn sign of page/icons in the palette's colours, sharp at any scale.
QIcon lineIcon(const QString &name, const QPalette &palette);

} // namespace conversa::console
