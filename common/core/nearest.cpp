// SPDX-License-Identifier: Apache-2.0
#include "core/nearest.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace conversa {

namespace {

int distance(const QByteArray &a, const QByteArray &b)
{
    std::vector<int> row(size_t(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = std::exchange(row[0], int(i) + 1);
        for (size_t j = 0; j < size_t(b.size()); ++j) {
            const int replaced = diagonal + (a[i] != b[qsizetype(j)]);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

} // namespace

QByteArray nearestName(const QByteArray &mistaken, const QByteArrayList &names)
{
    QByteArray nearest;
    int best = int(mistaken.size()) / 2 + 1;
    for (const QByteArray &name : names) {
        if (const int far = distance(mistaken, name); far < best) {
            best = far;
            nearest = name;
        }
    }
    return nearest;
}

QByteArray unknownName(const char *what, const QByteArray &mistaken, const QByteArrayList &names)
{
    QByteArray text = QByteArray("unknown ") + what + " \"" + mistaken + '"';
    if (const QByteArray nearest = nearestName(mistaken, names); !nearest.isEmpty())
        text += "; did you mean \"" + nearest + "\"?";
    return text;
}

} // namespace conversa
