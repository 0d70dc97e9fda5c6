// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace conversa::console {

// How one text becomes another, line by line.
struct DiffLine
{
    enum class Kind : quint8 { Same, Gone, New };

    Kind kind = Kind::Same;
    QString text;

    bool operator==(const DiffLine &) const = default;
};

// The fewest lines that go and come; of texts of more than mostDiffLines lines only those.
constexpr qsizetype mostDiffLines = 1'000;
std::vector<DiffLine> lineDiff(const QString &before, const QString &after);

} // namespace conversa::console
