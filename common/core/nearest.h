// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace conversa {

// The name with the fewest letters to change (Levenshtein distance), or empty where none is near enough to be meant.
QByteArray nearestName(const QByteArray &mistaken, const QByteArrayList &names);
// `unknown <what> "<mistaken>"`, and the name that may be meant.
QByteArray unknownName(const char *what, const QByteArray &mistaken, const QByteArrayList &names);

} // namespace conversa
