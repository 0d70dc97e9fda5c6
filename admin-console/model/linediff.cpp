// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/linediff.h"

#include <algorithm>

namespace conversa::console {

namespace {

QStringList linesOf(const QString &text)
{
    return text.split(QLatin1Char('\n')).mid(0, mostDiffLines);
}

} // namespace

// The longest common subsequence, by the table of its lengths from each place to the ends.
std::vector<DiffLine> lineDiff(const QString &before, const QString &after)
{
    const QStringList a = linesOf(before);
    const QStringList b = linesOf(after);
    const auto width = size_t(b.size()) + 1;
    std::vector<int> lengths((size_t(a.size()) + 1) * width);
    const auto length = [&](qsizetype i, qsizetype j) -> int & { return lengths[size_t(i) * width + size_t(j)]; };
    for (qsizetype i = a.size() - 1; i >= 0; --i) {
        for (qsizetype j = b.size() - 1; j >= 0; --j)
            length(i, j) = a[i] == b[j] ? length(i + 1, j + 1) + 1 : std::max(length(i + 1, j), length(i, j + 1));
    }
    std::vector<DiffLine> lines;
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            lines.push_back({ DiffLine::Kind::Same, a[i] });
            ++i;
            ++j;
        } else if (j == b.size() || (i < a.size() && length(i + 1, j) >= length(i, j + 1))) {
            lines.push_back({ DiffLine::Kind::Gone, a[i++] });
        } else {
            lines.push_back({ DiffLine::Kind::New, b[j++] });
        }
    }
    return lines;
}

} // namespace conversa::console
