// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "page/rowdelegate.h"

namespace conversa::console {

// Draws cells of frames: errors, closes and control frames have a sign and a colour beside their word.
class FrameDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace conversa::console
