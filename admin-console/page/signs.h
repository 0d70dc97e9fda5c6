// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QPixmap>

namespace conversa::console {

enum class Sign { Tick, Ring, Dots, Triangle, Cross };
enum class Tone { Quiet, Good, Warning, Bad };

// True for a palette with light text on a dark ground.
bool isDark(const QPalette &palette);

// `share` of one colour, 0 to 1, over another.
QColor mixed(const QColor &color, const QColor &ground, double share);

// The colour of a tone, readable on the palette's window and base.
QColor toneColor(Tone tone, const QPalette &palette);

// A drawn sign, `size` device-independent pixels wide and high.
QPixmap signPixmap(Sign sign, const QColor &color, int size, qreal pixelRatio);

} // namespace conversa::console
