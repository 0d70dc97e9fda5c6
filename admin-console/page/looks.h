// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLabel;
class QTableView;

namespace conversa::console {

// What one can click or type into is as high as this, so that it stands in line with its neighbours.
constexpr int controlHeight = 32;

// Says what stands under it. scale: its size against that of other texts.
void makeHeading(QLabel &label, double scale = 1);
// Whole rows without a grid, several can be selected, and Tab leaves it.
void showRows(QTableView &view);

} // namespace conversa::console
